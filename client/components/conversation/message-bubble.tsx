/**
 * One message: sender, text, time, and a calm line about its state. Links are plain text: nothing here leads to another
 * site.
 */
import { me } from '../../state/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Face } from '../../ui/face.tsx';
import { Icon } from '../../ui/icon.tsx';
import { timeIn } from '../../lib/time.ts';
import type { MessageView } from '../../vault/threads/view-types.ts';
import { locale, t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { sizeWords } from '../../state/messages/attached-file.ts';
import { actsTitle, plainName, senderName } from '../../state/messages/thread-names.ts';
import { saveAttachment } from '../../state/messages/save-attachment.ts';
import { dayAndTime, eventZone, within } from '../../state/event-time.ts';
import { teamName } from '../../state/names.ts';

interface BubbleProps {
  message: MessageView;
  /** By the same person as the one before. */
  goesOn: boolean;
  ours: boolean;
  desk: string;
  onActs: (message: MessageView) => void;
  onJump: (id: string) => void;
}

export function MessageBubble(props: BubbleProps) {
  const { message } = props;
  if (message.type !== 'text') return <EventLine message={message} />;
  return <Written {...props} />;
}

/** Show what happened in the thread, in one line. */
function EventLine({ message }: { message: MessageView }) {
  const name = senderName(message);
  const text = message.text.trim();
  const said = text === '' ? t(`msg-event-${message.type}`, { name }) : t(`msg-event-${message.type}-text`, { name });
  return (
    <li class="between-lines" data-id={message.id} tabIndex={-1}>
      {message.type === 'done' && <Icon name="check" size={16} />}
      {said} {text !== '' && <q dir="auto">{text}</q>}
    </li>
  );
}

function Written({ message, goesOn, ours, desk, onActs, onJump }: BubbleProps) {
  // A desk's person without a name here is shown as the team.
  const unnamed = message.fromDesk && !ours && plainName(message.alias) === '';
  const name = unnamed ? teamName(desk) : senderName(message);
  const { text, reply, attachment, done, state } = message;
  return (
    <li class={`bubble${ours ? ' ours' : ''}${goesOn ? ' on' : ''} ${state}`} data-id={message.id} tabIndex={-1}>
      {!goesOn && (
        <p class={message.mine ? 'sr' : 'from'}>
          <Face id={message.sender} size={22} />
          <b>
            <bdi>{name}</bdi>
          </b>
          {message.fromDesk && !unnamed && <span class="dim">{teamName(desk)}</span>}
        </p>
      )}
      <div class="said-box">
        {reply !== undefined && (
          <button type="button" class="quote" onClick={() => onJump(reply.id)}>
            <span class="sr">{t('msg-in-reply')} </span>
            <span dir="auto">{reply.text}</span>
          </button>
        )}
        {text !== '' && (
          <p class="kept" dir="auto">
            {text}
          </p>
        )}
        {attachment !== undefined && <Attachment message={message} attachment={attachment} />}
        {message.partsMissing > 0 && (
          <p class="label">
            <Icon name="warning" size={16} /> {t('msg-parts-missing', { count: message.partsMissing })}
          </p>
        )}
        <p class="meta">
          <time class="ltr" dateTime={new Date(message.sentAt).toISOString()}>
            {timeIn(message.sentAt, eventZone(), locale.value)}
          </time>
          {state === 'waiting' && (
            <span class="state">
              <Icon name="envelope-sealed" size={16} /> {t('msg-state-waiting')}
            </span>
          )}
          <IconButton icon="more" label={actsTitle(message)} onClick={() => onActs(message)} />
        </p>
      </div>
      {done !== undefined && (
        <p class="cared">
          <Icon name="check" size={16} />
          <span>
            {t('msg-done-at', { when: within(dayAndTime(done.at)) })} {done.text !== '' && <bdi>{done.text}</bdi>}
          </span>
        </p>
      )}
    </li>
  );
}

function Attachment(props: { message: MessageView; attachment: NonNullable<MessageView['attachment']> }) {
  const { message, attachment } = props;
  const act = useAct();
  if (me.value === undefined) return null;
  const name = plainName(attachment.name) || t('msg-file');
  return (
    <div class="attached">
      <Icon name="paper" size={22} />
      <span class="grow">
        <b>
          <bdi>{name}</bdi>
        </b>
        <span class="note">
          {act.refusal === undefined ? sizeWords(attachment.bytes) : t(`error-${act.refusal.code}`)}
        </span>
      </span>
      <Button
        small
        icon="save"
        busy={act.busy !== undefined && t('opening')}
        onClick={() => void act.run('save', () => saveAttachment(message.id, name))}
      >
        {t('save')}
      </Button>
    </div>
  );
}
