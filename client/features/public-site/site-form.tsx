/** The words of the open part in both of its languages, the award, and its earlier winners. */
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/fields/date-field.tsx';
import { TextArea, TextField } from '../../ui/fields/field.tsx';
import { t } from '../../words/words.ts';
import { AddressField } from './site-address.tsx';
import { NumberField } from '../../components/programme-fields.tsx';
import { unfinishedSite, type Site } from '../../state/programme-team/site-draft.ts';

type Both = Site['title'];
type Past = Site['award']['past'][number];

interface FormProps {
  site: Site;
  proposed: string | undefined;
  onChange: (site: Site) => void;
}

const texts = ['title', 'intro', 'rules', 'access', 'press', 'contact'] as const;

export function SiteForm({ site, proposed, onChange }: FormProps) {
  const award = (part: Partial<Site['award']>) => onChange({ ...site, award: { ...site.award, ...part } });
  return (
    <section class="stack" aria-labelledby="words">
      <h2 id="words">{t('site-words')}</h2>
      <p class="dim">{t('site-words-text')}</p>
      {texts.map((name) => (
        <Pair
          key={name}
          label={t(`site-${name}`)}
          note={t(`site-${name}-note`)}
          rows={name === 'title' || name === 'intro' ? 2 : 5}
          value={site[name]}
          onBoth={(both) => onChange({ ...site, [name]: both })}
        />
      ))}
      <NumberField
        label={t('site-seats')}
        note={t('site-seats-note')}
        most={5000}
        unfinished={unfinishedSite}
        name="seats"
        value={site.seats}
        onNumber={(seats) => onChange({ ...site, seats })}
      />
      <NumberField
        label={t('site-press-places')}
        note={t('site-press-places-note')}
        most={2000}
        unfinished={unfinishedSite}
        name="pressPlaces"
        value={site.pressPlaces}
        onNumber={(pressPlaces) => onChange({ ...site, pressPlaces })}
      />
      <DateField
        label={t('site-keep-until')}
        note={t('site-keep-until-note')}
        value={unfinishedSite.day('keepUntil', site.keepUntil)}
        onInput={(typed) => unfinishedSite.take('keepUntil', typed, (keepUntil) => onChange({ ...site, keepUntil }))}
      />
      <AddressField
        address={site.address}
        proposed={proposed}
        onAddress={(address) => onChange({ ...site, address })}
      />
      <h2>{t('site-award')}</h2>
      <Pair label={t('site-heading')} rows={1} value={site.award.heading} onBoth={(heading) => award({ heading })} />
      <TextField
        label={t('site-recipient')}
        note={t('site-recipient-note')}
        maxLength={120}
        value={site.award.recipient}
        onInput={(recipient) => award({ recipient })}
      />
      <Pair
        label={t('site-citation')}
        rows={3}
        value={site.award.citation}
        onBoth={(citation) => award({ citation })}
      />
      <PastList past={site.award.past} onPast={(past) => award({ past })} />
    </section>
  );
}

interface PairProps {
  label: string;
  note?: string | undefined;
  rows: number;
  value: Both;
  onBoth: (both: Both) => void;
}

function Pair({ label, note, rows, value, onBoth }: PairProps) {
  return (
    <fieldset class="field">
      <legend>{label}</legend>
      {note !== undefined && <p class="note">{note}</p>}
      <div class="tonguepair">
        {(['en', 'sv'] as const).map((tongue) => (
          <TextArea
            key={tongue}
            label={t(`site-in-${tongue}`)}
            rows={rows}
            maxLength={2000}
            value={value[tongue]}
            onInput={(text) => onBoth({ ...value, [tongue]: text })}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** No award is older; a year of two digits is a slip. */
const firstYear = 1900;

function PastList({ past, onPast }: { past: readonly Past[]; onPast: (past: readonly Past[]) => void }) {
  const blank: Past = { year: 0, recipient: '', reason: { en: '', sv: '' } };
  return (
    <section class="stack" aria-labelledby="past">
      <h3 id="past">{t('site-past')}</h3>
      {past.map((one, i) => {
        const set = (part: Partial<Past>) => onPast(past.with(i, { ...one, ...part }));
        return (
          <div key={i} class="sheet stack-s">
            <div class="two">
              <NumberField
                label={t('site-year')}
                least={firstYear}
                most={2100}
                unfinished={unfinishedSite}
                name={`past ${i} year`}
                value={one.year}
                onNumber={(year) => set({ year })}
              />
              <TextField
                label={t('site-recipient')}
                maxLength={120}
                value={one.recipient}
                onInput={(recipient) => set({ recipient })}
              />
            </div>
            <Pair label={t('site-reason')} rows={2} value={one.reason} onBoth={(reason) => set({ reason })} />
            <Button
              small
              icon="x"
              onClick={() => {
                // They are named by their places, which are others now.
                unfinishedSite.drop('past ');
                onPast(past.toSpliced(i, 1));
              }}
            >
              {t('site-past-remove', { name: one.recipient })}
            </Button>
          </div>
        );
      })}
      {past.length < 40 && (
        <Button icon="plus" onClick={() => onPast([...past, blank])}>
          {t('site-past-add')}
        </Button>
      )}
    </section>
  );
}
