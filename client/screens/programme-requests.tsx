/** The communications team: who of the public asked for a seat or for press. One touch opens all; lists are made here. */
import { useEffect, useState } from 'preact/hooks';
import { me, vault } from '../session.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Tally } from '../ui/list.tsx';
import { dayIn, timeIn } from '../ui/time.ts';
import { locale, t } from '../words/words.ts';
import { useAct } from './acting.ts';
import { plainCell } from './plain-cells.ts';
import { communications, TeamPage } from './programme-frame.tsx';
import { ShutBar } from './programme-shut.tsx';
import { saveText } from './save-text.ts';
import { languageName } from './saying.ts';

type Request = Awaited<ReturnType<typeof vault.seatRequests>>[number];

const columns = ['kind', 'name', 'contact', 'outlet', 'needs', 'language', 'ticket'] as const;

export function Requests() {
  const acting = useAct();
  const [requests, setRequests] = useState<readonly Request[]>();
  const open = () => acting.run('open', async () => setRequests(await vault.seatRequests()));
  // What was opened is not kept once the page locks.
  useEffect(() => me.subscribe((who) => who === undefined && setRequests(undefined)), []);
  return (
    <TeamPage desk={communications} here="/requests" title={t('requests-title')} acting={acting}>
      <p class="dim narrow">{t('requests-text')}</p>
      {requests === undefined ? (
        <ShutBar
          what={t('requests-closed')}
          text={t('requests-closed-text')}
          verb={t('requests-open')}
          busy={acting.busy === 'open'}
          onOpen={() => void open()}
        />
      ) : (
        <Opened requests={requests} />
      )}
    </TeamPage>
  );
}

function Opened({ requests }: { requests: readonly Request[] }) {
  if (requests.length === 0) return <Empty title={t('requests-none')} text={t('requests-none-text')} />;
  const count = (is: (request: Request) => boolean) => requests.filter(is).length;
  return (
    <>
      <Tally
        items={[
          { icon: 'people', count: count(({ kind }) => kind === 'seat'), label: t('requests-seats') },
          { icon: 'paper', count: count(({ kind }) => kind === 'press'), label: t('requests-press') },
          { icon: 'ear', count: count(({ needs }) => needs.trim() !== ''), label: t('requests-needs') },
        ]}
      />
      <div class="row">
        <Button icon="save" onClick={() => void saveList(requests)}>
          {t('requests-csv')}
        </Button>
        <Button icon="print" onClick={() => print()}>
          {t('print')}
        </Button>
      </div>
      <p class="label">{t('requests-csv-note')}</p>
      <RequestTable requests={requests} />
    </>
  );
}

function RequestTable({ requests }: { requests: readonly Request[] }) {
  const zone = me.value?.event.zone ?? 'UTC';
  const said = (request: Request, column: (typeof columns)[number]): string => {
    if (column === 'kind') return t(`requests-kind-${request.kind}`);
    return column === 'language' ? languageName(request.language) : request[column];
  };
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t('requests-title')}>
      <table class="plaintable">
        <thead>
          <tr>
            <th scope="col">{t('requests-col-at')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`requests-col-${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {requests.map((request) => (
            <tr key={request.id}>
              <td>{`${dayIn(request.at, zone, locale.value)} ${timeIn(request.at, zone, locale.value)}`}</td>
              {columns.map((column) => (
                <td key={column}>
                  <bdi class={column === 'ticket' ? 'code' : undefined}>{said(request, column) || '–'}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Strangers wrote this: a cell that a spreadsheet would run as a formula is made plain text. */
async function saveList(requests: readonly Request[]): Promise<void> {
  const { unparse } = await import('papaparse');
  const rows = requests.map((request) => [
    new Date(request.at).toISOString(),
    ...columns.map((column) => plainCell(request[column])),
  ]);
  const text = unparse([['at', ...columns], ...rows], { quotes: true, newline: '\r\n', escapeFormulae: true });
  saveText('seat-requests.csv', 'text/csv', `\uFEFF${text}`);
}
