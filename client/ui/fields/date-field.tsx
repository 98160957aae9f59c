import { useId, useRef, useState } from 'preact/hooks';
import { locale, t } from '../../words/words.ts';
import { described, FieldNote, type Common } from './field-frame.tsx';
import { Icon } from '../icon.tsx';
import { monthNames } from '../../lib/time.ts';
import { joinDay, latinDigits, splitDay } from '../../lib/typed.ts';

interface DayProps extends Common {
  /** YYYY-MM-DD, or empty. */
  value: string;
  /** Called with the whole day once it exists in the calendar; with nothing while it does not. */
  onInput: (value: string) => void;
}

/** Day, month by name, year: nobody can read 04/11 as the wrong month. */
export function DateField(props: DayProps) {
  const id = useId();
  const parts = useRef({ y: '', m: '', d: '' });
  if (props.value !== '') parts.current = splitDay(props.value);
  const [, redraw] = useState(0);
  const change = (part: 'y' | 'm' | 'd', typed: string): void => {
    parts.current = { ...parts.current, [part]: latinDigits(typed) };
    props.onInput(joinDay(parts.current));
    redraw((n) => n + 1);
  };
  const { y, m, d } = parts.current;
  const whole = /^[0-9]{4}$/.test(y) && m !== '' && d !== '';
  // "This is needed" is for what is empty; a day that no calendar has is told as such.
  const error = whole && props.value === '' ? t('field-day-wrong') : props.error;
  const number = { type: 'text', inputMode: 'numeric', class: 'input', dir: 'ltr', autoComplete: 'off' } as const;
  return (
    <fieldset
      class={`field${error === undefined ? '' : ' wrong'}`}
      aria-describedby={described(id, { ...props, error })}
    >
      <legend>{props.label}</legend>
      <FieldNote id={id} note={props.note} error={error} />
      <div class="day">
        <label>
          <span class="note">{t('date-day')}</span>
          <input {...number} maxLength={2} value={d} onInput={(event) => change('d', event.currentTarget.value)} />
        </label>
        <label>
          <span class="note">{t('date-month')}</span>
          <span class="select">
            <select class="input" value={m} onChange={(event) => change('m', event.currentTarget.value)}>
              <option value="" />
              {monthNames(locale.value).map((name, i) => (
                <option key={name} value={String(i + 1)}>
                  {name}
                </option>
              ))}
            </select>
            <Icon name="down" size={20} />
          </span>
        </label>
        <label>
          <span class="note">{t('date-year')}</span>
          <input {...number} maxLength={4} value={y} onInput={(event) => change('y', event.currentTarget.value)} />
        </label>
      </div>
    </fieldset>
  );
}
