/** The safety number: sixty digits on both screens. If they are equal, nobody has replaced a key. */
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { encode } from 'uqr';
import { me, vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { Qr } from '../../ui/qr.tsx';
import type { Safety } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { useSteady } from '../../state/use-steady.ts';
import { Frame } from '../../components/page-frame.tsx';
import { readView, openView } from '../../state/messages/thread-state.ts';
import { threadName } from '../../state/messages/thread-names.ts';
import { ReadCode } from './read-code.tsx';

type Outcome = 'same' | 'differ';

export function SafetyNumber() {
  const go = useSteady(useLocation().route);
  const act = useAct();
  const { run } = act;
  const [safety, setSafety] = useState<Safety>();
  const [outcome, setOutcome] = useState<Outcome>();
  const [reads, setReads] = useState(false);
  const line = openView.value?.line;
  const thread = line?.thread;
  useEffect(() => {
    if (thread === undefined) go('/messages', true);
    else void run('read', async () => setSafety(await vault.safety(thread)));
  }, [thread, go, run]);
  if (line === undefined || thread === undefined) return <Frame current="/messages">{t('working')}</Frame>;
  const name = threadName(line, me.value?.member);
  const same = () =>
    act.run('same', async () => {
      setSafety(await vault.safetyConfirm(thread));
      await readView();
      setOutcome('same');
    });
  const read = (text: string): void => {
    setReads(false);
    if (text.replaceAll(/\D/gu, '') === safety?.digits.join('')) void same();
    else setOutcome('differ');
  };
  return (
    <Frame current="/messages" step={`compare ${outcome ?? ''}`}>
      <h1>{t('msg-compare')}</h1>
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
      {safety?.verified === 'changed' && outcome === undefined && (
        <Notice look="soon" icon="warning" what={t('msg-changed', { name })} next={t('msg-changed-next', { name })} />
      )}
      {safety?.verified === 'yes' && <Notice look="fine" what={t('msg-compared', { name })} />}
      {outcome === 'differ' && <Differ name={name} onAgain={() => setOutcome(undefined)} />}
      {safety === undefined && act.refusal === undefined && <p role="status">{t('working')}</p>}
      {safety !== undefined && outcome !== 'differ' && (
        <>
          <p>{t('msg-compare-how', { name })}</p>
          <SafetyDigits digits={safety.digits} />
          <section class="sheet stack-s">
            <Qr matrix={encode(safety.digits.join(''), { border: 0 }).data} label={t('msg-compare-code')} />
          </section>
          {outcome === undefined && !reads && (
            <>
              <Button kind="do" wide busy={act.busy === 'same' && t('working')} onClick={() => void same()}>
                {t('msg-compare-same')}
              </Button>
              <Button wide onClick={() => setReads(true)}>
                {t('msg-compare-read')}
              </Button>
              <Button kind="link" onClick={() => setOutcome('differ')}>
                {t('msg-compare-differ')}
              </Button>
            </>
          )}
          {reads && (
            <ReadCode
              title={t('msg-compare-read')}
              verb={t('msg-compare-do')}
              busy={act.busy === 'same'}
              onText={read}
            />
          )}
        </>
      )}
      <Button kind="link" href="/messages/thread">
        {t('msg-compare-back')}
      </Button>
    </Frame>
  );
}

/** Read to a screen reader digit by digit. */
function SafetyDigits({ digits }: { digits: readonly string[] }) {
  const label = `${t('msg-compare-digits')}: ${digits.map((group) => group.split('').join(' ')).join(', ')}`;
  return (
    <p class="safety code" dir="ltr" role="img" aria-label={label}>
      {digits.map((group, at) => (
        <span key={at}>{group}</span>
      ))}
    </p>
  );
}

/** Say calmly that the numbers differ, and what not to do. */
function Differ({ name, onAgain }: { name: string; onAgain: () => void }) {
  return (
    <section class="stack">
      <Notice look="now" what={t('msg-differ')} safe={t('msg-differ-safe')} next={t('msg-differ-next', { name })} />
      <Button wide onClick={onAgain}>
        {t('msg-compare-again')}
      </Button>
    </section>
  );
}
