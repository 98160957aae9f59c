import { useId } from 'preact/hooks';
import { Icon } from '../../ui/icon.tsx';
import type { Ledger } from '../../vault/log/ledger.ts';
import { t } from '../../words/words.ts';
import type { Asked, LineSort, Span } from './ledger-lines.ts';
import { kindName, teamName } from '../../state/names.ts';

interface FiltersProps {
  ledger: Ledger;
  asked: Asked;
  count: number;
  onAsk: (asked: Asked) => void;
}

const sorts: readonly LineSort[] = ['all', 'openings', 'members', 'voids', 'envelopes'];
const spans: readonly Span[] = ['all', '1', '7', '30'];

export function LedgerFilters({ ledger, asked, count, onAsk }: FiltersProps) {
  const opened = ledger.lines.flatMap(({ opening }) => opening ?? []);
  const teams = [...new Set(opened.map(({ desk }) => desk as string))];
  const kinds = [...new Set(opened.map(({ kind }) => kind as string))];
  return (
    <div class="row filters">
      <Filter
        label={t('ledger-filter-sort')}
        value={asked.sort}
        options={sorts.map((value) => [value, t(`ledger-sort-${value}`)])}
        onPick={(sort) => onAsk({ ...asked, sort: sort as LineSort })}
      />
      <Filter
        label={t('ledger-filter-days')}
        value={asked.days}
        options={spans.map((value) => [
          value,
          value === 'all' ? t('ledger-all-days') : t('ledger-days', { count: Number(value) }),
        ])}
        onPick={(days) => onAsk({ ...asked, days: days as Span })}
      />
      {teams.length > 0 && (
        <Filter
          label={t('ledger-filter-team')}
          value={asked.team}
          options={[['any', t('ledger-any-team')], ...teams.map((team) => [team, teamName(team)] as const)]}
          onPick={(team) => onAsk({ ...asked, team })}
        />
      )}
      {kinds.length > 0 && (
        <Filter
          label={t('ledger-filter-kind')}
          value={asked.kind}
          options={[['any', t('ledger-any-kind')], ...kinds.map((kind) => [kind, kindName(kind)] as const)]}
          onPick={(kind) => onAsk({ ...asked, kind })}
        />
      )}
      <span class="grow" />
      <span class="dim" role="status">
        {t('ledger-count', { count })}
      </span>
    </div>
  );
}

interface FilterProps {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onPick: (value: string) => void;
}

/** A round select without a label over it: what is picked says what it is. */
function Filter({ label, value, options, onPick }: FilterProps) {
  const id = useId();
  const set = value !== 'all' && value !== 'any';
  return (
    <span class={`select round${set ? ' set' : ''}`}>
      <label class="sr" for={id}>
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
      <Icon name="down" size={18} />
    </span>
  );
}
