/** Two fields of the programme team: names with commas, and a whole number. */
import { useState } from 'preact/hooks';
import { TextField } from '../ui/fields/field.tsx';
import { unfinishedWords, useMarked } from '../ui/fields/unfinished-words.ts';
import { isUnfinished, readNumber, type UnfinishedList } from '../lib/unfinished.ts';
import { splitList } from '../state/clean-input.ts';
import type { UnfinishedFields } from '../state/unfinished-fields.ts';

interface ListFieldProps {
  label: string;
  note: string;
  values: readonly string[] | UnfinishedList;
  most: number;
  length: number;
  onList: (values: readonly string[] | UnfinishedList) => void;
}

/**
 * A field for names with commas between them. A comma that was just typed stays. Too many or too long names are not
 * cut: the field is marked.
 */
export function ListField({ label, note, values, most, length, onList }: ListFieldProps) {
  const [text, setText] = useState(isUnfinished(values) ? values.typed : values.join(', '));
  const fits = (names: readonly string[]) => names.length <= most && names.every((name) => [...name].length <= length);
  // Something else changed it, such as undo.
  const current = isUnfinished(values)
    ? values.typed
    : splitList(text).join() === values.join()
      ? text
      : values.join(', ');
  return (
    <TextField
      label={label}
      note={note}
      value={current}
      error={isUnfinished(values) ? unfinishedWords(values) : undefined}
      onInput={(typed) => {
        setText(typed);
        const names = splitList(typed);
        onList(fits(names) ? names : { unfinished: 'list', typed, most, length });
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
  /** Keeps what was typed, under this name, until it is a number that is allowed here. */
  unfinished: UnfinishedFields;
  name: string;
  onNumber: (value: number) => void;
}

/** A field for a whole number; empty means 0. What is no number, or too large, is kept as it was typed, and is marked. */
export function NumberField({ label, note, value, least = 0, most, unfinished, name, onNumber }: NumberFieldProps) {
  const shown = unfinished.number(name, value);
  const { marked, leave } = useMarked(isUnfinished(shown));
  return (
    <TextField
      label={label}
      note={note}
      inputMode="numeric"
      // Long enough for text that is no number: cut short, it would be another number.
      maxLength={40}
      value={typeof shown === 'object' ? shown.typed : shown === 0 ? '' : String(shown)}
      error={marked && isUnfinished(shown) ? unfinishedWords(shown) : undefined}
      onInput={(typed) => unfinished.take(name, readNumber(typed, least, most), onNumber)}
      onBlur={leave}
    />
  );
}
