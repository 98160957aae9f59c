/** The languages that a person speaks, each under its own name. The first one picked is the one that teams write in. */
import { useId, useState } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import { cleanLine } from '#domain/input/clean.ts';
import { overBy } from '../lib/typed.ts';
import { Input } from '../ui/fields/input.tsx';
import { attributeLength, tooLong } from '../ui/fields/too-long.ts';
import { t } from '../words/words.ts';

/** Kept in the card under these codes (BCP 47), so that a desk reads them in its own language. */
const languages: Readonly<Record<string, string>> = {
  am: 'አማርኛ',
  ar: 'العربية',
  az: 'Azərbaycanca',
  be: 'Беларуская',
  bn: 'বাংলা',
  en: 'English',
  es: 'Español',
  fa: 'فارسی',
  fr: 'Français',
  hi: 'हिन्दी',
  km: 'ខ្មែរ',
  ku: 'Kurdî',
  my: 'မြန်မာ',
  ne: 'नेपाली',
  ps: 'پښتو',
  pt: 'Português',
  ru: 'Русский',
  so: 'Soomaali',
  sv: 'Svenska',
  sw: 'Kiswahili',
  ti: 'ትግርኛ',
  tr: 'Türkçe',
  ug: 'ئۇيغۇرچە',
  uk: 'Українська',
  ur: 'اردو',
  vi: 'Tiếng Việt',
  zh: '中文',
};

const [most, longest] = [12, 24] as const;

interface LanguagePickerProps {
  note: string;
  error: string | undefined;
  picked: readonly string[];
  onPick: (picked: readonly string[]) => void;
}

export function LanguagePicker({ note, error, picked, onPick }: LanguagePickerProps) {
  const id = useId();
  const [other, setOther] = useState('');
  const add = (name: string): void => {
    const plain = cleanLine(name);
    if (plain !== '' && !picked.includes(plain)) {
      if (picked.length >= most || overBy(plain, longest) > 0) return;
      onPick([...picked, plain]);
    }
    setOther('');
  };
  const toggle = (code: string): void => {
    if (picked.includes(code)) onPick(picked.filter((one) => one !== code));
    else add(code);
  };
  const typed = picked.filter((one) => languages[one] === undefined);
  const said =
    tooLong(other, longest) ??
    error ??
    (picked.length >= most && other.trim() !== '' ? t('field-languages-most', { most }) : undefined);
  return (
    <fieldset
      class={`field${said === undefined ? '' : ' wrong'}`}
      aria-describedby={`${id}-note`}
      data-stops={tooLong(other, longest) === undefined ? undefined : ''}
    >
      <legend>{t('field-languages')}</legend>
      <p class="note" id={`${id}-note`}>
        {note}
      </p>
      <div aria-live="polite">
        {said !== undefined && (
          <p class="error">
            <Icon name="warning" size={18} />
            <span>{said}</span>
          </p>
        )}
      </div>
      <div class="picks">
        {[...Object.keys(languages), ...typed].map((code) => (
          <button
            key={code}
            type="button"
            class="pick"
            aria-pressed={picked.includes(code)}
            onClick={() => toggle(code)}
          >
            {picked[0] === code && <b>1</b>}
            <bdi lang={languages[code] === undefined ? undefined : code}>{languages[code] ?? code}</bdi>
          </button>
        ))}
      </div>
      <div class="row">
        <Input
          class="input grow"
          value={other}
          maxLength={attributeLength(longest)}
          dir="auto"
          aria-label={t('field-languages-other')}
          aria-invalid={overBy(other, longest) > 0 ? 'true' : undefined}
          placeholder={t('field-languages-other')}
          onInput={(event) => setOther(event.currentTarget.value)}
          // A language that was typed and not added with the button would otherwise not be sent.
          onBlur={() => add(other)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add(other);
          }}
        />
        <button type="button" class="btn plain" disabled={other.trim() === ''} onClick={() => add(other)}>
          {t('field-languages-add')}
        </button>
      </div>
    </fieldset>
  );
}
