/** The other fields of a session: people and languages, parts, number of seats, rules. */
import type { Session } from '#protocol/records/kinds/session.ts';
import { Select, Tick } from '../../ui/fields/choice.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import { slotsOf } from '#domain/programme/one-to-one-slots.ts';
import { t } from '../../words/words.ts';
import { minutesBetween } from '../../state/my-programme/session-words.ts';
import { unfinishedFields } from '../../state/programme-team/programme-draft.ts';
import { ListField, NumberField } from '../../components/programme-fields.tsx';

interface MoreProps {
  session: Session;
  onChange: (field: string, part: Partial<Session>) => void;
}

const levels = ['any', 'beginner', 'advanced'] as const;

export function Details({ session, onChange }: MoreProps) {
  return (
    <>
      <ListField
        key={`trainers ${session.id}`}
        label={t('prog-trainers')}
        note={t('prog-trainers-note')}
        values={unfinishedFields.list(`${session.id} trainers`, session.trainers)}
        most={6}
        length={40}
        onList={(typed) =>
          unfinishedFields.take(`${session.id} trainers`, typed, (trainers) => onChange('trainers', { trainers }))
        }
      />
      <div class="two">
        <TextField
          label={t('prog-language')}
          note={t('prog-language-note')}
          maxLength={24}
          value={session.language}
          onInput={(language) => onChange('language', { language })}
        />
        <ListField
          key={`interpretation ${session.id}`}
          label={t('prog-interpretation')}
          note={t('prog-interpretation-note')}
          values={unfinishedFields.list(`${session.id} interpretation`, session.interpretation)}
          most={6}
          length={24}
          onList={(typed) =>
            unfinishedFields.take(`${session.id} interpretation`, typed, (interpretation) =>
              onChange('interpretation', { interpretation }),
            )
          }
        />
      </div>
      <div class="two">
        <Select
          label={t('prog-level')}
          value={session.level}
          options={levels.map((level) => ({ value: level, label: t(`prog-level-${level}`) }))}
          onPick={(level) => onChange('level', { level })}
        />
        <NumberField
          label={t(session.kind === 'one-to-one' ? 'prog-slots' : 'prog-capacity')}
          note={capacityNote(session)}
          most={500}
          unfinished={unfinishedFields}
          name={`${session.id} capacity`}
          value={session.capacity}
          onNumber={(capacity) => onChange('capacity', { capacity })}
        />
      </div>
      <div class="three">
        <TextField
          label={t('prog-series')}
          note={t('prog-series-note')}
          maxLength={10}
          value={session.series}
          onInput={(series) => onChange('series', { series })}
        />
        <NumberField
          label={t('prog-part')}
          most={9}
          unfinished={unfinishedFields}
          name={`${session.id} part`}
          value={session.part}
          onNumber={(part) => onChange('part', { part })}
        />
        <NumberField
          label={t('prog-parts')}
          most={9}
          unfinished={unfinishedFields}
          name={`${session.id} parts`}
          value={session.parts}
          onNumber={(parts) => onChange('parts', { parts })}
        />
      </div>
    </>
  );
}

/** Return what the number means, before it is sent to anybody: "6 of 15 minutes, one person each". */
function capacityNote(session: Session): string {
  if (session.kind !== 'one-to-one') return t('prog-capacity-note');
  const [slot] = slotsOf(session);
  if (slot === undefined) return t('prog-slots-none');
  return t('prog-slots-note', { count: session.capacity, minutes: minutesBetween(slot.start, slot.end) });
}

const rules = ['required', 'noPhones', 'noRecording', 'sensitive', 'unlisted', 'open'] as const;

export function Rules({ session, onChange }: MoreProps) {
  return (
    <fieldset class="field">
      <legend>{t('prog-rules')}</legend>
      {rules.map((rule) => (
        <Tick
          key={rule}
          label={t(`prog-rule-${rule.toLowerCase()}`)}
          note={t(`prog-rule-${rule.toLowerCase()}-note`)}
          checked={session[rule]}
          onChange={(checked) => onChange(rule, { [rule]: checked })}
        />
      ))}
    </fieldset>
  );
}
