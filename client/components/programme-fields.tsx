/** Two fields of the programme team: names with commas, and a whole number. */
import { useState } from 'preact/hooks';
import { TextField } from '../ui/fields/field.tsx';

interface ListFieldProps {
  label: string;
  note: string;
  values: readonly string[];
  most: number;
  length: number;
  onList: (values: readonly string[]) => void;
}

/** Names with commas between them; a comma that was just typed stays. */
export function ListField({ label, note, values, most, length, onList }: ListFieldProps) {
  const [text, setText] = useState(values.join(', '));
  const read = (typed: string) =>
    typed
      .split(/[,،]/u)
      .map((name) => [...name.trim()].slice(0, length).join(''))
      .filter((name) => name !== '')
      .slice(0, most);
  // Something else changed it, such as undo.
  const shown = read(text).join() === values.join() ? text : values.join(', ');
  return (
    <TextField
      label={label}
      note={note}
      value={shown}
      onInput={(typed) => {
        setText(typed);
        onList(read(typed));
      }}
    />
  );
}

interface NumberFieldProps {
  label: string;
  note?: string | undefined;
  value: number;
  most: number;
  onNumber: (value: number) => void;
}

/** A whole number; nothing is 0. */
export function NumberField({ label, note, value, most, onNumber }: NumberFieldProps) {
  return (
    <TextField
      label={label}
      note={note}
      inputMode="numeric"
      maxLength={4}
      value={value === 0 ? '' : String(value)}
      onInput={(typed) => onNumber(Math.min(most, Number(typed.replaceAll(/[^0-9]/gu, '')) || 0))}
    />
  );
}
