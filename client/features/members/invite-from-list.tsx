/**
 * Invite many people from a list. The list is read in this browser, looked through, and then all are invited at once.
 */
import { useState } from 'preact/hooks';
import type { DeskId } from '#protocol/core/ids.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/fields/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { InviteInput } from '../../vault/joining/inviting.ts';
import { listed } from '../../ui/list-words.ts';
import { t } from '../../words/words.ts';
import { roleName } from '../../state/names.ts';
import { TextFile } from '../../components/text-file.tsx';
import { readPeople, type PeopleTable, type TableRow } from '../../lib/input/people-table.ts';
import { plainCell } from '../../lib/plain-cell.ts';
import { Tick } from '../../ui/fields/choice.tsx';
import { teamName } from '../../state/names.ts';

interface InviteListProps {
  desks: readonly DeskId[];
  busy: boolean;
  onMake: (inputs: readonly InviteInput[]) => void;
}

export function InviteFromList({ desks, busy, onMake }: InviteListProps) {
  const [text, setText] = useState('');
  const [table, setTable] = useState<PeopleTable>();
  const [isHeading, setIsHeading] = useState(false);
  const read = async (typed: string, firstIsHeading: boolean): Promise<void> => {
    setText(typed);
    setIsHeading(firstIsHeading);
    const teams = { desks, nameOf: teamName };
    setTable(typed.trim() === '' ? undefined : await readPeople(typed, teams, firstIsHeading));
  };
  const rows = table?.rows ?? [];
  const good = rows.filter((row) => row.problem === undefined);
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
      <TextFile
        label={t('invite-list-file')}
        accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
        onText={(found) => void read(found ?? '', false)}
      />
      <TextArea
        label={t('invite-list-paste')}
        code
        rows={4}
        value={text}
        onInput={(typed) => void read(typed, isHeading)}
      />
      {table?.headless !== undefined && (
        <>
          <Notice
            look="soon"
            icon="warning"
            what={t('invite-list-headless')}
            next={t('invite-list-headless-next', { line: table.headless.slice(0, 80) })}
          />
          <Tick label={t('invite-list-heading')} checked={isHeading} onChange={(checked) => void read(text, checked)} />
        </>
      )}
      {table !== undefined && table.unread.length > 0 && (
        <Notice what={t('invite-list-unread', { columns: listed(table.unread.slice(0, 12)) })} />
      )}
      {table !== undefined && rows.length === 0 && <Notice what={t('invite-list-empty')} />}
      {rows.length > 0 && (
        <>
          <Preview rows={rows} />
          {rows.some((row) => row.input.desks.length > 0) && <Notice what={t('invite-list-teams')} />}
          <Skipped rows={rows} />
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

/** What is not made, by its lines in the file. */
function Skipped({ rows }: { rows: readonly TableRow[] }) {
  const skipped = rows.filter((row) => row.problem !== undefined);
  const over = rows.filter((row) => row.problem === 'limit');
  const same = rows.filter((row) => row.problem === undefined && row.sameAs !== undefined);
  const linesOf = (which: readonly TableRow[]) =>
    listed(which.slice(0, 12).map(({ line }) => String(line))) + (which.length > 12 ? ' …' : '');
  return (
    <>
      {over.length > 0 && (
        <Notice
          look="soon"
          icon="warning"
          what={t('invite-list-over', { count: over.length, line: over[0]?.line ?? 0 })}
        />
      )}
      {same.length > 0 && <Notice look="soon" icon="warning" what={t('invite-list-same', { lines: linesOf(same) })} />}
      {skipped.length > 0 && (
        <Notice
          look="soon"
          icon="warning"
          what={t('invite-list-skipped', { count: skipped.length })}
          safe={t('invite-list-lines', { lines: linesOf(skipped) })}
          next={t('invite-list-skipped-next')}
        />
      )}
    </>
  );
}

function Preview({ rows }: { rows: readonly TableRow[] }) {
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
            <Line key={row.line} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A line of the table, and under it, over its whole width, what is to be said about it. */
function Line({ row: { line, input, problem, sameAs } }: { row: TableRow }) {
  return (
    <>
      <tr>
        <td>{line}</td>
        <td>
          <bdi>{plainCell(input.name).slice(0, 100) || '–'}</bdi>
        </td>
        <td>{roleName(input.role)}</td>
        <td>{listed(input.desks.map(teamName))}</td>
        <td>
          <bdi>{plainCell(input.note).slice(0, 220)}</bdi>
        </td>
      </tr>
      {(problem !== undefined || sameAs !== undefined) && (
        <tr>
          <td />
          <td colSpan={4}>
            {problem === undefined ? (
              <span class="note">{t('invite-list-same-as', { line: sameAs ?? 0 })}</span>
            ) : (
              <span class="error">
                <Icon name="warning" size={16} />
                {t(`invite-list-wrong-${problem}`)}
              </span>
            )}
          </td>
        </tr>
      )}
    </>
  );
}
