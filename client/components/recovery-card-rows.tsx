/** Four fields of nine digits, typed from paper. Digits of other scripts are accepted. */
import { TextField } from '../ui/fields/field.tsx';
import { latinDigits } from '#domain/input/clean.ts';
import { typedPart } from '../lib/typed.ts';
import { t } from '../words/words.ts';

const NAMES = ['A', 'B', 'C', 'D'] as const;

export const noRows: readonly string[] = ['', '', '', ''];

/** Return only the digits, as the vault reads them. */
export function bareRow(typed: string): string {
  return typedPart(typed).replace(/[^0-9]/gu, '');
}

interface CardRowsProps {
  rows: readonly string[];
  /** The rows that are wrong. */
  wrong: readonly number[];
  onInput: (rows: readonly string[]) => void;
}

export function CardRows({ rows, wrong, onInput }: CardRowsProps) {
  return (
    <>
      {NAMES.map((name, row) => (
        <TextField
          key={name}
          code
          label={t('card-row', { row: name })}
          inputMode="numeric"
          maxLength={16}
          value={rows[row] ?? ''}
          error={wrong.includes(row) ? t('card-row-wrong', { row: name }) : undefined}
          onInput={(typed) => onInput(rows.map((other, at) => (at === row ? latinDigits(typed) : other)))}
        />
      ))}
    </>
  );
}
