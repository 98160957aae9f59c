/**
 * The messages of a thread, oldest first. Only the newest are in the page; earlier ones are added as she scrolls up.
 */
import type { VNode } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import type { MessageView, ThreadView } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';
import { MessageBubble } from './message-bubble.tsx';
import { sought, waiting } from '../../state/messages/thread-state.ts';
import { senderName } from '../../state/messages/thread-names.ts';
import { useSteady } from '../../state/use-steady.ts';
import { dayName } from '../../state/event-time.ts';

const atOnce = 40;
/** Within this distance of the end, she is reading along. */
const nearPx = 160;

interface BubblesProps {
  view: ThreadView;
  desk: boolean;
  onActs: (message: MessageView) => void;
}

/** Return the element that scrolls: the panel of a desk, or the page. */
function scrollerOf(element: Element | null): Element {
  const panel = element?.closest('.panel');
  if (
    panel instanceof HTMLElement &&
    panel.scrollHeight > panel.clientHeight &&
    getComputedStyle(panel).overflowY !== 'visible'
  )
    return panel;
  return document.scrollingElement ?? document.documentElement;
}

export function MessageList({ view, desk, onActs }: BubblesProps) {
  const messages = useMemo(() => view.messages.filter(standsAlone), [view]);
  const list = useRef<HTMLOListElement>(null);
  const end = useRef<HTMLParagraphElement>(null);
  const [count, setCount] = useState(() => windowFor(messages, sought.peek()));
  const [unseen, setUnseen] = useState<string>();
  const hidden = Math.max(0, messages.length - count);
  const newest = messages.at(-1);
  useEnd(list, end, newest, setUnseen);
  const more = useEarlier(list, hidden, () => setCount((now) => now + atOnce));
  const onJump = useCallback(
    (id: string): void => {
      setCount((now) => Math.max(now, windowFor(messages, id)));
      sought.value = id;
    },
    [messages],
  );
  const rows = useRows({ messages, asDesk: desk, desk: view.line.desk, onActs, onJump });
  useSought(list, count);
  return (
    <>
      {messages.length === 0 && <p class="between-lines">{t('msg-none-yet')}</p>}
      {hidden > 0 && (
        <p class="between-lines" ref={more}>
          <Button small kind="link" onClick={() => setCount(count + atOnce)}>
            {t('msg-show-earlier', { count: hidden })}
          </Button>
        </p>
      )}
      <ol class="bubbles" ref={list} aria-label={t('msg-list')}>
        {rows(hidden)}
      </ol>
      <p class="list-end" ref={end} aria-live="polite">
        <span class="sr">{unseen}</span>
      </p>
      {unseen !== undefined && (
        <p class="to-newest">
          <Button small icon="down" onClick={() => toEnd(list.current, setUnseen)}>
            {t('msg-to-newest')}
          </Button>
        </p>
      )}
    </>
  );
}

/** A "taken care of" line is shown at the message that it is about, not as a row of its own. */
const standsAlone = ({ type, reply }: MessageView): boolean => type !== 'done' || reply === undefined;

function windowFor(messages: readonly MessageView[], id: string | undefined): number {
  const at = id === undefined ? -1 : messages.findIndex((message) => message.id === id);
  return at < 0 ? atOnce : Math.max(atOnce, messages.length - at + 10);
}

interface RowsInput {
  readonly messages: readonly MessageView[];
  /** True if colleagues' messages are shown on her side, too. */
  readonly asDesk: boolean;
  readonly desk: string;
  readonly onActs: (message: MessageView) => void;
  readonly onJump: (id: string) => void;
}

/** Keep drawn rows when earlier rows are added above them. A change of language is seen by each row itself. */
function useRows({ messages, asDesk, desk, onActs, onJump }: RowsInput) {
  return useMemo(() => {
    const drawn = new Map<string, VNode>();
    const draw = (message: MessageView, at: number): VNode => {
      const known = drawn.get(message.id);
      if (known !== undefined) return known;
      const ours = message.mine || (asDesk && message.fromDesk);
      const more = { ours, desk, onActs, onJump };
      const row = <Row key={message.id} message={message} before={messages[at - 1]} {...more} />;
      drawn.set(message.id, row);
      return row;
    };
    return (hidden: number) => messages.slice(hidden).map((message, at) => draw(message, hidden + at));
  }, [messages, asDesk, desk, onActs, onJump]);
}

function toEnd(list: Element | null, setUnseen: (said: undefined) => void): void {
  const scroller = scrollerOf(list);
  scroller.scrollTop = scroller.scrollHeight;
  setUnseen(undefined);
}

