/** The content of Help now: on its own page, and over a page that must not be left. */
import { me, ownName } from '../state/session.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { t } from '../words/words.ts';

/** 112 is valid in all of Europe. These words are here and not in a catalogue, so that they always load. */
const sos = '112';

/** Help now as a dialog, over a page that shows something which leaving would destroy. */
export function HelpDialog({ duty, onClose }: { duty: string | undefined; onClose: () => void }) {
  return (
    <Dialog title={t('help-title')} onClose={onClose}>
      <p class="dim">{t('help-text')}</p>
      <HelpWords duty={duty} />
    </Dialog>
  );
}

/** The number is known from an invitation, or once somebody is in. */
export function HelpWords({ duty }: { duty?: string | undefined }) {
  const phone = duty ?? me.value?.event.dutyPhone ?? '';
  const name = ownName.value;
  return (
    <>
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
    </>
  );
}

export function CallLink({ number, label, quiet = false }: { number: string; label: string; quiet?: boolean }) {
  return (
    <a class={quiet ? 'aside act' : 'duty'} href={`tel:${number.replaceAll(' ', '')}`}>
      <Icon name="call" size={quiet ? 22 : 36} />
      <span>
        {label} <b class="ltr">{number}</b>
      </span>
    </a>
  );
}
