/** What is open about a person, as facts: how to reach her, what her journey must avoid, where she is met. */
import { fold } from '#domain/input/fold.ts';
import { unchecked } from '#domain/travel/never-through.ts';
import { Facts, type Fact } from '../../ui/envelope.tsx';
import { Notice } from '../../ui/notice.tsx';
import { plainDate } from '../../lib/time.ts';
import { listed } from '../../ui/list-words.ts';
import { locale, t } from '../../words/words.ts';
import { countryWords } from '../../state/country-names.ts';
import { countries } from '../../state/country-table.ts';
import type { PersonFile } from '../../state/team-rows.ts';

export function Details({ file }: { file: PersonFile }) {
  const rows = [...reachFacts(file), ...travelFacts(file), ...meetFacts(file)];
  return rows.length === 0 ? null : <Facts rows={rows} />;
}

function reachFacts({ reach }: PersonFile): readonly Fact[] {
  if (reach === undefined || reach.address === '') return [];
  return [
    { label: t('person-reach'), value: <b class="ltr">{reach.address}</b> },
    ...(reach.neutralName === '' ? [] : [{ label: t('person-neutral'), value: <bdi>{reach.neutralName}</bdi> }]),
  ];
}

function travelFacts({ travel }: PersonFile): readonly Fact[] {
  if (travel === undefined) return [];
  if (travel.inPerson) return [{ label: t('kind-travel'), value: t('person-tells') }];
  return written([
    [t('person-from'), travel.from],
    ...limitsOf(travel),
    [t('person-pickup'), t(`pickup-${travel.pickUp}`)],
    [t('field-bags'), String(travel.bags)],
    [t('person-note'), travel.note],
  ]);
}

type Line = readonly [string, string];

function limitsOf(travel: NonNullable<PersonFile['travel']>): readonly Line[] {
  const day = (date: string) => (date === '' ? '' : plainDate(date, locale.value));
  return [
    [t('person-never-through'), neverWords(travel.never)],
    [t('person-not-before'), day(travel.earliest)],
    [t('person-home-by'), day(travel.latestHome)],
  ];
}

/** The countries in the desk's language. What she typed stands beside where it differs, or alone where it is no country. */
function neverWords(never: readonly string[]): string {
  const said = never.map((name) => {
    const meant = listed(countryWords(countries.value?.codesOf(name) ?? []));
    return meant === '' || fold(meant) === fold(name) ? name : t('never-meant', { meant, name });
  });
  return several(said);
}

/** Of several things that may have commas of their own. */
const several = (names: readonly string[]): string =>
  names.slice(1).reduce((before, name) => t('never-more', { names: before, name }), names[0] ?? '');

/** What a journey must avoid, kept in sight while it is written. */
export function Limits({ file }: { file: PersonFile }) {
  const rows = file.travel === undefined ? [] : written(limitsOf(file.travel));
  if (rows.length === 0) return null;
  return (
    <section class="pinned stack-s" aria-label={t('edit-respect')}>
      <Facts rows={rows} />
      <Unchecked file={file} />
    </section>
  );
}

/** What no check of a journey can know: shown wherever a journey is written or looked at. */
export function Unchecked({ file }: { file: PersonFile }) {
  const names = unchecked(file.travel?.never ?? [], countries.value);
  if (names.length === 0) return null;
  return (
    <Notice
      look="soon"
      icon="warning"
      what={t('never-unchecked', { names: several(names) })}
      next={t('never-unchecked-next')}
    />
  );
}

function written(all: readonly Line[]): readonly Fact[] {
  return all.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value: <bdi>{value}</bdi> }));
}

function meetFacts({ itinerary }: PersonFile): readonly Fact[] {
  const meet = itinerary?.meet;
  if (meet === undefined || meet.place === '') return [];
  return [
    {
      label: t('edit-meet'),
      value: (
        <span>
          <bdi>{[meet.place, meet.from].filter((part) => part !== '').join(' ')}</bdi>. {t('person-meet-words')}{' '}
          <span class="spoken">{meet.theySay}</span>, {t('person-meet-answer')}{' '}
          <span class="spoken">{meet.youAnswer}</span>.
        </span>
      ),
    },
  ];
}
