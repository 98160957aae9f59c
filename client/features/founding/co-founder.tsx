/**
 * The co-founder's steps: look at the event, enrol two keys, write the recovery card, send both, compare the digits,
 * sign.
 */
import { useState } from 'preact/hooks';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/envelope.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { StepCount } from '../../ui/steps.tsx';
import { plainDate } from '../../lib/time.ts';
import { zoneWords } from '../../words/zone-words.ts';
import type { FoundingSeen } from '../../vault/joining/founding-part.ts';
import { locale, t } from '../../words/words.ts';
import { useAct, useStepFocus } from '../../state/use-act.ts';
import { CompareDigits } from './compare-digits.tsx';
import { SignGenesis } from './sign-genesis.tsx';
import { useFoundingLook } from './use-founding-look.ts';
import { RuleTicks, useTicks } from '../../components/rule-ticks.tsx';
import { NewCard, NewKeys } from '../../components/new-keys.tsx';

const steps = ['event', 'keys', 'card', 'wait', 'digits', 'sign'] as const;
type At = (typeof steps)[number];

export function CoFounder({ seen }: { seen: FoundingSeen }) {
  const acting = useAct();
  const [at, setAt] = useState<At>('event');
  const [joined, setJoined] = useState(false);
  const [digits, setDigits] = useState('');
  useStepFocus(at);
  const place = { step: steps.indexOf(at) + 1, total: steps.length };
  const join = () =>
    acting.run('join', async () => {
      await vault.foundingJoin();
      setJoined(true);
    });
  const refused = useFoundingLook(at === 'wait' && joined, async () => {
    const state = await vault.foundingAwait();
    if (state.digits === undefined) return;
    setDigits(state.digits);
    setAt('digits');
  });
  if (at === 'keys')
    return (
      <NewKeys
        needed={2}
        phoneAllowed={false}
        enrol={() => vault.foundingKey()}
        onDone={() => setAt('card')}
        {...place}
      />
    );
  if (at === 'card')
    return (
      <NewCard
        onDone={() => {
          setAt('wait');
          void join();
        }}
        {...place}
      />
    );
  return (
    <>
      <StepCount {...place} />
      {acting.refusal !== undefined && (
        <Refusal code={acting.refusal.code} action={<Button onClick={() => void join()}>{t('try-again')}</Button>} />
      )}
      {at === 'event' && (
        <EventFound
          seen={seen}
          onGo={(ticked) =>
            void acting.run('rules', async () => {
              await vault.foundingConfirm(ticked);
              setAt('keys');
            })
          }
        />
      )}
      {at === 'wait' && (
        <>
          <h1>{t('founding-wait-title')}</h1>
          <Notice
            look={joined ? 'fine' : 'quiet'}
            icon={joined ? 'check' : 'clock'}
            what={t(joined ? 'founding-handed-in' : 'sending')}
            next={t('founding-wait-text')}
          />
          {refused !== undefined && <Refusal code={refused} />}
          <p class="dim">{t('founding-stay')}</p>
          <p class="dim">{t('founding-again-ask')}</p>
        </>
      )}
      {at === 'digits' && (
        <>
          <h1>{t('setup-compare-title')}</h1>
          <CompareDigits digits={digits} others={seen.officers - 1} onSame={() => setAt('sign')} />
        </>
      )}
      {at === 'sign' && <SignGenesis founder={false} />}
    </>
  );
}

/** Show the facts and the rules that she agrees to by going on: she will sign them. */
function EventFound({ seen, onGo }: { seen: FoundingSeen; onGo: (ticked: readonly string[]) => void }) {
  const { event, rules } = seen;
  const ticks = useTicks(rules);
  if (seen.used)
    return (
      <>
        <h1>{t('founding-invited')}</h1>
        <Notice look="now" what={t('founding-used')} next={t('founding-used-next')} />
        <p>{t('founding-used-other')}</p>
      </>
    );
  return (
    <>
      <h1>{t('founding-invited')}</h1>
      <p>{t('founding-invited-text', { count: seen.officers })}</p>
      {event !== undefined && (
        <div class="sheet">
          <Facts
            rows={[
              { label: t('founding-event'), value: <b>{event.name}</b> },
              {
                label: t('founding-when'),
                value: `${plainDate(event.startsOn, locale.value)} – ${plainDate(event.endsOn, locale.value)}`,
              },
              { label: t('founding-place'), value: event.place },
              { label: t('founding-zone'), value: zoneWords(event.zone) },
              { label: t('founding-duty'), value: <span class="ltr">{event.dutyPhone}</span> },
              { label: t('founding-witness'), value: seen.witness },
            ]}
          />
        </div>
      )}
      {rules.length === 0 ? (
        <p>{t('rules-usual')}</p>
      ) : (
        <section class="stack-s">
          <h2>{t('rules-differ', { count: rules.length })}</h2>
          <p>{t('rules-differ-text')}</p>
          <RuleTicks rules={rules} base="usual" ticks={ticks} />
        </section>
      )}
      <p>{t('founding-need')}</p>
      <p class="dim">{t('founding-stay')}</p>
      <Button kind="do" wide disabled={!ticks.isAll} onClick={() => onGo(ticks.ticked)}>
        {t('founding-facts-right')}
      </Button>
    </>
  );
}
