/** One session in the grid or in the list: who can read it, its title, languages, part, and problems. */
import { seatsIn } from '#domain/programme/conflicts.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../words/words.ts';
import type { Programme } from '../../state/programme-team/programme-draft.ts';

interface SessionProps {
  session: Session;
  programme: Programme;
  selected: boolean;
  troubled: boolean;
  onSelect: () => void;
  /** The end of the row. A session shows its own end only if that differs. */
  rowEnd?: string | undefined;
  /** True if the session shows its room. */
  room?: boolean | undefined;
  onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
  /** Can be dragged to another place in the grid. */
  dragged?: boolean | undefined;
}

export function GridSession(props: SessionProps) {
  const { session, programme, selected, troubled, onSelect, rowEnd, onKeyDown, room = false } = props;
  const seats = seatsIn(session, programme);
  const dragged = props.dragged ?? onKeyDown !== undefined;
  return (
    <button
      type="button"
      class={`gridsession${troubled ? ' troubled' : ''}${session.unlisted ? ' unlisted' : ''}`}
      data-session={session.id}
      aria-pressed={selected}
      draggable={dragged}
      onClick={onSelect}
      onKeyDown={onKeyDown}
      onDragStart={(event) => event.dataTransfer?.setData('text/plain', session.id)}
    >
      <span class="top">
        <b>
          <bdi>{session.title.trim() === '' ? t('prog-untitled') : session.title}</bdi>
        </b>
        <Icon
          name={session.open ? 'envelope-open' : 'envelope-sealed'}
          size={18}
          label={t(session.open ? 'prog-is-open' : 'prog-is-closed')}
        />
      </span>
      <span class="bits">
        {(session.language !== '' || session.interpretation.length > 0) && <Languages session={session} />}
        {session.parts > 1 && (
          <span class="part">{t('prog-part-of', { part: session.part, parts: session.parts })}</span>
        )}
        {rowEnd === '' && <span>{t('prog-until', { time: session.end })}</span>}
        {room && (
          <span class="dim">
            <bdi>{session.room}</bdi>
          </span>
        )}
        {seats > 0 && <span class="dim">{t('prog-seats', { count: seats })}</span>}
        {session.required && <span class="dim">{t('prog-required-short')}</span>}
      </span>
      {session.unlisted && <span class="flagged">{t('prog-unlisted-short')}</span>}
      {troubled && (
        <span class="flagged">
          <Icon name="warning" size={18} />
          <span>{t('prog-look-at')}</span>
        </span>
      )}
    </button>
  );
}

function Languages({ session: { language, interpretation } }: { session: Session }) {
  const short = (tongue: string) => (tongue.length <= 3 ? tongue.toUpperCase() : tongue);
  return (
    <span class="tongues ltr">
      {language !== '' && <span>{short(language)}</span>}
      {interpretation.length > 0 && <Icon name="ear" size={16} label={t('prog-interpreted')} />}
      {interpretation.length > 0 && <span>{interpretation.map(short).join(' ')}</span>}
    </span>
  );
}
