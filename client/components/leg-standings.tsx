/** Places of a journey that belong to another country, or that more than one country holds or claims. */
import { useEffect } from 'preact/hooks';
import type { Leg } from '#protocol/records/kinds/itinerary.ts';
import { standingsOf } from '#domain/travel/never-through.ts';
import { countryWords } from '../state/country-names.ts';
import { countries, needCountries } from '../state/country-table.ts';
import { Notice } from '../ui/notice.tsx';
import { listed } from '../ui/list-words.ts';
import { t } from '../words/words.ts';

export function LegStandings({ legs }: { legs: readonly Leg[] }) {
  useEffect(() => void needCountries(), []);
  const said = new Map<string, string>();
  for (const { place, kind, codes } of legs.flatMap((leg) => standingsOf(leg, countries.value)))
    said.set(t(`leg-${kind}`, { place, countries: listed(countryWords(codes)) }), t(`leg-${kind}-next`));
  return (
    <>
      {[...said].map(([what, next]) => (
        <Notice key={what} icon="warning" what={what} next={next} />
      ))}
    </>
  );
}
