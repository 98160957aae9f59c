/** The step of joining that shows the invitation: event, inviter, and what the person will have to do. */
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/envelope.tsx';
import { Face } from '../../ui/face.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Steps } from '../../ui/steps.tsx';
import { plainDate } from '../../lib/time.ts';
import { When } from '../../ui/when.tsx';
import type { InviteSeen } from '../../vault/joining/awaited-join.ts';
import { listed } from '../../ui/list-words.ts';
import { locale, t } from '../../words/words.ts';
import { RuleTicks, useTicks } from '../../components/rule-ticks.tsx';
import { CallLink } from '../../components/help-words.tsx';
import { roleName, teamName } from '../../state/names.ts';
import { DeviceTrouble, deviceTrouble } from './sign-in.tsx';

interface InvitationProps {
  seen: InviteSeen;
  /** With the keys of the rules that she ticked. */
  onGo: (ticked: readonly string[]) => void;
  busy: boolean;
  onResume: () => void;
}

export function Invitation({ seen, busy, onGo, onResume }: InvitationProps) {
  const { event, rules } = seen;
  const ticks = useTicks(rules);
  const trouble = deviceTrouble();
  const day = (date: string) => plainDate(date, locale.value);
  return (
    <>
      <h1>{t('setup-welcome')}</h1>
      <section class="sheet stack-s">
        <h2>{event.name}</h2>
        <p class="dim">
          <bdi>{event.place}</bdi>
          <br />
          {t('setup-days', { from: day(event.startsOn), until: day(event.endsOn) })}
        </p>
        <Facts
          rows={[
            { label: t('setup-as'), value: roleName(seen.role) },
            ...(seen.desks.length === 0 ? [] : [{ label: t('setup-team'), value: listed(seen.desks.map(teamName)) }]),
            { label: t('setup-ends'), value: <When at={seen.expires} zone={event.zone} /> },
          ]}
        />
        <div class="row">
          <Face id={seen.inviter} size={44} />
          <p class="grow dim fact">{t('setup-inviter')}</p>
        </div>
        <div class="row">
          <Face id={seen.member} size={44} />
          <p class="grow dim fact">{t('setup-your-face')}</p>
        </div>
      </section>
      {event.dutyPhone !== '' && <CallLink number={event.dutyPhone} label={t('help-call')} quiet />}
      {seen.joined ? (
        <Notice
          look="soon"
          icon="warning"
          what={t('setup-joined')}
          next={t('setup-joined-next')}
          action={
            <Button small icon="key" busy={busy && t('signin-waiting')} onClick={onResume}>
              {t('resume-touch')}
            </Button>
          }
        />
      ) : (
        <>
          <h2>{t('setup-what')}</h2>
          <Steps
            steps={[
              { title: t('setup-step-key'), text: t('setup-needs', { count: seen.keysNeeded }), state: 'now' },
              { title: t('setup-step-card'), text: t('setup-needs-card'), state: 'later' },
              { title: t('setup-step-compare'), text: t('setup-needs-call'), state: 'later' },
              { title: t('setup-step-in'), state: 'later' },
            ]}
          />
          {rules.length > 0 && (
            <section class="stack-s">
              <h2>{t('rules-loose')}</h2>
              <p>{t('rules-loose-text')}</p>
              <RuleTicks rules={rules} base="usual" ticks={ticks} />
              <p class="dim fact">{t('rules-ask')}</p>
            </section>
          )}
          {trouble === undefined ? (
            <Button kind="do" wide disabled={!ticks.isAll} onClick={() => onGo(ticks.ticked)}>
              {t('setup-begin')}
            </Button>
          ) : (
            <DeviceTrouble trouble={trouble} />
          )}
          <p class="dim fact">{t('setup-nothing-spent')}</p>
        </>
      )}
    </>
  );
}
