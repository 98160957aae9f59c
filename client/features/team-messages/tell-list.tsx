/**
 * The tell list: who has something new and has not looked. The portal sends no text; a person of the team sends one
 * neutral sentence where the participant can be reached, and ticks her off.
 */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import type { OpeningReason } from '#protocol/openings/opening.ts';
import { vault } from '../../state/session.ts';
import { Segments } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Refusal } from '../../ui/notice.tsx';
import { KeyBar } from '../../ui/table.tsx';
import type { OpenedLine } from '../../vault/records/team-records.ts';
import { t } from '../../words/words.ts';
import { useAct, type Acting } from '../../state/use-act.ts';
import { OpenBar, StayedClosed } from '../../components/open-bar.tsx';
import { filesOf, type PersonFile } from '../../state/team-rows.ts';
import { InboxFrame } from './inbox-frame.tsx';
import { loadThreads, threads } from '../../state/messages/thread-state.ts';
import { learnNames, teamName } from '../../state/names.ts';
import type { Told } from './tell-line.ts';
import { TellPanel } from './tell-panel.tsx';
import { TellTable } from './tell-table.tsx';

/** The kinds that say where and when she is reached. No other kind is opened for it. */
const kinds: readonly string[] = ['card', 'reach'];

function toReach(rows: readonly Told[]) {
  const shut = rows
    .flatMap(({ file }) => file?.envelopes ?? [])
    .filter((one) => kinds.includes(one.kind) && one.gated && one.canOpen && one.content === undefined);
  return {
    records: shut.map(({ record }) => record),
    people: new Set(shut.map(({ person }) => person)).size,
    cases: 0,
  };
}

function useTold(desk: DeskId, { run }: Acting) {
  const [rows, setRows] = useState<readonly Told[]>();
  const load = useCallback(async (): Promise<void> => {
    const [lines, queue] = await Promise.all([vault.tellList(desk), vault.queue(desk)]);
    learnNames(queue.envelopes);
    const files = new Map<MemberId, PersonFile>(filesOf(queue).map((file) => [file.person, file]));
    setRows(lines.map((line) => ({ line, file: files.get(line.owner) })));
  }, [desk]);
  useEffect(() => {
    setRows(undefined);
    void run('load', load);
  }, [run, load]);
  return { rows, load };
}

export function TellList() {
  const mine = (threads.value?.desks ?? []).filter((one) => one.mine).map(({ desk }) => desk);
  const [chosen, setChosen] = useState<string>();
  const desk = chosen ?? mine[0];
  if (desk === undefined)
    return (
      <InboxFrame view="/messages/tell" title={t('inbox-view-tell')}>
        {() => <Empty title={t('tell-nobody')} />}
      </InboxFrame>
    );
  const teams = mine.length > 1 && (
    <Segments
      label={t('inbox-team')}
      value={desk}
      onPick={setChosen}
      options={mine.map((value) => ({ value, label: teamName(value) }))}
    />
  );
  return <Telling key={desk} desk={desk as DeskId} teams={teams} />;
}

function Telling({ desk, teams }: { desk: DeskId; teams: ReturnType<typeof Segments> | false }) {
  const acting = useAct();
  const { rows, load } = useTold(desk, acting);
  const [picked, setPicked] = useState<string>();
  const [reason, setReason] = useState<OpeningReason>();
  const [missing, setMissing] = useState(false);
  const [closed, setClosed] = useState<readonly OpenedLine[]>([]);
  const person = rows?.find(({ line }) => line.thread === picked);
  const open = async (): Promise<void> => {
    if (reason === undefined) {
      setMissing(true);
      return;
    }
    await acting.run('open', async () => {
      const lines = await vault.openRecords(desk, toReach(rows ?? []).records, reason);
      setReason(undefined);
      setMissing(false);
      setClosed(lines.filter((line) => line.refusal !== undefined));
      await load();
    });
  };
  const told = (row: Told) =>
    acting.run('told', async () => {
      await vault.threadTold(row.line.thread);
      await Promise.all([load(), loadThreads()]);
    });
  const tick = (): void => {
    if (person !== undefined) void told(person);
  };
  return (
    <InboxFrame
      view="/messages/tell"
      title={t('inbox-view-tell')}
      foot={<KeyBar keys={barKeys()} />}
      panel={
        person === undefined ? undefined : (
          <TellPanel
            key={person.line.thread}
            row={person}
            busy={acting.busy === 'told'}
            refusal={acting.refused === 'told' ? acting.refusal?.code : undefined}
            onTold={() => void told(person)}
            onClose={() => setPicked(undefined)}
          />
        )
      }
    >
      {() => (
        <>
          <p class="dim">{t('tell-text')}</p>
          {teams}
          {acting.refusal !== undefined && acting.refused !== 'told' && <Refusal code={acting.refusal.code} />}
          <OpenBar
            amount={toReach(rows ?? [])}
            desk={desk}
            reason={reason}
            onReason={setReason}
            missing={missing && reason === undefined}
            busy={acting.busy === 'open'}
            verb={t('tell-open')}
            onOpen={() => void open()}
          />
          <StayedClosed lines={closed} onClose={() => setClosed([])} />
          {rows === undefined && acting.busy !== undefined && <p role="status">{t('working')}</p>}
          {rows?.length === 0 && <Empty title={t('tell-nobody')} text={t('tell-nobody-text')} />}
          {rows !== undefined && rows.length > 0 && (
            <TellTable
              rows={rows}
              selected={picked}
              onSelect={setPicked}
              keys={{ t: tick, Escape: () => setPicked(undefined) }}
            />
          )}
        </>
      )}
    </InboxFrame>
  );
}

function barKeys() {
  return [
    { keys: ['j', 'k'], label: t('queue-keys-move') },
    { keys: ['t'], label: t('tell-do') },
  ];
}
