/**
 * The communications team's requests: who of the public asked for a seat or for the press. One touch opens all; lists
 * are made in this page.
 */
import { useEffect, useState } from 'preact/hooks';
import { requestKinds, type RequestKind } from '#protocol/publication/request-form.ts';
import { me, vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Tally } from '../../ui/list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { dayIn, timeIn } from '../../lib/time.ts';
import { locale, t } from '../../words/words.ts';
import type { OpenedRequest, OpenedRequests } from '../../vault/programme/publishing.ts';
import { useAct } from '../../state/use-act.ts';
import { plainCell } from '../../lib/plain-cell.ts';
import { TeamPage } from '../../components/programme-team-page.tsx';
import { communications } from '../../state/programme-team/programme-teams.ts';
import { ClosedRecordsBar } from '../../components/closed-records-bar.tsx';
import { saveText } from '../../lib/save-text.ts';
import { languageName } from '../../state/names.ts';

const columns = {
  seat: ['name', 'contact', 'needs', 'language', 'ticket'],
  press: ['name', 'outlet', 'contact', 'needs', 'language', 'ticket'],
} as const;
const signs = { seat: 'people', press: 'paper' } as const;

/** A returned place goes to the next person who asks, and the request's text is deleted. */
type Remove = (ids: readonly number[]) => void;

export function Requests() {
  const acting = useAct();
  const [requests, setRequests] = useState<OpenedRequests>();
  const open = () => acting.run('open', async () => setRequests(await vault.openRequests()));
  const remove: Remove = (ids) =>
    void acting.run('remove', async () => {
      await vault.removeRequests(ids);
      const others = <T extends { id: number }>(all: readonly T[]) => all.filter(({ id }) => !ids.includes(id));
      setRequests((now) => now && { opened: others(now.opened), unreadable: others(now.unreadable) });
    });
  // What was opened is not kept once the page locks.
  useEffect(() => me.subscribe((who) => who === undefined && setRequests(undefined)), []);
  return (
    <TeamPage desk={communications} here="/requests" title={t('requests-title')} acting={acting}>
      <p class="dim narrow">{t('requests-text')}</p>
      {requests === undefined ? (
        <ClosedRecordsBar
          what={t('requests-closed')}
          text={t('requests-closed-text')}
          verb={t('requests-open')}
          busy={acting.busy === 'open'}
          onOpen={() => void open()}
        />
      ) : (
        <Opened {...requests} onRemove={remove} />
      )}
    </TeamPage>
  );
}

function Opened({ opened, unreadable, onRemove }: OpenedRequests & { onRemove: Remove }) {
  if (opened.length + unreadable.length === 0)
    return <Empty title={t('requests-none')} text={t('requests-none-text')} />;
  const of = (kind: RequestKind) => opened.filter((request) => request.kind === kind);
  const needs = opened.filter((request) => request.needs.trim() !== '').length;
  return (
    <>
      <Tally
        items={[
          { icon: signs.seat, count: of('seat').length, label: t('requests-seats') },
          { icon: signs.press, count: of('press').length, label: t('requests-press') },
          { icon: 'ear', count: needs, label: t('requests-needs') },
        ]}
      />
      {unreadable.length > 0 && (
        <Notice
          look="soon"
          what={t('requests-unreadable', { count: unreadable.length })}
          safe={t('requests-unreadable-safe')}
          action={
            <Button onClick={() => onRemove(unreadable.map(({ id }) => id))}>{t('requests-unreadable-remove')}</Button>
          }
        />
      )}
      <div class="row">
        <Button icon="print" onClick={() => print()}>
          {t('print')}
        </Button>
      </div>
      {requestKinds
        .filter((kind) => of(kind).length > 0)
        .map((kind) => (
          <Kind key={kind} kind={kind} requests={of(kind)} onRemove={onRemove} />
        ))}
      <p class="label">{t('requests-csv-note')}</p>
    </>
  );
}

interface KindProps {
  kind: RequestKind;
  requests: readonly OpenedRequest[];
  onRemove: Remove;
}

function Kind({ kind, requests, onRemove }: KindProps) {
  const zone = me.value?.event.zone ?? 'UTC';
  const day = (ms: number) => dayIn(ms, zone, locale.value);
  const last = Math.max(...requests.map(({ until }) => until));
  const title = t(`requests-list-${kind}`, { count: requests.length });
  return (
    <section class="stack" aria-labelledby={`list-${kind}`}>
      <h2 id={`list-${kind}`}>{title}</h2>
      <p class="dim">{t('requests-until', { day: day(last) })}</p>
      <div class="row">
        <Button icon="save" onClick={() => void saveList(kind, requests)}>
          {t('requests-csv')}
        </Button>
      </div>
      <div class="scroll" tabIndex={0} role="group" aria-label={title}>
        <table class="plaintable">
          <thead>
            <tr>
              <th scope="col">{t('requests-col-at')}</th>
              {columns[kind].map((column) => (
                <th key={column} scope="col">
                  {t(`requests-col-${column}`)}
                </th>
              ))}
              <th scope="col">{t('requests-col-back')}</th>
            </tr>
          </thead>
          <tbody>
            {requests.map((request) => (
              <tr key={request.id}>
                <td>{`${day(request.at)} ${timeIn(request.at, zone, locale.value)}`}</td>
                {columns[kind].map((column) => (
                  <td key={column}>
                    <bdi class={column === 'ticket' ? 'code' : undefined}>{said(request, column) || '–'}</bdi>
                  </td>
                ))}
                <td>
                  <GiveBack request={request} onRemove={onRemove} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Two presses are needed: the first only asks, beside the row. */
function GiveBack({ request, onRemove }: { request: OpenedRequest; onRemove: Remove }) {
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <Button kind="link" onClick={() => setAsked(true)} label={t('requests-back-of', { ticket: request.ticket })}>
        {t('requests-back')}
      </Button>
    );
  return (
    <div class="row">
      <Button onClick={() => onRemove([request.id])}>{t('requests-back-yes')}</Button>
      <Button kind="link" onClick={() => setAsked(false)}>
        {t('requests-back-no')}
      </Button>
    </div>
  );
}

function said(request: OpenedRequest, column: (typeof columns)[RequestKind][number]): string {
  return column === 'language' ? languageName(request.language) : request[column];
}

/** Strangers wrote these texts. A cell that a spreadsheet would run as a formula is made plain text. */
async function saveList(kind: RequestKind, requests: readonly OpenedRequest[]): Promise<void> {
  const { unparse } = await import('papaparse');
  const rows = requests.map((request) => [
    new Date(request.at).toISOString(),
    ...columns[kind].map((column) => plainCell(request[column])),
  ]);
  const text = unparse([['at', ...columns[kind]], ...rows], { quotes: true, newline: '\r\n', escapeFormulae: true });
  saveText(`${kind}-requests.csv`, 'text/csv', `\uFEFF${text}`);
}
