import type { LedgerLine } from '../../vault/log/ledger.ts';
import { weekdayIn } from '../../lib/time.ts';
import { zoneWords } from '../../words/zone-words.ts';
import { locale, t } from '../../words/words.ts';
import { hours, isWorkingHour } from './ledger-lines.ts';

const shown = [0, 6, 12, 18];
/** Four sizes are told apart at a glance. */
const sizeOf = (count: number): number => (count === 0 ? 0 : count === 1 ? 1 : count < 5 ? 2 : count < 10 ? 3 : 4);

/** When envelopes were opened: the dot is the count, the filled cell is working hours, the sum is written as text. */
export function LedgerHeat({ lines, zone }: { lines: readonly LedgerLine[]; zone: string }) {
  const counts = hours(lines, zone);
  const total = counts.flat().reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const outside = counts
    .flatMap((row, day) => row.filter((_, hour) => !isWorkingHour(day, hour)))
    .reduce((sum, n) => sum + n, 0);
  return (
    <section class="stack-s" aria-labelledby="heat">
      <h2 id="heat">{t('heat-title')}</h2>
      <p class="dim fact">{t('heat-text', { total, outside, zone: zoneWords(zone) })}</p>
      <div class="scroll" role="region" aria-label={t('heat-hours')} tabIndex={0}>
        <table class="heat" dir="ltr">
          <thead>
            <tr>
              <td />
              {Array.from({ length: 24 }, (_, hour) => (
                <th key={hour} scope="col">
                  <span class={shown.includes(hour) ? undefined : 'sr'}>{String(hour).padStart(2, '0')}</span>
                </th>
              ))}
              <th scope="col">{t('heat-sum')}</th>
            </tr>
          </thead>
          <tbody>
            {counts.map((row, day) => (
              <tr key={day}>
                <th scope="row">{weekday(day)}</th>
                {row.map((count, hour) => (
                  <td
                    key={hour}
                    class={isWorkingHour(day, hour) ? 'work-hour' : undefined}
                    title={count > 0 ? String(count) : undefined}
                  >
                    {count > 0 && <span class={`dot-${sizeOf(count)}`}>{count}</span>}
                  </td>
                ))}
                <td class="sum">{row.reduce((sum, count) => sum + count, 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Monday first. 4 January 2027 is a Monday. */
function weekday(day: number): string {
  return weekdayIn(`2027-01-${String(4 + day).padStart(2, '0')}T12:00:00Z`, 'UTC', locale.value);
}
