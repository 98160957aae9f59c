/**
 * The form for writing a message: a reply, a text, one file. Its content is only in this page's memory until it is
 * sealed.
 */
import { useCallback, useEffect, useId, useRef, useState } from 'preact/hooks';
import { vault } from '../../state/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { FileInput, TextBox } from '../../ui/fields/input.tsx';
import { Refusal } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import type { MessageView, ThreadView, ThreadTarget } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { acted, readView, target } from '../../state/messages/thread-state.ts';
import { draftFor, keepDraft, sendDraft, type Draft } from '../../state/messages/message-drafts.ts';
import { prepare, sizeWords, type Attached, type FileTrouble } from '../../state/messages/attached-file.ts';
import { senderName } from '../../state/messages/thread-names.ts';
import { fileSent } from '../../state/messages/sending-progress.ts';
import { lengthLeft } from '../../state/messages/length-left.ts';

function useDraft(to: ThreadTarget) {
  const [draft, setDraft] = useState<Draft>(() => draftFor(to));
  const change = useCallback(
    (part: Partial<Draft>): void =>
      setDraft((now) => {
        const next = { ...now, ...part };
        keepDraft(to, next);
        return next;
      }),
    [to],
  );
  /** After sending, keep what was typed while the message was on its way. */
  const settle = (): void => setDraft(draftFor(to));
  return { draft, change, settle };
}

interface ComposerProps {
  view: ThreadView;
  /** Chosen in the list above. */
  reply: MessageView | undefined;
  onReply: (message: undefined) => void;
}

export function Composer({ view, reply, onReply }: ComposerProps) {
  const to = target.value;
  return to === undefined ? null : <Writing key={view.line.thread} to={to} reply={reply} onReply={onReply} />;
}

function Writing({ to, reply, onReply }: Omit<ComposerProps, 'view'> & { to: ThreadTarget }) {
  const act = useAct();
  const { draft, change, settle } = useDraft(to);
  const [trouble, setTrouble] = useState<FileTrouble>();
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (reply === undefined) return;
    change({ reply });
    onReply(undefined);
    box.current?.focus();
  }, [reply, change, onReply]);
  const left = lengthLeft(draft.text);
  const empty = draft.text.trim() === '' && draft.file === undefined;
  const sending = act.busy === 'send';
  const send = (): void => {
    if (empty || sending || (left !== undefined && left < 0)) return;
    void act
      .run('send', async () => {
        await sendDraft(to, draft, () => acted((wanted) => vault.threadWrite(wanted, inputOf(draft))));
        return true;
      })
      .then((sent) => {
        if (sent === true) settle();
        // The reason of the refusal may stop more than this message: the thread says so where one writes.
        else void readView();
      });
  };
  const attach = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setTrouble(undefined);
    const attached = await act.run('prepare', () => prepare(file));
    if (typeof attached === 'string') setTrouble(attached);
    else if (attached !== undefined) change({ file: attached });
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {draft.reply !== undefined && <Quoted message={draft.reply} onDrop={() => change({ reply: undefined })} />}
      {draft.file !== undefined && !sending && (
        <FileChosen file={draft.file} onDrop={() => change({ file: undefined })} />
      )}
      {sending && draft.file !== undefined && <Sending />}
      <p class="sr" role="status">
        {act.busy === 'prepare' && t('msg-preparing')}
      </p>
      {trouble !== undefined && (
        <p class="error" role="alert">
          <Icon name="warning" size={18} /> <span>{t(`msg-file-${trouble}`)}</span>
        </p>
      )}
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
      <div class="line">
        <Attach onFile={(file) => void attach(file)} />
        <TextBox
          box={box}
          class="input"
          dir="auto"
          rows={1}
          value={draft.text}
          aria-label={t('msg-write')}
          placeholder={t('msg-write-here')}
          onInput={(event) => change({ text: event.currentTarget.value })}
          onKeyDown={(event) => {
            // Back to the keys of the page.
            if (event.key === 'Escape') event.currentTarget.blur();
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            send();
          }}
        />
        <Button
          kind="do"
          type="submit"
          disabled={empty || (left !== undefined && left < 0)}
          busy={sending && t('msg-sealing')}
        >
          {t('msg-send')}
        </Button>
      </div>
      {left !== undefined && (
        <p class={left < 0 ? 'error' : 'label'} role="status">
          {left < 0 ? t('msg-too-long', { count: -left }) : t('msg-room', { count: left })}
        </p>
      )}
    </form>
  );
}

function inputOf({ text, reply, file }: Draft) {
  return {
    text: text.trim(),
    ...(reply === undefined ? {} : { reply: reply.id }),
    ...(file === undefined ? {} : { file: { name: file.name, type: file.type, bytes: file.bytes } }),
  };
}

function Quoted({ message, onDrop }: { message: MessageView; onDrop: () => void }) {
  return (
    <div class="strip">
      <span class="grow">
        <span class="label">{t('msg-replying', { name: senderName(message) })}</span>
        <span class="one-line" dir="auto">
          {message.text}
        </span>
      </span>
      <IconButton icon="x" label={t('msg-reply-drop')} onClick={onDrop} />
    </div>
  );
}

function FileChosen({ file, onDrop }: { file: Attached; onDrop: () => void }) {
  return (
    <div class="strip">
      <Icon name="paper" size={22} />
      <span class="grow">
        <b class="one-line">
          <bdi>{file.name}</bdi>
        </b>
        <span class="label">
          {sizeWords(file.bytes.length)}. {t(file.cleaned ? 'msg-file-cleaned' : 'msg-file-as-it-is')}
        </span>
      </span>
      <IconButton icon="x" label={t('msg-file-drop')} onClick={onDrop} />
    </div>
  );
}

/** Show how many pieces of the file the portal has. */
function Sending() {
  const sent = fileSent.value ?? { done: 0, total: 1 };
  return <Progress label={t('msg-file-sending')} done={sent.done} total={sent.total} />;
}

function Attach({ onFile }: { onFile: (file: File | undefined) => void }) {
  const id = useId();
  return (
    <span class="attach">
      <FileInput id={id} class="sr" aria-label={t('msg-attach')} onFile={onFile} forget />
      <label class="btn bare" for={id} title={t('msg-attach')}>
        <Icon name="plus" />
      </label>
    </span>
  );
}
