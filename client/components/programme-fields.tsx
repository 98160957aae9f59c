/** Two fields of the programme team: names with commas, and a whole number. */
import { useState } from 'preact/hooks';
import { TextField } from '../ui/fields/field.tsx';
import { unfinishedWords } from '../ui/fields/unfinished-words.ts';
import { isUnfinished, type UnfinishedList } from '../lib/unfinished.ts';
import { latinDigits } from '../lib/typed.ts';
import { t } from '../words/words.ts';

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
  const read = (typed: string) =>
    typed
      .split(/[,،]/u)
      .map((name) => name.trim())
      .filter((name) => name !== '');
  const fits = (names: readonly string[]) => names.length <= most && names.every((name) => [...name].length <= length);
  // Something else changed it, such as undo.
  const current = isUnfinished(values) ? values.typed : read(text).join() === values.join() ? text : values.join(', ');
  return (
    <TextField
      label={label}
      note={note}
      value={current}
      error={isUnfinished(values) ? unfinishedWords(values) : undefined}
      onInput={(typed) => {
        setText(typed);
        const names = read(typed);
        onList(fits(names) ? names : { unfinished: 'list', typed, most, length });
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

/** Return the number: 1200, 1 200 and 1,200 are one number; 1.5 and 1,5 are none. */
function countIn(typed: string): number | undefined {
  const text = latinDigits(typed.trim());
  if (!/^([0-9]*|[0-9]{1,3}([ ,.'\u00a0\u202f][0-9]{3})+)$/u.test(text)) return undefined;
  return Number(text.replaceAll(/[^0-9]/gu, ''));
}

/** A field for a whole number; empty means 0. It does not take what is no number or too large, and says so. */
export function NumberField({ label, note, value, most, onNumber }: NumberFieldProps) {
  const [refused, setRefused] = useState(false);
  return (
    <TextField
      label={label}
      note={note}
      inputMode="numeric"
      maxLength={8}
      value={value === 0 ? '' : String(value)}
      error={refused ? t('typed-count', { most }) : undefined}
      onInput={(typed) => {
        const count = countIn(typed);
        const taken = count !== undefined && count <= most;
        setRefused(!taken);
        if (taken) onNumber(count);
      }}
    />
  );
}
