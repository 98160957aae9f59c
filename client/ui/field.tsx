import type { ComponentChildren, TargetedEvent } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { locale, t } from '../words/words.ts';
import { Icon } from './icon.tsx';
import { monthNames } from './time.ts';
import { joinDay, latinDigits, splitDay, tidyTime } from './typed.ts';

interface Common {
  label: string;
  /** Who reads it and until when; stands between the label and the input. */
  note?: ComponentChildren;
  /** Names the part that is wrong and says what is kept. */
  error?: string | undefined;
  optional?: string | undefined;
}

interface FrameProps extends Common {
  id: string;
  children: ComponentChildren;
}

function Frame({ id, label, note, error, optional, children }: FrameProps) {
  return (
    <div class={`field${error === undefined ? '' : ' wrong'}`}>
      <label for={id}>
        {label}
        {optional !== undefined && <span class="dim"> {optional}</span>}
      </label>
      <Note id={id} note={note} error={error} />
      {children}
    </div>
  );
}

function Note({ id, note, error }: { id: string; note?: ComponentChildren; error?: string | undefined }) {
  return (
    <>
      {note !== undefined && (
        <p class="note" id={`${id}-note`}>
          {note}
        </p>
      )}
      <div aria-live="polite">
        {error !== undefined && (
          <p class="error" id={`${id}-error`}>
            <Icon name="warning" size={18} />
            <span>{error}</span>
          </p>
        )}
      </div>
    </>
  );
}

function described(id: string, props: Common): string | undefined {
  const ids = [props.note !== undefined && `${id}-note`, props.error !== undefined && `${id}-error`].filter(Boolean);
  return ids.length === 0 ? undefined : ids.join(' ');
}

interface TextFieldProps extends Common {
  value: string;
  onInput: (value: string) => void;
  onBlur?: (() => void) | undefined;
  kind?: 'text' | 'password' | 'tel' | 'time' | undefined;
  inputMode?: 'text' | 'numeric' | 'tel' | undefined;
  /** Codes and numbers stand left to right in every language, in system mono. */
  code?: boolean | undefined;
  maxLength?: number | undefined;
  disabled?: boolean | undefined;
  id?: string | undefined;
  autoComplete?: string | undefined;
  placeholder?: string | undefined;
}

export function TextField(props: TextFieldProps) {
  const own = useId();
  const id = props.id ?? own;
  const kind = props.kind ?? 'text';
  const fixed = props.code === true || kind === 'time' || kind === 'tel';
  return (
    <Frame id={id} label={props.label} note={props.note} error={props.error} optional={props.optional}>
      <input
        id={id}
        class={`input${props.code === true ? ' code' : ''}${kind === 'time' ? ' short' : ''}`}
        // preact's types allow one literal kind at a time; all of ours take the same attributes.
        type={(kind === 'time' ? 'text' : kind) as 'text'}
        value={props.value}
        dir={fixed ? 'ltr' : 'auto'}
        inputMode={props.inputMode}
        maxLength={props.maxLength}
        disabled={props.disabled}
        placeholder={props.placeholder}
        autoComplete={props.autoComplete ?? 'off'}
        autoCapitalize="off"
        spellcheck={false}
        aria-invalid={props.error === undefined ? undefined : 'true'}
        aria-describedby={described(id, props)}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onBlur={props.onBlur}
      />
    </Frame>
  );
}

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
      <Note id={id} note={props.note} error={error} />
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

/** A time of day as HH:MM, 24 hours. The note names the zone. "950" becomes 09:50 when one leaves the field. */
export function TimeField(props: Omit<TextFieldProps, 'kind' | 'code'>) {
  return (
    <TextField
      {...props}
      kind="time"
      inputMode="numeric"
      maxLength={5}
      placeholder={props.placeholder ?? '00:00'}
      onBlur={() => {
        const tidy = tidyTime(props.value);
        if (tidy !== props.value) props.onInput(tidy);
        props.onBlur?.();
      }}
    />
  );
}

interface TextAreaProps extends Common {
  value: string;
  onInput: (value: string) => void;
  rows?: number | undefined;
  maxLength?: number | undefined;
  code?: boolean | undefined;
}

export function TextArea(props: TextAreaProps) {
  const id = useId();
  return (
    <Frame id={id} label={props.label} note={props.note} error={props.error} optional={props.optional}>
      <textarea
        id={id}
        class={`input${props.code === true ? ' code' : ''}`}
        dir={props.code === true ? 'ltr' : 'auto'}
        rows={props.rows ?? 4}
        maxLength={props.maxLength}
        value={props.value}
        autoComplete="off"
        aria-invalid={props.error === undefined ? undefined : 'true'}
        aria-describedby={described(id, props)}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </Frame>
  );
}

interface Option<V extends string> {
  value: V;
  label: string;
  note?: string | undefined;
}

interface PickProps<V extends string> extends Common {
  value: V | '';
  onPick: (value: V) => void;
  options: readonly Option<V>[];
}

interface SelectProps<V extends string> extends PickProps<V> {
  /** Words for "nothing picked yet". */
  empty?: string | undefined;
}

export function Select<V extends string>(props: SelectProps<V>) {
  const id = useId();
  const pick = (event: TargetedEvent<HTMLSelectElement>): void => {
    const found = props.options.find((one) => one.value === event.currentTarget.value);
    if (found !== undefined) props.onPick(found.value);
  };
  return (
    <Frame id={id} label={props.label} note={props.note} error={props.error} optional={props.optional}>
      <span class="select">
        <select
          id={id}
          class="input"
          value={props.value}
          aria-invalid={props.error === undefined ? undefined : 'true'}
          aria-describedby={described(id, props)}
          onChange={pick}
        >
          {props.empty !== undefined && <option value="">{props.empty}</option>}
          {props.options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
        <Icon name="down" size={20} />
      </span>
    </Frame>
  );
}

/** One of a few, all to be seen at once. */
export function Choices<V extends string>(props: PickProps<V> & { inline?: boolean | undefined }) {
  const id = useId();
  return (
    <fieldset class={`field${props.error === undefined ? '' : ' wrong'}`} aria-describedby={described(id, props)}>
      <legend>{props.label}</legend>
      <Note id={id} note={props.note} error={props.error} />
      <div class={props.inline === true ? 'row' : 'stack-s'}>
        {props.options.map((one) => (
          <label key={one.value} class="choice">
            <input
              type="radio"
              name={id}
              value={one.value}
              checked={one.value === props.value}
              onChange={() => props.onPick(one.value)}
            />
            <span>
              {one.label}
              {one.note !== undefined && <span class="note">{one.note}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface TickProps {
  label: ComponentChildren;
  note?: ComponentChildren;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function Tick({ label, note, checked, onChange }: TickProps) {
  return (
    <label class="choice bare">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>
        {label}
        {note !== undefined && <span class="note">{note}</span>}
      </span>
    </label>
  );
}

/** Turns something on at once; no button follows. */
export function Switch({ label, note, checked, onChange }: TickProps) {
  return (
    <label class="switch">
      <span class="grow">
        <b>{label}</b>
        {note !== undefined && <span class="note">{note}</span>}
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}
