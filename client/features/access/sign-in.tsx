/** One touch of a key. The button works from the first moment; the vault loads while the person reads. */
import { useEffect } from 'preact/hooks';
import { hasWebAuthn, looksLikeInAppBrowser } from '../../platform/webauthn.ts';
import { cookieLost, lockedAfter, signIn, stopped, vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { deviceWord } from '../../ui/device.ts';
import { BigEnvelope } from '../../ui/envelope.tsx';
import { Icon } from '../../ui/icon.tsx';
import { RowList } from '../../ui/list.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { Frame } from '../../components/page-frame.tsx';

/** Load the vault early. A failure is not shown: the touch will say what is wrong. */
export function warmVault(): void {
  vault.warm().catch(() => undefined);
}

/** Load the vault once somebody moves. It is larger than the page, and is there before the key is touched. */
function warmAtFirstSign(): () => void {
  const signs = ['pointermove', 'pointerdown', 'keydown'] as const;
  const stop = (): void => signs.forEach((sign) => removeEventListener(sign, first));
  const first = (): void => {
    stop();
    warmVault();
  };
  for (const sign of signs) addEventListener(sign, first, { passive: true });
  return stop;
}

/** Return what stops every key in this browser, so that nobody tries in vain. */
export function deviceTrouble(): 'in-app' | 'no-webauthn' | undefined {
  if (looksLikeInAppBrowser(navigator.userAgent)) return 'in-app';
  return hasWebAuthn() ? undefined : 'no-webauthn';
}

export function DeviceTrouble({ trouble }: { trouble: 'in-app' | 'no-webauthn' }) {
  return <Notice look="soon" icon="warning" what={t(`device-${trouble}`)} next={t(`device-${trouble}-next`)} />;
}

export function SignIn() {
  const act = useAct();
  const device = deviceWord();
  const trouble = deviceTrouble();
  useEffect(warmAtFirstSign, []);
  return (
    <Frame help={false}>
      <BigEnvelope seal="signin-5" />
      <div class="centre">
        <h1>{t('signin-title')}</h1>
        <p class="dim">{t('signin-text', { device })}</p>
      </div>
      {lockedAfter.value !== undefined && <Notice what={t('signin-locked', { count: lockedAfter.value })} />}
      {cookieLost.value && (
        <Notice look="soon" icon="warning" what={t('signin-no-cookie')} next={t('signin-no-cookie-next')} />
      )}
      {trouble === undefined ? (
        <Button
          kind="do"
          icon="key"
          wide
          busy={act.busy !== undefined && t('signin-waiting')}
          onClick={() => void act.run('sign-in', signIn)}
        >
          {t('signin-open')}
        </Button>
      ) : (
        <DeviceTrouble trouble={trouble} />
      )}
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
      {act.refusal === undefined && stopped.value && <Refusal code="frozen" />}
      <section class="stack-s">
        <h2 class="over">{t('signin-other')}</h2>
        <RowList
          rows={[
            { title: t('signin-invited'), text: t('signin-invited-text'), icon: 'envelope-open', href: '/join' },
            { title: t('signin-lost'), text: t('signin-lost-text'), icon: 'paper', href: '/card' },
          ]}
        />
      </section>
      <div>
        <a class="aside" href="/try">
          <Icon name="check" size={22} />
          <b>{t('signin-try')}</b>
          <span class="note">{t('signin-try-text')}</span>
        </a>
        <a class="aside act" href="/help">
          <Icon name="call" size={22} />
          <b>{t('help-now')}</b>
          <span class="note">{t('signin-help-text')}</span>
        </a>
      </div>
      <hr class="rule" />
      <p class="dim fact">{t('signin-limits')}</p>
    </Frame>
  );
}
