/** The draft of the programme: what is published, what was changed here, and undo. It is forgotten on lock. */
import { computed, effect, signal } from '@preact/signals';
import { cleanContent } from '#domain/input/clean.ts';
import { faultsOf } from '#domain/input/faults.ts';
import { blankContent, type Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { me, vault } from '../session.ts';
import type { ProgrammeRead } from '../../vault/programme/closed-programme.ts';
import { UnfinishedFields } from '../unfinished-fields.ts';

export type Programme = Content<'programme'>;

/** The programme that every member reads now. */
export const out = signal<ProgrammeRead>();
const past = signal<readonly Programme[]>([]);
const future = signal<readonly Programme[]>([]);
const present = signal<Programme>();
const mostSteps = 200;
/** By `<session id> <field>` or `settings <field>`. */
export const unfinishedFields = new UnfinishedFields();
let typedInto = '';

effect(() => {
  if (me.value !== undefined) return;
  out.value = undefined;
  forgetChanges();
});

function forgetChanges(): void {
  typedInto = '';
  unfinishedFields.clear();
  present.value = undefined;
  past.value = [];
  future.value = [];
}

export const draft = computed<Programme>(() => present.value ?? out.value?.programme ?? blankContent('programme'));
export const canUndo = computed(() => past.value.length > 0);
export const canRedo = computed(() => future.value.length > 0);

export function changeDraft(next: Programme): void {
  typedInto = '';
  past.value = [...past.value, draft.value].slice(-mostSteps);
  future.value = [];
  present.value = next;
}

/** Change the draft. Typing in one field is one step of undo, not one for each letter. */
export function typeDraft(field: string, next: Programme): void {
  const again = field === typedInto && past.value.length > 0 && future.value.length === 0;
  if (again) present.value = next;
  else changeDraft(next);
  typedInto = field;
}

export function undo(): void {
  const before = past.value.at(-1);
  if (before === undefined) return;
  unfinishedFields.clear();
  typedInto = '';
  future.value = [draft.value, ...future.value];
  past.value = past.value.slice(0, -1);
  present.value = before;
}

export function redo(): void {
  const [next, ...rest] = future.value;
  if (next === undefined) return;
  unfinishedFields.clear();
  typedInto = '';
  past.value = [...past.value, draft.value];
  future.value = rest;
  present.value = next;
}

export async function loadProgramme(): Promise<void> {
  out.value = await vault.programme();
}

/**
 * Leave out circles and other unlisted sessions: they are never in what every member reads. They stay in the draft and
 * are sent to their own people.
 */
const listed = (programme: Programme): Programme => ({
  ...programme,
  tracks: programme.tracks.map((track) => track.trim()).filter((track) => track !== ''),
  sessions: programme.sessions.filter((session) => !session.unlisted).toSorted(byTime),
});

/** Sort by time, whatever order a file had. Every list that somebody picks from follows it. */
const byTime = (a: Session, b: Session) => Number(clock(a) > clock(b)) - Number(clock(a) < clock(b));
const clock = ({ date, start }: Session) => `${date} ${start}`;

/** What must be corrected before anything is saved: `<session id> <field>` or `settings <field>`. */
export const unfinished = computed<readonly string[]>(() => {
  const { sessions, choicesUntil, announcedAt } = draft.value;
  const backwards = sessions.filter(({ start, end }) => start !== '' && end !== '' && end <= start);
  const early = choicesUntil !== '' && announcedAt !== '' && announcedAt < choicesUntil;
  return [
    ...unfinishedFields.names,
    ...backwards.map(({ id }) => `${id} end`),
    ...(early ? ['settings announced'] : []),
    ...faults(draft.value),
  ];
});

/** What is too long to be sealed. It marks itself; this says where it is. */
const faults = (programme: Programme): readonly string[] =>
  faultsOf('programme', cleanContent(programme)).map(({ field }) => {
    const [list, at, ...name] = field.split('.');
    const session = list === 'sessions' ? programme.sessions[Number(at)] : undefined;
    return session === undefined ? `settings ${field}` : `${session.id} ${name.join('.')}`;
  });

export async function saveDraft(notice: string): Promise<void> {
  const version = (out.value?.programme?.version ?? 0) + 1;
  const kept = cleanContent(draft.value);
  const unlisted = kept.sessions.filter((session) => session.unlisted);
  await vault.saveProgramme({ ...listed(kept), version, notice });
  await loadProgramme();
  const now = out.value?.programme;
  forgetChanges();
  if (unlisted.length > 0 && now !== undefined) present.value = { ...now, sessions: [...now.sessions, ...unlisted] };
}

/** Ids of sessions that differ from the published ones. */
export const changed = computed<readonly string[]>(() => {
  if (present.value === undefined) return [];
  const known = new Map((out.value?.programme?.sessions ?? []).map((session) => [session.id, session]));
  const now = draft.value.sessions;
  const other = now.filter((session) => !session.unlisted && !same(session, known.get(session.id)));
  const gone = [...known.keys()].filter((id) => !now.some((session) => session.id === id));
  return [...other.map(({ id }) => id), ...gone];
});

/** True if anything changed. Rooms, tracks and dates count, too. */
export const isChanged = computed(() => {
  const before = out.value?.programme;
  if (present.value === undefined) return false;
  const bare = (programme: Programme) => JSON.stringify({ ...programme, sessions: [] });
  const guids = ({ sessions }: Programme) => sessions.map(({ guid }) => guid).join(' ');
  if (changed.value.length > 0 || before === undefined) return true;
  return bare(before) !== bare(draft.value) || guids(before) !== guids(draft.value);
});

/** The guid is for other programs: a session that was only exported is no news for anybody. */
const same = (a: Session, b: Session | undefined) =>
  b !== undefined && JSON.stringify({ ...a, guid: '' }) === JSON.stringify({ ...b, guid: '' });
