/** One day: the grid on a wide window, a list by time on a phone, and the sessions without a place. */
import { plainDate } from '../../lib/time.ts';
import { locale, t } from '../../words/words.ts';
import { GridSession } from './grid-session.tsx';
import { gridOf, unplaced } from '../../state/programme-team/programme-grid.ts';
import type { Programme } from '../../state/programme-team/programme-draft.ts';
import { DayGrid } from './day-grid.tsx';

interface DayProps {
  programme: Programme;
  day: string;
  selected: string | undefined;
  troubled: ReadonlySet<string>;
  onSelect: (id: string) => void;
  onMove: (id: string, rooms: number, rows: number) => void;
}

export function DayView(props: DayProps) {
  const rows = gridOf(props.programme, props.day);
  if (rows.length === 0) return <p class="dim">{t('prog-day-empty', { day: plainDate(props.day, locale.value) })}</p>;
  return (
    <>
      <DayGrid {...props} />
      <DayList {...props} />
    </>
  );
}

function DayList({ programme, day, selected, troubled, onSelect }: DayProps) {
  return (
    <ol class="daylist narrow-only">
      {gridOf(programme, day).map(({ start, end, cells }) => (
        <li key={start}>
          <h2>
            <span class="ltr">
              {start}
              {end !== '' && <span class="dim">–{end}</span>}
            </span>
          </h2>
          {cells.flatMap((sessions, i) =>
            sessions.map((session) => (
              <div key={session.id}>
                <p class="label">
                  <bdi>{programme.rooms[i]?.name}</bdi>
                </p>
                <GridSession
                  session={session}
                  programme={programme}
                  rowEnd={end}
                  selected={session.id === selected}
                  troubled={troubled.has(session.id)}
                  onSelect={() => onSelect(session.id)}
                />
              </div>
            )),
          )}
        </li>
      ))}
    </ol>
  );
}

export function Loose({ programme, selected, troubled, onSelect }: Omit<DayProps, 'day' | 'onMove'>) {
  const loose = unplaced(programme);
  if (loose.length === 0) return null;
  return (
    <section aria-labelledby="loose" class="stack-s">
      <h2 id="loose">{t('prog-loose', { count: loose.length })}</h2>
      <p class="dim">{t('prog-loose-text')}</p>
      <div class="loose">
        {loose.map((session) => (
          <GridSession
            key={session.id}
            session={session}
            programme={programme}
            dragged
            selected={session.id === selected}
            troubled={troubled.has(session.id)}
            onSelect={() => onSelect(session.id)}
          />
        ))}
      </div>
    </section>
  );
}
