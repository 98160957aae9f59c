/** A team's work queue: who is next, what is closed, and one touch that opens the day's envelopes. */
import { useRoute } from 'preact-iso';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { DeskId } from '#protocol/core/ids.ts';
import type { OpeningReason } from '#protocol/openings/opening.ts';
import { me, vault } from '../../state/session.ts';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { KeyBar, SearchBox } from '../../ui/table.tsx';
import { dayKey } from '#domain/schedule/zone-keys.ts';
import type { OpenedLine, Queue } from '../../vault/records/team-records.ts';
import type { DeskLine } from '../../vault/roster/end-membership.ts';
import { t } from '../../words/words.ts';
import { useAct, type Acting } from '../../state/use-act.ts';
import { useCases } from '../../state/team-cases.ts';
import { chosen, QueueHeading, Nothing, type View } from './queue-heading.tsx';
import { KeyboardHelp } from './keyboard-help.tsx';
import { OpenBar, StayedClosed } from '../../components/open-bar.tsx';
import { PersonPanel, type Looked } from './person-panel.tsx';
import { countries, needCountries } from '../../state/country-table.ts';
import { filesOf, toOpen, type PersonFile } from '../../state/team-rows.ts';
import { QueueTable } from './queue-table.tsx';
import { TeamKey } from '../../components/team-key.tsx';
import { AsideNotices } from '../../components/aside-notices.tsx';
import { DeskFrame } from '../../components/page-frame.tsx';
import { learnNames, teamName } from '../../state/names.ts';

export function TeamQueue() {
  const { params } = useRoute();
  const desk = (params['desk'] ?? '') as DeskId;
  const here = `/desk/${desk}`;
  if (me.value?.desks.includes(desk) !== true)
    return (
      <DeskFrame current={here}>
        <h1>{t('queue-title')}</h1>
        <Notice what={t('queue-not-yours')} next={t('queue-not-yours-next')} />
      </DeskFrame>
    );
  return <Work key={desk} desk={desk} here={here} />;
}

interface QueueData {
  readonly queue: Queue;
  readonly line: DeskLine | undefined;
}

function useQueue(desk: DeskId, { run }: Acting) {
  const [data, setData] = useState<QueueData>();
  const load = useCallback(async (): Promise<boolean> => {
    const [queue, members] = await Promise.all([vault.queue(desk), vault.members()]);
    learnNames(queue.envelopes);
    setData({ queue, line: members.desks.find((line) => line.desk === desk) });
    return true;
  }, [desk]);
  useEffect(() => void run('load', load), [run, load]);
  useEffect(() => void needCountries(), []);
  return { data, load };
}

function Work({ desk, here }: { desk: DeskId; here: string }) {
  const acting = useAct();
  const { data, load } = useQueue(desk, acting);
  const [reason, setReason] = useState<OpeningReason>();
  const [unasked, setUnasked] = useState(false);
  const [closed, setClosed] = useState<readonly OpenedLine[]>([]);
  const [view, setView] = useState<View>('team');
  const [search, setSearch] = useState('');
  const [picked, setPicked] = useState<string>();
  const [looked, setLooked] = useState<ReadonlyMap<string, Looked>>(new Map());
  const [help, setHelp] = useState(false);
  const table = countries.value;
  const files = useMemo(() => (data === undefined ? [] : filesOf(data.queue, table)), [data, table]);
  const cases = useCases(desk, acting, load);
  const listed = useMemo(() => chosen(files, view, search), [files, view, search]);
  const ready = data?.queue.deskReady === true;
  const open = async (only?: PersonFile): Promise<void> => {
    const opens = only === undefined ? files : [only];
    const { records } = toOpen(opens);
    if (records.length > 0 && reason === undefined) {
      setUnasked(true);
      return;
    }
    // The team's own notes are no opening of anybody's envelope: theirs is the one reason that fits.
    const opening = { time: Date.now(), reason: reason ?? ('handover' as const) };
    await acting.run('open', async () => {
      const lines = await vault.openRecords(desk, records, opening.reason);
      // The next opening has its own reason.
      setReason(undefined);
      setUnasked(false);
      setClosed(lines.filter((line) => line.refusal !== undefined));
      const touched = opens.filter((file) => file.envelopes.some((one) => records.includes(one.record)));
      setLooked(new Map([...looked, ...touched.map((file) => [file.person, opening] as const)]));
      await load();
    });
  };
  const person = files.find((file) => file.person === picked);
  const stayed = <StayedClosed lines={closed} onClose={() => setClosed([])} />;
  const keys = {
    a: () => person !== undefined && cases.take(person),
    e: () => person !== undefined && cases.finish(person),
    u: () => cases.undo(),
    o: () => ready && void open(),
    '?': () => setHelp(true),
    Escape: () => setPicked(undefined),
  };
  return (
    <DeskFrame
      current={here}
      team={teamName(desk)}
      slot={<SearchBox value={search} onInput={setSearch} />}
      foot={<KeyBar keys={barKeys()} />}
      panel={
        person !== undefined && data !== undefined ? (
          <PersonPanel
            key={person.person}
            desk={desk}
            file={person}
            colleagues={data.line?.people ?? []}
            reason={reason}
            onReason={setReason}
            missing={unasked && reason === undefined}
            looked={looked.get(person.person)}
            onOpen={() => void open(person)}
            stayed={stayed}
            onSaved={load}
            onClose={() => setPicked(undefined)}
            acting={acting}
          />
        ) : undefined
      }
    >
      <QueueHeading files={files} view={view} onView={setView} time={data?.queue.time} />
      {acting.refusal !== undefined && person === undefined && <Refusal code={acting.refusal.code} />}
      {data === undefined && acting.busy !== undefined && <p role="status">{t('queue-loading')}</p>}
      {data !== undefined && data.queue.setAside > 0 && (
        <Notice
          what={t('queue-set-aside', { count: data.queue.setAside })}
          safe={t('queue-set-aside-safe')}
          next={t('queue-set-aside-next')}
        />
      )}
      {data !== undefined && <AsideNotices lines={data.queue.aside} />}
      {data !== undefined && <TeamKey desk={desk} line={data.line} acting={acting} onMade={load} />}
      {ready && (
        <OpenBar
          amount={toOpen(files)}
          desk={desk}
          reason={reason}
          onReason={setReason}
          missing={unasked && reason === undefined}
          busy={acting.busy === 'open'}
          onOpen={() => void open()}
        />
      )}
      {person === undefined && stayed}
      {data !== undefined && listed.length === 0 && <Nothing files={files} view={view} search={search} />}
      {data !== undefined && listed.length > 0 && (
        <QueueTable
          files={listed}
          desk={desk}
          today={dayKey(data.queue.time, me.value?.event.zone ?? 'UTC')}
          selected={picked}
          onSelect={setPicked}
          keys={keys}
        />
      )}
      {help && <KeyboardHelp onClose={() => setHelp(false)} />}
    </DeskFrame>
  );
}

function barKeys() {
  return [
    { keys: ['j', 'k'], label: t('queue-keys-move') },
    { keys: ['o'], label: t('queue-keys-touch') },
    { keys: ['a'], label: t('queue-take') },
    { keys: ['e'], label: t('queue-mark-done') },
    { keys: ['u'], label: t('queue-undo') },
    { keys: ['/'], label: t('queue-keys-search') },
    { keys: ['?'], label: t('queue-keys-all') },
  ];
}
