import type { ComponentChildren, TargetedEvent } from 'preact';
import { useId } from 'preact/hooks';
import { described, FieldFrame, FieldNote, type Common } from './field-frame.tsx';
import { Icon } from '../icon.tsx';

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
    <FieldFrame id={id} label={props.label} note={props.note} error={props.error} optional={props.optional}>
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
    </FieldFrame>
  );
}

/** One of a few, all to be seen at once. */
export function Choices<V extends string>(props: PickProps<V> & { inline?: boolean | undefined }) {
  const id = useId();
  return (
    <fieldset class={`field${props.error === undefined ? '' : ' wrong'}`} aria-describedby={described(id, props)}>
      <legend>{props.label}</legend>
      <FieldNote id={id} note={props.note} error={props.error} />
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
