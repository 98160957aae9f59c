/** Threads as rows: with whom, the newest text, when, and how many messages are unread. */
import { Face } from '../../ui/face.tsx';
import { Icon } from '../../ui/icon.tsx';
import { timeIn } from '../../lib/time.ts';
import { dayKey } from '#domain/schedule/zone-keys.ts';
import type { ThreadLine, ThreadTarget } from '../../vault/threads/view-types.ts';
import { locale, t } from '../../words/words.ts';
import { dayName, eventZone } from '../../state/event-time.ts';

export interface ThreadRow {
  readonly target: ThreadTarget;
  readonly face: string;
  readonly name: string;
  readonly line: ThreadLine | undefined;
  /** The note for a thread without a message. */
  readonly note: string | undefined;
}

interface RowsProps {
  rows: readonly ThreadRow[];
  label: string;
  onGo: (target: ThreadTarget) => void;
}

export function ThreadRows({ rows, label, onGo }: RowsProps) {
  return (
    <ul class="rows threads" aria-label={label}>
      {rows.map((row) => (
        <li key={JSON.stringify(row.target)}>
          <button type="button" onClick={() => onGo(row.target)}>
            <Face id={row.face} size={40} />
            <span class="grow">
              <b class="one-line">
                <bdi>{row.name}</bdi>
              </b>
              <Newest row={row} />
            </span>
            {row.line !== undefined && <Marks line={row.line} />}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** "You" is an element apart from her text: a text in another writing direction is then cut at its own end. */
function Newest({ row: { line, note } }: { row: ThreadRow }) {
  const newest = line?.newest;
  if (newest?.type !== 'text' || !newest.mine)
    return (
      <span class="note one-line" dir="auto">
        {newestWords(line) ?? note}
      </span>
    );
  return (
    <span class="note by-you">
      <span>{t('msg-you')}</span>
      <span class="one-line" dir="auto">
        {textOf(newest)}
      </span>
    </span>
  );
}

const textOf = ({ text }: { readonly text: string }): string => (text.trim() === '' ? t('msg-file') : text);

export function newestWords(line: ThreadLine | undefined): string | undefined {
  const newest = line?.newest;
  if (newest === undefined) return undefined;
  if (newest.type !== 'text') return t(`msg-newest-${newest.type}`);
  const text = textOf(newest);
  return newest.mine ? t('msg-by-you', { text }) : text;
}

/** Return the time for today, and the day for earlier messages. */
export function shortTime(at: number, now = Date.now()): string {
  const zone = eventZone();
  return dayKey(at, zone) === dayKey(now, zone) ? timeIn(at, zone, locale.value) : dayName(at, now);
}

function Marks({ line }: { line: ThreadLine }) {
  return (
    <span class="marks">
      {line.newest !== undefined && <span class="label">{shortTime(line.newest.at)}</span>}
      <span class="row">
        {line.shut === 'contact-changed' && <Icon name="warning" size={18} label={t('msg-mark-changed')} />}
        {line.muted && <span class="label">{t('msg-mark-muted')}</span>}
        {line.left && <span class="label">{t('msg-mark-left')}</span>}
        {line.unread > 0 && <Unread count={line.unread} />}
      </span>
    </span>
  );
}

export function Unread({ count }: { count: number }) {
  return (
    <span class="count">
      <span aria-hidden="true">{count}</span>
      <span class="sr">{t('msg-unread', { count })}</span>
    </span>
  );
}
