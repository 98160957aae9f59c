/** "Try my device": say which ways to sign in work here, before an invitation is used. Nothing is sent. */
import { useEffect, useState } from 'preact/hooks';
import { tryDevice, type DeviceAnswer } from '../../platform/webauthn.ts';
import { place } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { deviceWord } from '../../ui/device.ts';
import { RowList } from '../../ui/list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import { Frame } from '../../components/page-frame.tsx';
import { DeviceTrouble, deviceTrouble } from './sign-in.tsx';

type Way = 'hardware' | 'phone';

export function TryDevice() {
  const [answers, setAnswers] = useState<Partial<Record<Way, DeviceAnswer>>>({});
  const [busy, setBusy] = useState<Way | undefined>();
  const [phone, setPhone] = useState(false);
  const device = deviceWord();
  const trouble = deviceTrouble();
  useEffect(() => {
    if (deviceTrouble() !== undefined) return;
    PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().then(setPhone, () => undefined);
  }, []);
  const test = async (way: Way): Promise<void> => {
    setBusy(way);
    const answer = await tryDevice(place.rpId, way);
    setAnswers((known) => ({ ...known, [way]: answer }));
    setBusy(undefined);
  };
  const works = Object.values(answers).includes('works');
  return (
    <Frame>
      <h1>{t('try-title')}</h1>
      <p class="dim">{t('try-text', { device })}</p>
      {trouble !== undefined && <DeviceTrouble trouble={trouble} />}
      {trouble === undefined && (
        <>
          <section class="sheet stack-s">
            <h2>{t('way-hardware')}</h2>
            <p class="dim fact">{t('way-hardware-text')}</p>
            <Answer way="hardware" answer={answers.hardware} />
            <Button
              kind={works ? 'plain' : 'do'}
              icon="key"
              wide
              busy={busy === 'hardware' && t('touch-key-twice')}
              onClick={() => void test('hardware')}
            >
              {t('try-touch')}
            </Button>
            <p class="label">{t('try-touch-text')}</p>
          </section>
          {phone ? (
            <section class="sheet stack-s">
              <h2>{t('setup-phone-title', { device })}</h2>
              <p class="dim fact">{t('setup-phone-text', { device })}</p>
              <Answer way="phone" answer={answers.phone} />
              <Button icon={device} wide busy={busy === 'phone' && t('working')} onClick={() => void test('phone')}>
                {t('try-phone', { device })}
              </Button>
            </section>
          ) : (
            <p class="dim fact">{t('try-phone-none', { device })}</p>
          )}
          <p class="dim fact">{t('try-again-text')}</p>
        </>
      )}
      <RowList
        rows={[
          { title: t('signin-invited'), text: t('signin-invited-text'), icon: 'envelope-open', href: '/join' },
          { title: t('try-back'), icon: 'key', href: '/' },
        ]}
      />
    </Frame>
  );
}

function Answer({ way, answer }: { way: Way; answer: DeviceAnswer | undefined }) {
  if (answer === undefined) return null;
  if (answer === 'works') return <Notice look="fine" what={t(`try-${way}-works`, { device: deviceWord() })} />;
  return <Notice what={t(`try-answer-${answer}`)} next={t(`try-answer-${answer}-next`)} />;
}
