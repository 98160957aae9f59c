/** One day as a table: rooms across, times down. Sessions are moved by dragging, or with Shift and the arrow keys. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Session } from '#protocol/records/kinds/session.ts';
import { Icon } from '../../ui/icon.tsx';
import { dir, t } from '../../words/words.ts';
import { GridSession } from './grid-session.tsx';
import { gridOf, neighbour, startingAt, withSession } from '../../state/programme-team/programme-grid.ts';
import { changeDraft, type Programme } from '../../state/programme-team/programme-draft.ts';

interface GridProps {
  programme: Programme;
  day: string;
  selected: string | undefined;
  /** Ids of sessions with a conflict. */
  troubled: ReadonlySet<string>;
  onSelect: (id: string) => void;
  onMove: (id: string, rooms: number, rows: number) => void;
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

export function DayGrid({ programme, day, selected, troubled, onSelect, onMove }: GridProps) {
  const table = useRef<HTMLTableElement>(null);
  const [over, setOver] = useState<string>();
  const rows = gridOf(programme, day);
  const cellOf = (id: string) => table.current?.querySelector<HTMLElement>(`[data-session="${CSS.escape(id)}"]`);
  // A session that moved is in another cell. The next key press must find it there, however soon it comes.
  const focused = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    if (focused.current !== undefined && document.activeElement === document.body) cellOf(focused.current)?.focus();
    focused.current = undefined;
  });
  const press = (event: KeyboardEvent, session: Session): void => {
    const step = arrows[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const [rooms, down] = [dir.value === 'rtl' ? -step[0] : step[0], step[1]];
    if (event.shiftKey) {
      focused.current = session.id;
      onMove(session.id, rooms, down);
      return;
    }
    const next = neighbour(rows, programme, session, rooms, down);
    if (next !== undefined) cellOf(next.id)?.focus();
  };
  const drop = (event: DragEvent, room: string, start: string): void => {
    event.preventDefault();
    setOver(undefined);
    const id = event.dataTransfer?.getData('text/plain') ?? '';
    const session = programme.sessions.find((one) => one.id === id);
    if (session !== undefined)
      changeDraft(withSession(programme, id, { room, date: day, ...startingAt(session, start) }));
  };
  return (
    <div class="scroll wide-only" tabIndex={0} role="region" aria-label={t('prog-grid')}>
      <table class="daygrid" ref={table} style={{ minInlineSize: `${66 + programme.rooms.length * 154}px` }}>
        <thead>
          <tr>
            <th scope="col">
              <span class="sr">{t('prog-time')}</span>
            </th>
            {programme.rooms.map(({ name, seats }) => (
              <th key={name} scope="col">
                <b>
                  <bdi>{name}</bdi>
                </b>
                <span class="note">{t('prog-seats', { count: seats })}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ start, end, cells, alone }) => (
            <tr key={start}>
              <th scope="row">
                <b>{start}</b>
                <span class="note">{end}</span>
              </th>
              {alone !== undefined && (
                <td colSpan={programme.rooms.length}>
                  <GridSession
                    session={alone}
                    programme={programme}
                    room
                    selected={alone.id === selected}
                    troubled={troubled.has(alone.id)}
                    onSelect={() => onSelect(alone.id)}
                    onKeyDown={(event) => press(event, alone)}
                  />
                </td>
              )}
              {(alone === undefined ? cells : []).map((sessions, i) => {
                const room = programme.rooms[i]?.name ?? '';
                const place = `${start} ${room}`;
                return (
                  <td
                    key={room}
                    class={over === place ? 'over' : undefined}
                    onDragOver={(event) => {
                      event.preventDefault();
                      setOver(place);
                    }}
                    onDragLeave={() => setOver(undefined)}
                    onDrop={(event) => drop(event, room, start)}
                  >
                    {over === place && (
                      <p class="drophere">
                        <Icon name="down" size={20} />
                        <span>{t('prog-drop', { count: programme.rooms[i]?.seats ?? 0 })}</span>
                      </p>
                    )}
                    {sessions.map((session) => (
                      <GridSession
                        key={session.id}
                        session={session}
                        programme={programme}
                        rowEnd={end}
                        selected={session.id === selected}
                        troubled={troubled.has(session.id)}
                        onSelect={() => onSelect(session.id)}
                        onKeyDown={(event) => press(event, session)}
                      />
                    ))}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
