/**
 * Stop a person's access because her key or laptop is in somebody else's hands, and what follows: two officers lift it or make it
 * last. Each question says before the touch what it does and what it does not.
 */
import { useState } from 'preact/hooks';
import { dateAndTime } from '../../state/date-and-time.ts';
import { personName } from '../../state/names.ts';
import { me, vault } from '../../state/session.ts';
import { touchWords, type Acting } from '../../state/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { StateChip } from '../../ui/chip.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import type { MemberLine } from '../../vault/roster/end-membership.ts';
import type { Proposal } from '../../vault/roster/approving.ts';
import type { Outcome } from '../../vault/roster/signing.ts';
import type { Stop } from '../../vault/roster/stopping.ts';
import { listed } from '../../ui/list-words.ts';
import { t } from '../../words/words.ts';

interface StopProps {
  line: MemberLine;
  proposals: readonly Proposal[];
  acting: Acting;
  onDone: (outcome: Outcome) => void;
}

type Act = 'stop' | 'keep' | 'lift';

/** What waits for a second officer and is the same act about the same person. */
function begun({ line, proposals }: Pick<StopProps, 'line' | 'proposals'>, act: Act): Proposal | undefined {
  return proposals.find(({ operation }) => {
    if (operation.type === 'unfreeze') return act === 'lift' && operation.member === line.member;
    if (operation.type !== 'freeze' || operation.member !== line.member) return false;
    return (operation.until === undefined) === (act === 'keep');
  });
}

export function StopMember(props: StopProps) {
  const { line } = props;
  const [asked, setAsked] = useState<Act>();
  if (line.member === me.value?.member) return null;
  const { stop } = line;
  const close = () => setAsked(undefined);
  return (
    <section class="stack-s">
      <h3>{t(stop === undefined ? 'freeze-title' : 'freeze-title-running')}</h3>
      {stop === undefined ? (
        <>
          <p class="label">{t('freeze-text')}</p>
          <Verb {...props} act="stop" look="act" onAsk={setAsked} />
        </>
      ) : (
        <>
          <p>
            {sayStop(stop)} {t('freeze-next')}
          </p>
          <Verb {...props} act="lift" look="plain" onAsk={setAsked} />
          {stop.until !== undefined && <Verb {...props} act="keep" look="plain" onAsk={setAsked} />}
        </>
      )}
      {asked !== undefined && <Confirm {...props} act={asked} onClose={close} />}
    </section>
  );
}

/** Who stopped it, and how it ends. */
export function sayStop({ until, by, overdue }: Stop): string {
  const names = listed(by.map(personName));
  if (until === undefined) return t('freeze-by-endless', { names });
  const when = dateAndTime(until);
  return t(overdue ? 'freeze-by-overdue' : 'freeze-by', { names, when });
}

function Verb(props: StopProps & { act: Act; look: 'act' | 'plain'; onAsk: (act: Act) => void }) {
  const { act, look, onAsk } = props;
  const waiting = begun(props, act);
  if (waiting?.mine === true) return <StateChip icon="clock">{t(`freeze-${act}-waits`)}</StateChip>;
  if (waiting !== undefined) return <Button href="/approvals">{t(`freeze-${act}-sign`)}</Button>;
  return (
    <Button kind={look} onClick={() => onAsk(act)}>
      {t(`freeze-${act}`)}
    </Button>
  );
}

/** How many officers it takes, this one among them. */
const needOf = ({ signers }: MemberLine, act: Act): number =>
  ({ stop: signers.freeze, keep: signers.endless, lift: signers.unfreeze })[act];

function Confirm({ line, acting, onDone, act, onClose }: StopProps & { act: Act; onClose: () => void }) {
  const alias = personName(line.member);
  const more = needOf(line, act) - 1;
  const sign = () =>
    acting
      .run('stop', () => {
        if (act === 'stop') return vault.stopMember(line.member);
        if (act === 'keep') return vault.keepStopped(line.member);
        return vault.liftStop(line.member, line.stop?.leaf ?? -1);
      })
      .then((outcome) => {
        if (outcome === undefined) return;
        onClose();
        onDone(outcome);
      });
  return (
    <Dialog
      title={t(`freeze-${act}-what`, { alias })}
      onClose={onClose}
      verbs={
        <>
          <Button
            kind={act === 'lift' ? 'do' : 'act'}
            icon="key"
            wide
            busy={touchWords(acting.busy === 'stop')}
            onClick={() => void sign()}
          >
            {t(`freeze-${act}-do`)}
          </Button>
          <Button onClick={onClose}>{t('back')}</Button>
        </>
      }
    >
      <Notice look="soon" icon="warning" what={t(`freeze-${act}-does`)} />
      <p>{t(`freeze-${act}-not`)}</p>
      {act !== 'lift' && line.desks.length > 0 && <p>{t('freeze-teams')}</p>}
      <p class="dim fact">{more > 0 ? t('freeze-more', { count: more }) : t('freeze-alone')}</p>
      {acting.refused === 'stop' && acting.refusal !== undefined && <Refusal code={acting.refusal.code} />}
    </Dialog>
  );
}
