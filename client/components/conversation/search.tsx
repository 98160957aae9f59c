/** Search the messages that are open on this device. No word of the search leaves the device. */
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import type { ThreadId } from '#protocol/core/ids.ts';
import { me, vault } from '../../state/session.ts';
import { Empty } from '../../ui/empty.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import { Refusal } from '../../ui/notice.tsx';
import type { MessageView } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { Frame } from '../page-frame.tsx';
import { lineOf, pick } from '../../state/messages/thread-state.ts';
import { shortTime } from './thread-list.tsx';
import { senderName, threadName } from '../../state/messages/thread-names.ts';

export interface Found {
  readonly thread: ThreadId;
  readonly message: MessageView;
}

const rowsMax = 100;
const pauseMs = 200;

/** Search a moment after the last key. */
export function useFound(words: string) {
  const { run, refusal } = useAct();
  const [found, setFound] = useState<readonly Found[]>();
  useEffect(() => {
    if (words.trim() === '') {
      setFound(undefined);
      return undefined;
    }
    const ask = async () => setFound(await vault.threadSearch(words.trim()));
    const timer = setTimeout(() => void run(words, ask), pauseMs);
    return () => clearTimeout(timer);
  }, [words, run]);
  return { found, refusal };
}

export function Search() {
  const { route } = useLocation();
  const [words, setWords] = useState('');
  const { found, refusal } = useFound(words);
  const go = ({ thread, message }: Found): void => {
    void pick({ type: 'thread', thread }, message.id);
    route('/messages/thread');
  };
  return (
    <Frame current="/messages" step="search">
      <h1>{t('msg-search')}</h1>
      <TextField label={t('msg-search-words')} note={t('msg-search-note')} value={words} onInput={setWords} />
      {refusal !== undefined && <Refusal code={refusal.code} />}
      <p class="sr" role="status">
        {found !== undefined && t('msg-found', { count: found.length })}
      </p>
      {found?.length === 0 && <Empty title={t('msg-found-none')} text={t('msg-found-none-text')} />}
      {found !== undefined && found.length > 0 && <FoundRows found={found} onGo={go} />}
    </Frame>
  );
}

export function FoundRows({ found, onGo }: { found: readonly Found[]; onGo: (one: Found) => void }) {
  return (
    <ul class="rows threads" aria-label={t('msg-search')}>
      {found.slice(0, rowsMax).map((one) => (
        <li key={one.message.id}>
          <button type="button" onClick={() => onGo(one)}>
            <span class="grow">
              <b class="one-line">
                <bdi>{nameOf(one)}</bdi>
              </b>
              <span class="note two-lines" dir="auto">
                {one.message.text || one.message.attachment?.name}
              </span>
              <span class="label">
                <bdi>{senderName(one.message)}</bdi>
              </span>
            </span>
            <span class="label">{shortTime(one.message.sentAt)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function nameOf({ thread }: Found): string {
  const line = lineOf(thread);
  return line === undefined ? t('place-messages') : threadName(line, me.value?.member);
}
