/**
 * Begin a thread of two: two people meet, one shows a code, the other reads it. There is no other way to such a thread.
 */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { encode } from 'uqr';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Refusal } from '../../ui/notice.tsx';
import { Qr } from '../../ui/qr.tsx';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { Frame } from '../../components/page-frame.tsx';
import { pick } from '../../state/messages/thread-state.ts';
import { ReadCode } from './read-code.tsx';
import { ThreadTrouble } from '../../components/conversation/thread-trouble.tsx';

export function ContactCodes() {
  const { route } = useLocation();
  const act = useAct();
  const [offer, setOffer] = useState<string>();
  const [reads, setReads] = useState(false);
  const show = () =>
    act.run('show', async () => {
      setOffer(await vault.directOffer());
      setReads(false);
    });
  const accept = (text: string) =>
    act.run('accept', async () => {
      const view = await vault.directAccept(text);
      void pick({ type: 'thread', thread: view.line.thread });
      route('/messages/thread');
    });
  return (
    <Frame current="/messages" step="people">
      <h1>{t('msg-people')}</h1>
      <p>{t('msg-people-how')}</p>
      <ThreadTrouble />
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
      {offer !== undefined && (
        <section class="sheet stack-s">
          <h2>{t('msg-code-yours')}</h2>
          <Qr matrix={encode(offer, { border: 0 }).data} label={t('msg-code-yours')} />
          <p>{t('msg-code-yours-text')}</p>
          <CodeText text={offer} />
        </section>
      )}
      {offer === undefined && (
        <Button
          kind={reads ? 'plain' : 'do'}
          wide
          busy={act.busy === 'show' && t('working')}
          onClick={() => void show()}
        >
          {t('msg-code-show')}
        </Button>
      )}
      {reads ? (
        <ReadCode
          title={t('msg-code-read')}
          verb={t('msg-code-go')}
          busy={act.busy === 'accept'}
          onText={(text) => void accept(text)}
        />
      ) : (
        <Button wide onClick={() => setReads(true)}>
          {t('msg-code-read')}
        </Button>
      )}
      <p class="dim fact">{t('msg-people-limits')}</p>
    </Frame>
  );
}

/** The code as text, for a computer without a camera. */
function CodeText({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <>
      <p class="code link fact" dir="ltr">
        {text}
      </p>
      <div class="row">
        <Button small icon={copied ? 'check' : 'copy'} onClick={copy}>
          {copied ? t('copied') : t('copy')}
        </Button>
      </div>
    </>
  );
}
