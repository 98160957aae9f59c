/** What she can do about a session while choices are open: put it on her list, or ask to take part. */
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words/words.ts';
import { withoutPick, withPick } from './ranked-wishes.ts';
import { choicesDraft, mine, stage } from '../../state/my-programme/my-programme.ts';
import { isAskable, isChoosable, wishOf } from '../../state/my-programme/my-days.ts';

export function ChooseSession({ session, plan }: { session: Session; plan: Content<'programme'> }) {
  if (stage.value !== 'choosing') return null;
  const { choices } = mine.value;
  const keep = (next: Content<'choices'>): void => {
    choicesDraft.value = next;
  };
  if (isAskable(session)) {
    const asked = choices.asks.some((ask) => ask.session === session.id);
    const asks = asked
      ? choices.asks.filter((ask) => ask.session !== session.id)
      : [...choices.asks, { session: session.id, note: '' }];
    return (
      <Toggle
        on={asked}
        add={t('day-ask')}
        remove={t('day-ask-not')}
        text={t('day-ask-text')}
        onToggle={() => keep({ ...choices, asks })}
      />
    );
  }
  if (!isChoosable(session)) return null;
  const rank = wishOf(plan, mine.value, session);
  const toggle = () => keep(rank > 0 ? withoutPick(plan, choices, session) : withPick(plan, choices, session));
  return (
    <Toggle
      on={rank > 0}
      add={t('day-choose')}
      remove={t('day-choose-not')}
      text={rank > 0 ? t('day-chosen-text', { rank }) : t('day-choose-text')}
      onToggle={toggle}
    />
  );
}

function Toggle(props: { on: boolean; add: string; remove: string; text: string; onToggle: () => void }) {
  return (
    <section class="stack-s">
      <p>{props.text}</p>
      <div class="row">
        <Button kind={props.on ? 'plain' : 'do'} icon={props.on ? 'x' : 'plus'} onClick={props.onToggle}>
          {props.on ? props.remove : props.add}
        </Button>
        {choicesDraft.value !== undefined && (
          <Button kind="link" href="/programme/choices">
            {t('day-to-choices')}
          </Button>
        )}
      </div>
    </section>
  );
}
