/**
 * Invite many people from a list. The list is read in this browser, looked through, and then all are invited at once.
 */
import { useId, useState } from 'preact/hooks';
import type { DeskId } from '#protocol/core/ids.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/fields/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { FileInput } from '../../ui/fields/input.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { InviteInput } from '../../vault/joining/inviting.ts';
import { t } from '../../words/words.ts';
import { roleName } from '../../state/names.ts';
import { plainCell, readList, type ListedRow } from '../../lib/invite-rows.ts';
import { teamName } from '../../state/names.ts';

interface InviteListProps {
  desks: readonly DeskId[];
  busy: boolean;
  onMake: (inputs: readonly InviteInput[]) => void;
}

export function InviteFromList({ desks, busy, onMake }: InviteListProps) {
  const [text, setText] = useState('');
  const [rows, setRows] = useState<readonly ListedRow[]>();
  const id = useId();
  const read = async (typed: string): Promise<void> => {
    setText(typed);
    setRows(typed.trim() === '' ? undefined : await readList(typed, desks));
  };
  const good = (rows ?? []).filter((row) => row.problem === undefined);
  return (
    <div class="stack">
      <p>{t('invite-list-text')}</p>
      <p class="sheet code ltr">
        name,note,role,teams
        <br />
        Heron,Speaks on Monday,participant,
        <br />
        Puffin,,staff,travel visa
      </p>
      <div class="field">
        <label for={id}>{t('invite-list-file')}</label>
        <FileInput id={id} class="input" accept=".csv,text/csv" onFile={(file) => void file?.text().then(read)} />
      </div>
      <TextArea label={t('invite-list-paste')} code rows={4} value={text} onInput={(typed) => void read(typed)} />
      {rows !== undefined && rows.length === 0 && <Notice what={t('invite-list-empty')} />}
      {rows !== undefined && rows.length > 0 && (
        <>
          <Preview rows={rows} />
          {rows.some((row) => row.input.desks.length > 0) && <Notice what={t('invite-list-teams')} />}
          {good.length < rows.length && (
            <Notice
              look="soon"
              icon="warning"
              what={t('invite-list-skipped', { count: rows.length - good.length })}
              next={t('invite-list-skipped-next')}
            />
          )}
          <div class="row">
            <Button
              kind="do"
              busy={busy && t('working')}
              disabled={good.length === 0}
              onClick={() => onMake(good.map((row) => row.input))}
            >
              {t('invite-make-many', { count: good.length })}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function Preview({ rows }: { rows: readonly ListedRow[] }) {
  return (
    <div class="scroll" role="region" aria-label={t('invite-list-preview')} tabIndex={0}>
      <table class="plaintable">
        <caption>{t('invite-list-preview')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('invite-list-line')}</th>
            <th scope="col">{t('invite-for')}</th>
            <th scope="col">{t('members-role')}</th>
            <th scope="col">{t('members-teams')}</th>
            <th scope="col">{t('invite-note')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              <td>{row.line}</td>
              <td>
                <bdi>{plainCell(row.input.name) || '–'}</bdi>
                {row.problem !== undefined && (
                  <span class="error">
                    <Icon name="warning" size={16} />
                    {t(`invite-list-wrong-${row.problem}`)}
                  </span>
                )}
              </td>
              <td>{roleName(row.input.role)}</td>
              <td>{row.input.desks.map(teamName).join(', ')}</td>
              <td>
                <bdi>{plainCell(row.input.note)}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
