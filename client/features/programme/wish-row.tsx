/** One wish: its rank, and what she needs there. */
import { useState } from 'preact/hooks';
import type { Content } from '#protocol/records/content.ts';
import { Button } from '../../ui/button.tsx';
import { PartChain } from '../../ui/day-line.tsx';
import { Select, Tick } from '../../ui/fields/choice.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import { t } from '../../words/words.ts';
import { changed, heardIn, moved, withoutPick, type Wish } from './ranked-wishes.ts';
import { mine } from '../../state/my-programme/my-programme.ts';
import { languageWords, shortDay } from '../../state/my-programme/session-words.ts';
import { languageName } from '../../state/names.ts';

interface WishProps {
  plan: Content<'programme'>;
  wish: Wish;
  at: number;
  of: number;
  open: boolean;
  onChange: (choices: Content<'choices'>) => void;
}

export function WishRow({ plan, wish: { pick, parts }, at, of, open, onChange }: WishProps) {
  const [telling, setTelling] = useState(false);
  const { choices } = mine.value;
  const first = parts[0];
  if (first === undefined) return null;
  const title = first.title;
  const set = (change: Partial<typeof pick>) => onChange(changed(choices, at, change));
  const heard = heardIn(first);
  return (
    <li>
      <div class="heads">
        <span class="rank" aria-hidden="true">
          {at + 1}
        </span>
        <div class="grow">
          <h3>
            <bdi>{title}</bdi>
          </h3>
          {parts.map(({ id, date, start, end }) => (
            <p key={id} class="dim fact">
              {shortDay(date)} <bdi class="ltr">{`${start}–${end}`}</bdi>
            </p>
          ))}
          <p class="dim fact">{languageWords(first)}</p>
          {parts.length > 1 && (
            <p>
              <PartChain part={1} parts={parts.length} />
            </p>
          )}
        </div>
      </div>
      {open && (
        <div class="row verbs">
          <Button
            small
            icon="up"
            disabled={at === 0}
            label={t('day-up', { title })}
            onClick={() => onChange(moved(choices, at, -1))}
          >
            {t('day-up-short')}
          </Button>
          <Button
            small
            icon="down"
            disabled={at + 1 === of}
            label={t('day-down', { title })}
            onClick={() => onChange(moved(choices, at, 1))}
          >
            {t('day-down-short')}
          </Button>
          <Button
            small
            icon="x"
            label={t('day-remove', { title })}
            onClick={() => onChange(withoutPick(plan, choices, first))}
          >
            {t('day-remove-short')}
          </Button>
        </div>
      )}
      {open && heard.length > 1 && (
        <>
          <Select
            label={t('day-hear')}
            value={pick.interpretation === '' ? (heard[0] ?? '') : pick.interpretation}
            onPick={(language) =>
              set({ interpretation: language === heard[0] ? '' : language, headset: language !== heard[0] })
            }
            options={heard.map((value) => ({ value, label: languageName(value) }))}
          />
          <Tick label={t('day-headset')} checked={pick.headset} onChange={(headset) => set({ headset })} />
        </>
      )}
      {open && !telling && pick.need === '' && (
        <p>
          <Button kind="link" onClick={() => setTelling(true)}>
            {t('day-need-add')}
          </Button>
        </p>
      )}
      {open && (telling || pick.need !== '') && (
        <TextField
          label={t('day-need')}
          note={t('day-need-text')}
          optional={t('optional')}
          maxLength={200}
          value={pick.need}
          onInput={(need) => set({ need })}
        />
      )}
    </li>
  );
}
