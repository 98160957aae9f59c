/** The readers of one record, as chips, and the day until which it is kept. */
import { dateIn } from '../lib/time.ts';
import { ownCards } from '../state/my-file.ts';
import { teamName } from '../state/names.ts';
import { me } from '../state/session.ts';
import { OnlyYou, ReaderChip, StateChip } from '../ui/chip.tsx';
import { deviceWord } from '../ui/device.ts';
import type { Reader } from '../vault/my-file/read-own-records.ts';
import { locale, t } from '../words/words.ts';

/**
 * A team that can read one of her cards has a key. Cards that are not sealed to it yet are sealed at her next sign-in.
 */
function hasKey(desk: string): boolean {
  return (ownCards.value ?? []).some((card) => card.readers.some((one) => one.desk === desk && one.canOpen));
}

/**
 * Show the readers as chips, from the verified envelopes. A team without a fitting key is named and marked as waiting.
 */
export function Readers({ readers, short = false }: { readers: readonly Reader[]; short?: boolean }) {
  if (readers.length === 0) return <OnlyYou face={me.value?.member ?? ''} />;
  const many = short || readers.length > 1 || deviceWord() === 'phone';
  return (
    <>
      {readers.map(({ desk, people, canOpen }) => (
        <span key={desk} class="row">
          <ReaderChip faces={people} team={teamName(desk)} people={people.length} short={many} />
          {!canOpen && <StateChip icon="clock">{t(hasKey(desk) ? 'file-waiting-next' : 'file-waiting')}</StateChip>}
        </span>
      ))}
    </>
  );
}

export function untilWords(until: number): string {
  return dateIn(until, me.value?.event.zone ?? 'Europe/Stockholm', locale.value);
}
