/** Countries never to pass through: as they were typed, and as the travel team's computer will understand them. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { StateChip } from '../../ui/chip.tsx';
import type { Countries } from '#domain/input/countries.ts';
import { TextArea } from '../../ui/fields/field.tsx';
import { t } from '../../words/words.ts';
import { splitList } from '../../state/clean-input.ts';
import { countryWords } from '../../state/country-names.ts';
import { countries, needCountries } from '../../state/country-table.ts';

interface NeverThroughProps {
  note: ComponentChildren;
  error: string | undefined;
  never: readonly string[];
  onInput: (never: readonly string[]) => void;
}

export function NeverThrough({ note, error, never, onInput }: NeverThroughProps) {
  useEffect(() => void needCountries(), []);
  const table = countries.value;
  const names = never.flatMap(splitList);
  return (
    <div class="stack-s">
      <TextArea
        label={t('field-avoid')}
        note={note}
        error={error}
        optional={t('optional')}
        rows={3}
        value={never.join('\n')}
        maxLength={1200}
        onInput={(typed) => onInput(typed.split('\n'))}
      />
      {table !== undefined && names.length > 0 && (
        <ul class="plainlist stack-s" aria-label={t('never-read')} aria-live="polite">
          {names.map((name, at) => (
            <Read
              key={at}
              name={name}
              table={table}
              onPick={(picked) => onInput(names.map((one) => (one === name ? picked : one)))}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface ReadProps {
  name: string;
  table: Countries;
  onPick: (name: string) => void;
}

/** One name: the countries it means, or that it means none. Where it may mean several, all are kept unless she picks one. */
function Read({ name, table, onPick }: ReadProps) {
  const codes = table.codesOf(name);
  const isKnown = table.knows(name);
  if (codes.length === 0)
    return (
      <li>
        <StateChip look="soon" icon="warning">
          {t('never-unknown', { name })}
        </StateChip>
      </li>
    );
  const meant = countryWords(codes);
  const also = table.withTerritories(codes).filter((code) => !codes.includes(code));
  return (
    <li class="row">
      {meant.map((country, at) => (
        <StateChip key={codes[at]} look="fine" icon="check">
          {country}
        </StateChip>
      ))}
      {!isKnown && (
        <StateChip look="soon" icon="warning">
          {t('never-partly', { name })}
        </StateChip>
      )}
      {also.length > 0 && <span class="note">{t('never-also', { countries: countryWords(also).join(', ') })}</span>}
      {meant.length > 1 && isKnown && (
        <>
          <span class="note">{t('never-several', { name })}</span>
          {meant.map((country, at) => (
            <Button key={codes[at]} small onClick={() => onPick(country)}>
              {t('never-only', { country })}
            </Button>
          ))}
        </>
      )}
    </li>
  );
}
