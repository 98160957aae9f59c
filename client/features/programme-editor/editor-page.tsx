/** The programme team's editor: one day at a time, its conflicts beside it, one session in the panel. */
import { useEffect, useState } from 'preact/hooks';
import { conflictsOf } from '#domain/programme/conflicts.ts';
import { me } from '../../state/session.ts';
import { Button, Segments } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { focusWrong } from '../../ui/fields/unfinished-words.ts';
import { watchKeys } from '../../ui/keys.ts';
import { Notice } from '../../ui/notice.tsx';
import { KeyBar } from '../../ui/table.tsx';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { useOnce } from '../../state/use-steady.ts';
import { Conflicts } from './conflicts.tsx';
import { daysIn, moved, newSession } from '../../state/programme-team/programme-grid.ts';
import {
  changeDraft,
  draft,
  isChanged,
  loadProgramme,
  out,
  undo,
  unfinished,
} from '../../state/programme-team/programme-draft.ts';
import { DayView, Loose } from './day-view.tsx';
import { dayWords } from '../../state/programme-team/programme-words.ts';
import { TeamPage } from '../../components/programme-team-page.tsx';
import { programmeTeam } from '../../state/programme-team/programme-teams.ts';
import { ImportDialog } from './import-dialog.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { SessionPanel } from './session-panel.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { Start, EditorActions } from './editor-actions.tsx';

type Asking = 'import' | 'save' | undefined;

export function ProgrammeTeam() {
  const acting = useAct();
  const [day, setDay] = useState<string>();
  const [picked, setPicked] = useState<string>();
  /** The panel that was closed last: the keyboard continues from its session. */
  const [closed, setClosed] = useState<string>();
  const [settings, setSettings] = useState(false);
  const [asking, setAsking] = useState<Asking>();
  const [stopped, setStopped] = useState(false);
  const [saved, setSaved] = useState<number>();
  const [notice, setNotice] = useState('');
  useOnce(() => void acting.run('load', loadProgramme));
  useEffect(() => focusSession(closed), [closed]);
  const programme = draft.value;
  const event = me.value?.event;
  const days = daysIn(programme, event?.startsOn ?? '', event?.endsOn ?? '');
  const current = day !== undefined && days.includes(day) ? day : (days[0] ?? '');
  const conflicts = conflictsOf(programme);
  const troubled = new Set(conflicts.flatMap(({ sessions }) => sessions));
  const session = programme.sessions.find(({ id }) => id === picked);
  const pick = (id: string | undefined): void => {
    setSettings(false);
    setPicked(id);
    setClosed(id === undefined ? picked : undefined);
    const date = draft.value.sessions.find((one) => one.id === id)?.date ?? '';
    if (date !== '') setDay(date);
  };
  const add = (): void => {
    const added = newSession(current, programme.rooms[0]?.name ?? '');
    changeDraft({ ...programme, sessions: [...programme.sessions, added] });
    pick(added.id);
  };
  /** Save, or first open the panel and the field that is not finished. */
  const save = (): void => {
    const [first] = unfinished.value;
    if (first === undefined) return setAsking('save');
    if (first.startsWith('settings ')) setSettings(true);
    else pick(first.split(' ', 1)[0]);
    setStopped(true);
    focusWrong(document);
  };
  const next = (): void => {
    const ids = [...troubled];
    pick(ids[(ids.indexOf(picked ?? '') + 1) % Math.max(1, ids.length)]);
  };
  useEffect(() => watchKeys({ n: next, u: undo, a: add, Escape: () => pick(undefined) }));
  const loaded = out.value !== undefined;
  const isEmpty = programme.sessions.length === 0 && programme.rooms.length === 0;
  const version = out.value?.programme?.version ?? 0;
  return (
    <TeamPage
      desk={programmeTeam}
      here="/programme-team"
      title={t('prog-title-page')}
      acting={acting}
      withMembersKey
      onKey={loadProgramme}
      verbs={
        !isEmpty && (
          <EditorActions onImport={() => setAsking('import')} onSettings={() => setSettings(true)} onAdd={add} />
        )
      }
      slot={
        <Button kind={isChanged.value ? 'do' : 'plain'} disabled={!loaded || isEmpty} onClick={save}>
          {t('prog-save', { version: version + 1 })}
        </Button>
      }
      panel={
        settings ? (
          <SettingsPanel onClose={() => setSettings(false)} />
        ) : session !== undefined ? (
          <SessionPanel key={session.id} session={session} onSelect={pick} />
        ) : undefined
      }
      foot={<KeyBar keys={barKeys()} />}
    >
      {saved !== undefined && (
        <Notice look="fine" what={t('prog-saved', { version: saved })} next={t('prog-saved-next')} />
      )}
      {stopped && unfinished.value.length > 0 && <Notice look="soon" icon="warning" what={t('typed-stops')} />}
      {!loaded && acting.busy !== undefined && <p role="status">{t('prog-loading')}</p>}
      {loaded && <Version version={version} />}
      {loaded && isEmpty && (
        <Empty
          title={t('prog-empty')}
          text={t('prog-empty-text')}
          action={<Start onImport={() => setAsking('import')} onSettings={() => setSettings(true)} />}
        />
      )}
      {loaded && !isEmpty && (
        <>
          <Segments
            label={t('prog-days')}
            value={current}
            onPick={setDay}
            options={days.map((one) => ({ value: one, label: dayWords(one) }))}
          />
          <DayView
            programme={programme}
            day={current}
            selected={picked}
            troubled={troubled}
            onSelect={pick}
            onMove={(id, rooms, rows) => changeDraft(moved(programme, id, rooms, rows))}
          />
          <Loose programme={programme} selected={picked} troubled={troubled} onSelect={pick} />
          <Conflicts conflicts={conflicts} programme={programme} onJump={pick} />
        </>
      )}
      {asking === 'import' && <ImportDialog onClose={() => setAsking(undefined)} />}
      {asking === 'save' && (
        <SaveDialog
          acting={acting}
          notice={notice}
          onNotice={setNotice}
          onClose={() => setAsking(undefined)}
          onSaved={(version) => {
            setSaved(version);
            setNotice('');
            setAsking(undefined);
          }}
        />
      )}
    </TeamPage>
  );
}

/** A session is in the grid and in the list. Only one of them is visible. */
function focusSession(id: string | undefined): void {
  if (id === undefined || document.activeElement !== document.body) return;
  for (const cell of document.querySelectorAll<HTMLElement>(`[data-session="${CSS.escape(id)}"]`)) cell.focus();
}

function Version({ version }: { version: number }) {
  const words = isChanged.value ? 'prog-version-draft' : 'prog-version-out';
  return <p class="dim fact">{version === 0 ? t('prog-version-none') : t(words, { version })}</p>;
}

function barKeys() {
  return [
    { keys: ['←', '↑', '→', '↓'], label: t('prog-keys-around') },
    { keys: ['Shift', '←↑→↓'], label: t('prog-keys-move') },
    { keys: ['n'], label: t('prog-keys-next') },
    { keys: ['u'], label: t('queue-undo') },
    { keys: ['a'], label: t('prog-add') },
  ];
}
