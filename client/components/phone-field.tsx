/** A field for a phone number. It shows the number that will be kept before it is kept; what is not sure is asked. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Phone } from '../lib/input/phone.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields/field.tsx';
import { useMarked } from '../ui/fields/unfinished-words.ts';
import { t } from '../words/words.ts';
import { countryWords } from '../state/country-names.ts';
import { needPhones, phoneOf } from '../state/phone-numbers.ts';

interface PhoneFieldProps {
  label: string;
  note?: ComponentChildren;
  error?: string | undefined;
  value: string;
  maxLength: number;
  onInput: (value: string) => void;
}

export function PhoneField(props: PhoneFieldProps) {
  const { label, note, value, maxLength, onInput } = props;
  useEffect(() => void needPhones(), []);
  const phone = phoneOf(value);
  const unsure = phone !== undefined && phone.state !== 'empty' && phone.state !== 'read';
  const { marked, leave } = useMarked(unsure);
  const error = props.error ?? (unsure && marked ? phoneWords(phone) : undefined);
  return (
    <div class="stack-s">
      <TextField
        label={label}
        note={note}
        error={error}
        code
        kind="tel"
        inputMode="tel"
        value={value}
        maxLength={maxLength}
        onInput={onInput}
        onBlur={leave}
      />
      <div role="status">
        {phone?.state === 'read' && <Kept number={phone.reading.number} country={phone.reading.country} />}
        {phone?.state === 'offered' && (
          <div class="row">
            {phone.readings.map(({ number, country }) => (
              <Button key={number} small onClick={() => onInput(number)}>
                <bdi class="ltr">{number}</bdi>
                {country !== undefined && ` · ${countryWords([country]).join('')}`}
              </Button>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

function Kept({ number, country }: { number: string; country: string | undefined }) {
  return (
    <p class="note">
      {t('phone-kept')} <bdi class="ltr">{number}</bdi>
      {country !== undefined && ` · ${countryWords([country]).join('')}`}
    </p>
  );
}

/** Return what is asked about a number that is not sure. */
export function phoneWords(phone: Phone): string | undefined {
  switch (phone.state) {
    case 'offered':
      return t('phone-offered');
    case 'unread':
      return t(`phone-${phone.why}`);
    case 'read':
      return phone.reading.isOdd ? t('phone-odd') : undefined;
    default:
      return undefined;
  }
}
