/** Who waits for what, and what people answered in sealed words: an offer with an end, a seat, or none. */
import { seriesOf } from '#protocol/conflicts.ts';
import type { Content } from '#protocol/content.ts';
import { isOrdinary } from '#protocol/draw.ts';
import type { MemberId } from '#protocol/ids.ts';
import { me, vault } from '../session.ts';
import { Button } from '../ui/button.tsx';
import { StateChip } from '../ui/chip.tsx';
import { Face } from '../ui/face.tsx';
import { dayKey, timeIn } from '../ui/time.ts';
import { t } from '../words/words.ts';
import type { Acting } from './acting.ts';
import { untilTime } from './day-words.ts';
import { titleOf } from './programme-conflicts.tsx';
import type { Programme } from './programme-draft.ts';
import { askers, ofKind } from './programme-signups.ts';
import { loadTeamQueue } from './programme-site.ts';
import { personName } from './saying.ts';

type Seat = Content<'seats'>['seats'][number];

interface Line {
  readonly person: MemberId;
  readonly session: string;
  readonly seat: Seat | undefined;
  /** In her own sealed words. */
  readonly note: string;
}

const seatsOf = (person: string): readonly Seat[] =>
  (ofKind('seats').find((envelope) => envelope.person === person)?.content as Content<'seats'> | undefined)?.seats ??
  [];

/** One line for a seat: of a series only its first part. */
function linesOf(programme: Programme): readonly Line[] {
  const firsts = new Set(seriesOf(programme).map(([first]) => first?.id));
  const ordinary = new Set(
    programme.sessions.filter((one) => isOrdinary(one) && firsts.has(one.id)).map(({ id }) => id),
  );
  const people = new Map(askers().map(({ member, choices }) => [member, choices.asks]));
  return [...people].flatMap(([member, asks]) => {
    const seats = seatsOf(member).filter(({ session }) => ordinary.has(session));
    const open = seats.filter(({ state }) => state === 'waiting' || state === 'offered');
    const asked = asks.filter(({ session }) => ordinary.has(session));
    const ids = new Set([...open, ...asked].map(({ session }) => session));
    return [...ids].map((session) => ({
      person: member as MemberId,
      session,
      seat: seats.find((one) => one.session === session),
      note: asked.find((one) => one.session === session)?.note ?? '',
    }));
  });
}

/** All parts of a series together. */
async function setSeat(programme: Programme, line: Line, change: Partial<Seat>): Promise<void> {
  const group = seriesOf(programme).find((parts) => parts.some(({ id }) => id === line.session)) ?? [];
  const ids = group.map(({ id }) => id);
  const before = seatsOf(line.person);
  const blank = { state: 'out', place: 0, offeredUntil: '' } as const;
  const changed = ids.map((session) => ({
    ...(before.find((one) => one.session === session) ?? blank),
    session,
    ...change,
  }));
  const seats = [...before.filter(({ session }) => !ids.includes(session)), ...changed];
  await vault.saveFor('seats', line.person, { seats });
  await loadTeamQueue();
}

/** A day from now, on the event's clock. */
function tomorrow(): string {
  const zone = me.value?.event.zone ?? 'UTC';
  const at = Date.now() + 24 * 3600 * 1000;
  return `${dayKey(at, zone)}T${timeIn(at, zone)}`;
}

export function Waiting({ programme, acting }: { programme: Programme; acting: Acting }) {
  const place = ({ seat }: Line) => seat?.place ?? 999;
  const lines = linesOf(programme).toSorted((a, b) => a.session.localeCompare(b.session) || place(a) - place(b));
  if (lines.length === 0) return null;
  return (
    <section class="stack-s" aria-labelledby="waiting">
      <h2 id="waiting">{t('waiting-title')}</h2>
      <p class="dim narrow">{t('waiting-text')}</p>
      <ul class="rowlines">
        {lines.map((line) => (
          <WaitingLine key={`${line.person} ${line.session}`} line={line} programme={programme} acting={acting} />
        ))}
      </ul>
    </section>
  );
}

function WaitingLine({ line, programme, acting }: { line: Line; programme: Programme; acting: Acting }) {
  const { person, session, seat, note } = line;
  const name = `seat ${person} ${session}`;
  const set = (change: Partial<Seat>) => () => void acting.run(name, () => setSeat(programme, line, change));
  const state = seat?.state ?? 'out';
  const busy = acting.busy === name && t('sending');
  return (
    <li>
      <Face id={person} size={32} />
      <span class="grow">
        <b>{personName(person)}</b>
        <span class="note">
          <bdi>{titleOf(programme, session)}</bdi>
        </span>
        {note !== '' && (
          <span class="note">
            <bdi>{t('waiting-wrote', { note })}</bdi>
          </span>
        )}
      </span>
      <StateChip look={state === 'offered' ? 'soon' : state === 'in' ? 'fine' : 'quiet'}>
        {t(`waiting-${state}`, { place: seat?.place ?? 0, until: untilTime(seat?.offeredUntil ?? '') })}
      </StateChip>
      <span class="row">
        {state !== 'in' && state !== 'offered' && (
          <Button small busy={busy} onClick={set({ state: 'offered', offeredUntil: tomorrow() })}>
            {t('waiting-offer')}
          </Button>
        )}
        {state !== 'in' && (
          <Button small busy={busy} onClick={set({ state: 'in', place: 0, offeredUntil: '' })}>
            {t('waiting-give')}
          </Button>
        )}
        {state !== 'out' && (
          <Button small busy={busy} onClick={set({ state: 'out', place: 0, offeredUntil: '' })}>
            {t('waiting-end')}
          </Button>
        )}
      </span>
    </li>
  );
}
