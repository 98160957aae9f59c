/** Two fields of the programme team: names with commas, and a whole number. */
import { useState } from 'preact/hooks';
import { TextField } from '../ui/fields/field.tsx';
import { sayHalf, useMarked } from '../ui/fields/unfinished-words.ts';
import { isHalf, readNumber, type HalfList } from '../lib/unfinished.ts';
import type { Halves } from '../state/unfinished-fields.ts';

interface ListFieldProps {
  label: string;
  note: string;
  values: readonly string[] | HalfList;
  most: number;
  length: number;
  onList: (values: readonly string[] | HalfList) => void;
}

/** Names with commas between them; a comma that was just typed stays. What does not fit is not cut: it is marked. */
export function ListField({ label, note, values, most, length, onList }: ListFieldProps) {
  const [text, setText] = useState(isHalf(values) ? values.typed : values.join(', '));
  const read = (typed: string) =>
    typed
      .split(/[,،]/u)
      .map((name) => name.trim())
      .filter((name) => name !== '');
  const fits = (names: readonly string[]) => names.length <= most && names.every((name) => [...name].length <= length);
  // Something else changed it, such as undo.
  const shown = isHalf(values) ? values.typed : read(text).join() === values.join() ? text : values.join(', ');
  return (
    <TextField
      label={label}
      note={note}
      value={shown}
      error={isHalf(values) ? sayHalf(values) : undefined}
      onInput={(typed) => {
        setText(typed);
        const names = read(typed);
        onList(fits(names) ? names : { half: 'list', typed, most, length });
      }}
    />
  );
}

interface NumberFieldProps {
  label: string;
  note?: string | undefined;
  value: number;
  least?: number | undefined;
  most: number;
  /** What is typed and no such number stands here, under this name, until it is one. */
  halves: Halves;
  name: string;
  onNumber: (value: number) => void;
}

/** A whole number; nothing is 0. What is none, or too many, is not taken: it stays as it was typed, and is marked. */
export function NumberField({ label, note, value, least = 0, most, halves, name, onNumber }: NumberFieldProps) {
  const shown = halves.number(name, value);
  const { marked, leave } = useMarked(isHalf(shown));
  return (
    <TextField
      label={label}
      note={note}
      inputMode="numeric"
      // Room for what is no number: cut short it would be another one.
      maxLength={40}
      value={isHalf(shown) ? shown.typed : shown === 0 ? '' : String(shown)}
      error={marked && isHalf(shown) ? sayHalf(shown) : undefined}
      onInput={(typed) => halves.take(name, readNumber(typed, least, most), onNumber)}
      onBlur={leave}
    />
  );
}
