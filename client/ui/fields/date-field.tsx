import type { TargetedEvent } from 'preact';
import { useId } from 'preact/hooks';
import { locale, t } from '../../words/words.ts';
import { described, FieldNote, type Common } from './field-frame.tsx';
import { unfinishedWords, useMarked } from './unfinished-words.ts';
import { dayFault, isUnfinished, readDay, type TypedDay } from '../../lib/unfinished.ts';
import { Icon } from '../icon.tsx';
import { Input } from './input.tsx';
import { monthNames } from '../../lib/time.ts';
import { splitDay, typedPart, type DayParts } from '../../lib/typed.ts';

interface DayProps extends Common {
  value: TypedDay;
  /** Called with the day, with nothing where all three are empty, or with what was typed where it is no day yet. */
  onInput: (value: TypedDay) => void;
}

/**
 * Day, month by name, year: nobody can read 04/11 as the wrong month. A value that is no day is marked once the field
 * is left.
 */
export function DateField(props: DayProps) {
  const id = useId();
  const { value } = props;
  const unfinished = isUnfinished(value) ? value : undefined;
  const { marked, leave } = useMarked(unfinished !== undefined);
  const parts = isUnfinished(value) ? value.typed : splitDay(value);
  const fault = unfinished === undefined ? undefined : dayFault(unfinished);
  const error =
    unfinished !== undefined && (marked || fault === 'impossible') ? unfinishedWords(unfinished) : props.error;
  const change = (part: keyof DayParts, typed: string): void =>
    props.onInput(readDay({ ...parts, [part]: typedPart(typed) }));
  const wrongPart = (part: keyof DayParts): 'true' | undefined => {
    if (error === undefined) return undefined;
    if (fault === 'unfinished') return isPart[part].test(parts[part]) ? undefined : 'true';
    return fault === 'far' && part !== 'y' ? undefined : 'true';
  };
  const field = (part: 'd' | 'y') => ({
    inputMode: 'numeric' as const,
    class: 'input',
    dir: 'ltr' as const,
    // Longer than the part: a paste with unseen marks must not be cut into another number.
    maxLength: 24,
    value: parts[part],
    'aria-invalid': wrongPart(part),
    onInput: (event: TargetedEvent<HTMLInputElement>) => change(part, event.currentTarget.value),
  });
  return (
    <fieldset
      class={`field${error === undefined ? '' : ' wrong'}`}
      aria-describedby={described(id, { ...props, error })}
      onFocusOut={(event) => !inside(event) && leave()}
    >
      <legend>{props.label}</legend>
      <FieldNote id={id} note={props.note} error={error} />
      <div class="day">
        <label>
          <span class="note">{t('date-day')}</span>
          <Input {...field('d')} />
        </label>
        <label>
          <span class="note">{t('date-month')}</span>
          <span class="select">
            <select
              class="input"
              value={parts.m}
              aria-invalid={wrongPart('m')}
              onChange={(event) => change('m', event.currentTarget.value)}
            >
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
          <Input {...field('y')} />
        </label>
      </div>
    </fieldset>
  );
}

const isPart = { d: /^[0-9]{1,2}$/u, m: /./u, y: /^[0-9]{4}$/u } as const;

/** The focus goes on to another part of the same day. */
const inside = (event: TargetedEvent<HTMLFieldSetElement, FocusEvent>): boolean =>
  event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
