/** Help now: without a key. Once loaded it needs no network. */
import { me } from '../session.ts';
import { Icon } from '../ui/icon.tsx';
import { t } from '../words/words.ts';
import { Frame } from './frame.tsx';
import { ownName } from './own.ts';

/** 112 is the same in all of Europe; the words stand here so that they need no catalogue. */
const sos = '112';

export function Help() {
  const phone = me.value?.event.dutyPhone ?? '';
  const name = ownName.value;
  return (
    <Frame help={false}>
      <div>
        <h1>{t('help-title')}</h1>
        <p class="dim">{t('help-text')}</p>
      </div>
      {phone === '' ? (
        <section class="sheet stack-s">
          <h2>{t('help-slip')}</h2>
          <p class="dim">{t('help-slip-text')}</p>
        </section>
      ) : (
        <CallLink number={phone} label={t('help-call')} />
      )}
      <section class="sheet stack-s">
        <h2 class="over">{t('help-say')}</h2>
        <p class="said">{name === '' ? t('help-say-words-none') : t('help-say-words', { alias: name })}</p>
        <p class="said">{t('help-say-not-met')}</p>
        <p class="dim fact">{t('help-say-note')}</p>
      </section>
      <section class="sheet stack-s">
        <h2 class="over">{t('help-swedish')}</h2>
        <p class="said" lang="sv" dir="ltr">
          {t('help-swedish-words')}
        </p>
        <p class="dim fact">{t('help-swedish-note')}</p>
      </section>
      <h2>{t('help-other')}</h2>
      <CallLink number={sos} label={t('help-sos')} quiet />
    </Frame>
  );
}

function CallLink({ number, label, quiet = false }: { number: string; label: string; quiet?: boolean }) {
  return (
    <a class={quiet ? 'aside act' : 'duty'} href={`tel:${number.replaceAll(' ', '')}`}>
      <Icon name="call" size={quiet ? 22 : 36} />
      <span>
        {label} <b class="ltr">{number}</b>
      </span>
    </a>
  );
}
