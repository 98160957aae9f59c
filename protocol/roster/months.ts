/** Months of the Gregorian calendar in UTC, counted from year 0, so that an instant has one everywhere and without a clock. */
const dayMs = 24 * 3600 * 1000;

/** Years begin in March here: then February, which differs, is the last month. 146097 days are 400 years. */
export function monthOf(timeMs: number): number {
  const day = Math.floor(timeMs / dayMs) + 719468;
  const era = Math.floor(day / 146097);
  const ofEra = day - era * 146097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  return (yearOfEra + era * 400) * 12 + fromMarch + 2;
}

/** YYYY-MM. */
export function monthText(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}
