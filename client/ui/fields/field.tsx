import { useId } from 'preact/hooks';
import { described, FieldFrame, type Common } from './field-frame.tsx';
import { unfinishedWords, useMarked } from './unfinished-words.ts';
import { isUnfinished, readTime, settledTime, type TypedTime } from '../../lib/unfinished.ts';
import { attributeLength, tooLong } from './too-long.ts';
import { Input, TextBox } from './input.tsx';

interface TextFieldProps extends Common {
  value: string;
  onInput: (value: string) => void;
  onBlur?: (() => void) | undefined;
  onEnter?: (() => void) | undefined;
  kind?: 'text' | 'password' | 'tel' | 'time' | undefined;
  inputMode?: 'text' | 'numeric' | 'tel' | undefined;
  /** True for codes and numbers: left to right in every language, in the system's monospace font. */
  code?: boolean | undefined;
  maxLength?: number | undefined;
  disabled?: boolean | undefined;
  id?: string | undefined;
  placeholder?: string | undefined;
}

export function TextField(props: TextFieldProps) {
  const own = useId();
  const id = props.id ?? own;
  const kind = props.kind ?? 'text';
  const fixed = props.code === true || kind === 'time' || kind === 'tel';
  const error = props.error ?? tooLong(props.value, props.maxLength);
  return (
    <FieldFrame id={id} label={props.label} note={props.note} error={error} optional={props.optional}>
      <Input
        id={id}
        class={`input${props.code === true ? ' code' : ''}${kind === 'time' ? ' short' : ''}`}
        type={kind === 'time' ? 'text' : kind}
        value={props.value}
        dir={fixed ? 'ltr' : 'auto'}
        inputMode={props.inputMode}
        maxLength={attributeLength(props.maxLength)}
        disabled={props.disabled}
        placeholder={props.placeholder}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={described(id, { ...props, error })}
        onInput={(event) => props.onInput(oneLine(event.currentTarget.value))}
        onBlur={props.onBlur}
        onKeyDown={(event) => event.key === 'Enter' && props.onEnter?.()}
      />
    </FieldFrame>
  );
}

/** A browser takes \n and \r out of a box of one line, and leaves the other ends of lines in it. */
function oneLine(typed: string): string {
  return typed.replaceAll(/[\v\f\u0085\u2028\u2029]/gu, ' ');
}

interface TimeFieldProps extends Omit<
  TextFieldProps,
  'kind' | 'code' | 'value' | 'onInput' | 'maxLength' | 'onBlur' | 'onEnter'
> {
  value: TypedTime;
  onInput: (value: TypedTime) => void;
}

/**
 * A time of day as HH:MM, 24 hours. "950" becomes 09:50 when the field is left; a text that is no time is marked then.
 */
export function TimeField({ value, onInput, error, ...rest }: TimeFieldProps) {
  const settled = settledTime(value);
  const { marked, leave } = useMarked(isUnfinished(settled));
  const settle = (): void => {
    if (!isUnfinished(settled) && settled !== value) onInput(settled);
  };
  return (
    <TextField
      {...rest}
      kind="time"
      inputMode="numeric"
      // Enough characters for what is no time, such as 9:30 pm: cut short it would be another time.
      maxLength={12}
      placeholder={rest.placeholder ?? '00:00'}
      value={isUnfinished(value) ? value.typed : value}
      error={marked && isUnfinished(settled) ? unfinishedWords(settled) : error}
      onInput={(typed) => onInput(readTime(typed))}
      onBlur={() => {
        settle();
        leave();
      }}
      // A field that settles only when its form goes away would change what was just sent.
      onEnter={settle}
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
  const error = props.error ?? tooLong(props.value, props.maxLength);
  return (
    <FieldFrame id={id} label={props.label} note={props.note} error={error} optional={props.optional}>
      <TextBox
        id={id}
        class={`input${props.code === true ? ' code' : ''}`}
        dir={props.code === true ? 'ltr' : 'auto'}
        rows={props.rows ?? 4}
        maxLength={attributeLength(props.maxLength)}
        value={props.value}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={described(id, { ...props, error })}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </FieldFrame>
  );
}
