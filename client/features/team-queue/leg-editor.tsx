/** One leg as a row like a ticket. The leg that is being changed also has all its fields. */
import type { Leg } from '#protocol/records/kinds/itinerary.ts';
import { normaliseCode } from '#domain/my-file/card-problems.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { LegStandings } from '../../components/leg-standings.tsx';
import { Select } from '../../ui/fields/choice.tsx';
import { DateField } from '../../ui/fields/date-field.tsx';
import { TextField, TimeField } from '../../ui/fields/field.tsx';
import { isUnfinished, settle, type Typed } from '../../lib/unfinished.ts';
import { Icon } from '../../ui/icon.tsx';
import { LegRow } from '../../ui/leg.tsx';
import { Notice } from '../../ui/notice.tsx';
import { dayIn } from '../../lib/time.ts';
import { locale, t } from '../../words/words.ts';
import type { JourneyProblem } from '#domain/travel/journey-checks.ts';
import { zonesFrom } from '#domain/schedule/time-zones.ts';

const modes = ['air', 'rail', 'bus', 'ferry', 'car'] as const;

interface LegEditorProps {
  leg: Typed<Leg>;
  number: number;
  of: number;
  problems: readonly JourneyProblem[];
  alias: string;
  open: boolean;
  onToggle: () => void;
  onChange: (leg: Typed<Leg>) => void;
  onMove: (step: number) => void;
  onRemove: () => void;
}

export function LegEditor(props: LegEditorProps) {
  const { leg, number, of, problems, alias, open, onToggle, onMove, onRemove } = props;
  const settled = settle<Leg>(leg);
  const preview = settled.whole ? settled.content : settled.preview;
  const through = new Set(problems.flatMap(({ country }) => country ?? []));
  return (
    <li class="legedit">
      <LegRow
        mode={leg.mode}
        day={
          preview.departDate === ''
            ? t('edit-leg', { number })
            : dayIn(`${preview.departDate}T12:00:00Z`, 'UTC', locale.value)
        }
        line={`${leg.carrier} ${leg.number}`.trim() || t(`mode-${leg.mode}`)}
        from={{ code: leg.from || '?', time: preview.departTime }}
        to={{ code: leg.to || '?', time: preview.arriveTime }}
      />
      <div class="row">
        <Button small expanded={open} onClick={onToggle}>
          {open ? t('edit-fold') : t('edit-change-leg', { number })}
        </Button>
        {problems.length > 0 && !open && (
          <span class="error">
            <Icon name="warning" size={18} />
            {t('queue-problems', { count: problems.length })}
          </span>
        )}
        <span class="grow" />
        {number > 1 && <IconButton icon="up" label={t('edit-up', { number })} onClick={() => onMove(-1)} />}
        {number < of && <IconButton icon="down" label={t('edit-down', { number })} onClick={() => onMove(1)} />}
        <IconButton icon="x" label={t('edit-remove-nth', { number })} onClick={onRemove} />
      </div>
      {[...through].map((country) => (
        <Notice key={country} look="soon" icon="warning" what={t('edit-avoid', { country, alias })} />
      ))}
      <LegStandings legs={[preview]} />
      {open && <LegFields {...props} />}
    </li>
  );
}

function LegFields({ leg, problems, number, onChange }: LegEditorProps) {
  const set = (part: Partial<Typed<Leg>>) => onChange({ ...leg, ...part });
  const wrong = (name: keyof Leg) => {
    const found = problems.find(
      (problem) => problem.country === undefined && problem.field === `legs.${number - 1}.${name}`,
    );
    return found === undefined || (found.code === 'needed' && leg[name] === '') ? undefined : sayProblem(found);
  };
  const tidy = (name: 'from' | 'to' | 'carrier' | 'number' | 'booking') => () => {
    const code = normaliseCode(leg[name]);
    if ((leg.mode === 'air' || name === 'booking') && code !== leg[name]) set({ [name]: code });
  };
  const field = (name: 'from' | 'to' | 'carrier' | 'number' | 'booking' | 'seat', label: string, max: number) => ({
    label,
    value: leg[name],
    maxLength: max,
    error: wrong(name),
    onInput: (value: string) => set({ [name]: value }),
    onBlur: name === 'seat' ? undefined : tidy(name),
  });
  return (
    <div class="stack legfields">
      <div class="three">
        <Select
          label={t('edit-mode')}
          value={leg.mode}
          onPick={(mode) => set({ mode })}
          options={modes.map((value) => ({ value, label: t(`mode-${value}`) }))}
        />
        <TextField {...field('carrier', t('edit-carrier'), 8)} />
        <TextField {...field('number', t('edit-number'), 8)} />
      </div>
      <End leg={leg} end="depart" place={field('from', t('edit-from'), 60)} wrong={wrong} set={set} />
      <End leg={leg} end="arrive" place={field('to', t('edit-to'), 60)} wrong={wrong} set={set} />
      <div class="three">
        <TextField {...field('booking', t('edit-booking'), 16)} code />
        <TextField {...field('seat', t('edit-seat'), 8)} code />
        <Select
          label={t('edit-bags')}
          value={String(leg.bags)}
          onPick={(bags) => set({ bags: Number(bags) })}
          options={Array.from({ length: 10 }, (_, bags) => ({ value: String(bags), label: String(bags) }))}
        />
      </div>
    </div>
  );
}

interface EndProps {
  leg: Typed<Leg>;
  end: 'depart' | 'arrive';
  place: Parameters<typeof TextField>[0];
  wrong: (name: keyof Leg) => string | undefined;
  set: (part: Partial<Typed<Leg>>) => void;
}

/** One end of a leg: place, day, time, and the clock there. */
function End({ leg, end, place, wrong, set }: EndProps) {
  const zone = leg[`${end}Zone`];
  return (
    <fieldset class="stack-s legend">
      <legend class="sr">{t(end === 'depart' ? 'edit-leaves' : 'edit-arrives')}</legend>
      <div class="two">
        <TextField {...place} note={t('edit-place-note')} />
        <TimeField
          label={t(end === 'depart' ? 'edit-leaves' : 'edit-arrives')}
          note={t('edit-clock-there')}
          value={leg[`${end}Time`]}
          error={wrong(`${end}Time`)}
          onInput={(time) => set({ [`${end}Time`]: time })}
        />
      </div>
      <DateField
        label={t(end === 'depart' ? 'edit-leaves-day' : 'edit-arrives-day')}
        value={leg[`${end}Date`]}
        error={wrong(`${end}Date`)}
        onInput={(date) =>
          set({
            [`${end}Date`]: date,
            ...(end === 'depart' && leg.arriveDate === '' && !isUnfinished(date) ? { arriveDate: date } : {}),
          })
        }
      />
      <Select
        label={t('edit-zone')}
        value={zone}
        error={wrong(`${end}Zone`)}
        onPick={(picked) => set({ [`${end}Zone`]: picked })}
        options={zonesFrom(zone).map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
      />
    </fieldset>
  );
}

function sayProblem(problem: JourneyProblem): string {
  if (problem.code === 'short-connection') return t('edit-short', { minutes: problem.minutes ?? 0 });
  return t(`edit-wrong-${problem.code}`);
}
