import { useId } from 'preact/hooks';
import { described, FieldFrame, type Common } from './field-frame.tsx';
import { tidyTime } from '../../lib/typed.ts';

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
    <FieldFrame id={id} label={props.label} note={props.note} error={props.error} optional={props.optional}>
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
    </FieldFrame>
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
    <FieldFrame id={id} label={props.label} note={props.note} error={props.error} optional={props.optional}>
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
    </FieldFrame>
  );
}
