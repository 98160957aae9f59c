/** Who waits where, with which picture, and the two words by which the two recognise each other. */
import type { Content } from '#protocol/records/content.ts';
import { TextField, TimeField } from '../../ui/fields/field.tsx';
import type { Typed } from '../../lib/unfinished.ts';
import { t } from '../../words/words.ts';

type Meet = Typed<Content<'itinerary'>['meet']>;

export function MeetingEditor({
  meet,
  alias,
  onChange,
}: {
  meet: Meet;
  alias: string;
  onChange: (meet: Meet) => void;
}) {
  const set = (part: Partial<Meet>) => onChange({ ...meet, ...part });
  return (
    <section>
      <h3>{t('edit-meet')}</h3>
      <p class="label">{t('edit-meet-note', { alias })}</p>
      <div class="two">
        <TextField
          label={t('edit-meet-place')}
          value={meet.place}
          maxLength={120}
          onInput={(place) => set({ place })}
        />
        <TimeField label={t('edit-meet-from')} value={meet.from} onInput={(from) => set({ from })} />
      </div>
      <TextField
        label={t('edit-picture')}
        note={t('edit-picture-note')}
        value={meet.show}
        maxLength={60}
        onInput={(show) => set({ show })}
      />
      <div class="two">
        <TextField
          label={t('edit-word-they')}
          value={meet.theySay}
          maxLength={30}
          onInput={(theySay) => set({ theySay })}
        />
        <TextField
          label={t('edit-word-you', { alias })}
          value={meet.youAnswer}
          maxLength={30}
          onInput={(youAnswer) => set({ youAnswer })}
        />
      </div>
    </section>
  );
}