/**
 * Open at the end and stay there while she reads along. If she has scrolled up, say that something is new and do not
 * scroll.
 */
function useEnd(
  list: { current: Element | null },
  end: { current: Element | null },
  newest: MessageView | undefined,
  setUnseen: (said: string | undefined) => void,
): void {
  const before = useRef<string | undefined>(undefined);
  const near = useRef(true);
  const atEnd = useKeptEnd(list);
  const below = waiting.value;
  useEffect(() => {
    const element = end.current;
    if (element === null) return undefined;
    const watcher = new IntersectionObserver(
      (seen) => {
        near.current = seen.at(-1)?.isIntersecting === true;
        if (near.current) setUnseen(undefined);
      },
      { rootMargin: `0px 0px ${nearPx}px` },
    );
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [end, setUnseen]);
  useLayoutEffect(() => {
    if (newest === undefined || newest.id === before.current) return;
    const first = before.current === undefined;
    before.current = newest.id;
    if (first && sought.peek() !== undefined) return;
    if (first || newest.mine || near.current) {
      toEnd(list.current, setUnseen);
      atEnd.current = true;
    }
    if (!first && !newest.mine) setUnseen(near.current ? undefined : t('msg-came', { name: senderName(newest) }));
  }, [newest, list, atEnd, setUnseen]);
  // What is at the foot became higher or lower.
  useLayoutEffect(() => {
    if (near.current && before.current !== undefined) toEnd(list.current, setUnseen);
  }, [below, list, setUnseen]);
}

/** Keep the end in view until she scrolls. A message has its true height only after it was drawn. */
function useKeptEnd(list: { current: Element | null }): { current: boolean } {
  const atEnd = useRef(false);
  useEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    const over = new AbortController();
    const moves = () => {
      atEnd.current = false;
    };
    for (const kind of ['wheel', 'touchmove', 'pointerdown', 'keydown'])
      addEventListener(kind, moves, { capture: true, passive: true, signal: over.signal });
    const watcher = new ResizeObserver(() => {
      if (!atEnd.current) return;
      const scroller = scrollerOf(element);
      scroller.scrollTop = scroller.scrollHeight;
    });
    // The thread's foot is below it, and grows when something waits.
    watcher.observe(element.parentElement ?? element);
    watcher.observe(element);
    return () => {
      over.abort();
      watcher.disconnect();
    };
  }, [list]);
  return atEnd;
}

const topOf = (element: Element | null | undefined): number => element?.getBoundingClientRect().top ?? 0;

/** Add earlier messages above without moving what is being read. */
function useEarlier(list: { current: Element | null }, hidden: number, onMore: () => void) {
  const sentinel = useRef<HTMLParagraphElement>(null);
  const anchor = useRef<{ readonly element: Element; readonly top: number } | undefined>(undefined);
  const grow = useSteady(onMore);
  useEffect(() => {
    const element = sentinel.current;
    if (element === null) return undefined;
    const watcher = new IntersectionObserver(
      (seen) => {
        const first = list.current?.querySelector('.bubble');
        if (first === null || first === undefined || !seen.some((one) => one.isIntersecting)) return;
        anchor.current = { element: first, top: topOf(first) };
        grow();
      },
      { rootMargin: '600px 0px 0px' },
    );
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [hidden, list, grow]);
  useLayoutEffect(() => {
    if (anchor.current === undefined) return;
    const { element, top } = anchor.current;
    anchor.current = undefined;
    scrollerOf(list.current).scrollTop += topOf(element) - top;
  }, [hidden, list]);
  return sentinel;
}

/** Scroll to the message that was searched for, and focus it. */
function useSought(list: { current: Element | null }, count: number): void {
  const wanted = sought.value;
  useEffect(() => {
    if (wanted === undefined) return;
    const found = list.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(wanted)}"]`);
    if (!(found instanceof HTMLElement)) return;
    found.scrollIntoView({ block: 'center' });
    found.focus({ preventScroll: true });
    sought.value = undefined;
  }, [wanted, count, list]);
}

interface RowProps {
  message: MessageView;
  before: MessageView | undefined;
  ours: boolean;
  desk: string;
  onActs: (message: MessageView) => void;
  onJump: (id: string) => void;
}

function Row({ message, before, ours, desk, onActs, onJump }: RowProps) {
  const day = dayName(message.sentAt);
  const newDay = before === undefined || dayName(before.sentAt) !== day;
  const goesOn = !newDay && before.sender === message.sender && before.type === 'text';
  return (
    <>
      {newDay && <li class="between-lines">{day}</li>}
      <MessageBubble message={message} goesOn={goesOn} ours={ours} desk={desk} onActs={onActs} onJump={onJump} />
    </>
  );
}
