/** One session: when, where, in which languages, its rules, and what she can do about it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PartChain } from '../../ui/day-line.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Refusal } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { mine, programme, saveOwn } from '../../state/my-programme/my-programme.ts';
import { partsWith } from '../../state/my-programme/my-days.ts';
import { TrainerCounts } from './trainer-counts.tsx';
import { SeatPart } from './seat.tsx';
import { ChooseSession } from './choose-session.tsx';
import { languageWords, placeWords, whenWords } from '../../state/my-programme/session-words.ts';
import { sessionRules } from './session-rules.ts';

interface SheetProps {
  session: Session;
  onPick: (id: string) => void;
  onClose: () => void;
}

export function SessionSheet({ session, onPick, onClose }: SheetProps) {
  const plan = programme.value as Content<'programme'>;
  const parts = partsWith(plan, session);
  const current = useRef(session.id);
  useEffect(() => {
    // From one part to another within the sheet: reading begins at its title again.
    if (current.current !== session.id) document.querySelector<HTMLElement>('dialog h2')?.focus();
    current.current = session.id;
  }, [session.id]);
  return (
    <Dialog title={session.title} onClose={onClose} verbs={<Star session={session} />}>
      <ul class="withsign">
        <Sign icon="clock">{whenWords(session)}</Sign>
        {placeWords(session) !== '' && <Sign icon="pin">{placeWords(session)}</Sign>}
        <Sign icon="ear">{languageWords(session)}</Sign>
        <Sign icon="people">
          {[t(`day-kind-${session.kind}`), t(`day-level-${session.level}`), session.track].filter(Boolean).join(' · ')}
        </Sign>
      </ul>
      {session.abstract !== '' && (
        <p class="kept">
          <bdi>{session.abstract}</bdi>
        </p>
      )}
      {parts.length > 1 && (
        <section class="stack-s">
          <h3>{t('day-parts-title', { count: parts.length })}</h3>
          <ul class="withsign">
            {parts.map((part) => (
              <li key={part.id}>
                <PartChain part={part.part} parts={parts.length} />
                {part.id === session.id ? (
                  <b>{whenWords(part)}</b>
                ) : (
                  <Button kind="link" small onClick={() => onPick(part.id)}>
                    {whenWords(part)}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          <p class="dim fact">{t('day-parts-text')}</p>
        </section>
      )}
      <section class="stack-s">
        <h3>{t('day-rules')}</h3>
        <ul class="withsign">
          {sessionRules(session).map(({ icon, text }) => (
            <Sign key={icon} icon={icon}>
              {text}
            </Sign>
          ))}
        </ul>
      </section>
      <TrainerCounts session={session} />
      <SeatPart key={session.id} session={session} />
      <ChooseSession session={session} plan={plan} />
    </Dialog>
  );
}

function Sign({ icon, children }: { icon: IconName; children: ComponentChildren }) {
  return (
    <li>
      <Icon name={icon} size={22} />
      <span>{children}</span>
    </li>
  );
}

/** Mark a session. Marked sessions are in her day; only she knows. */
function Star({ session }: { session: Session }) {
  const act = useAct();
  const { agenda } = mine.value;
  const on = agenda.starred.includes(session.id);
  const toggle = (): void => {
    const starred = on ? agenda.starred.filter((id) => id !== session.id) : [...agenda.starred, session.id];
    void act.run('star', () => saveOwn('agenda', { ...agenda, starred }));
  };
  return (
    <div class="stack-s">
      <Button icon="star" pressed={on} busy={act.busy !== undefined && t('working')} onClick={toggle}>
        {t(on ? 'day-starred' : 'day-star')}
      </Button>
      <p class="dim label">{t('day-star-text')}</p>
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
    </div>
  );
}
