import { groupsOf } from './fingerprint.tsx';

/** Eight digits that two people compare, in two groups of four. Read to a screen reader digit by digit. */
export function Digits({ value, label }: { value: string; label: string }) {
  return (
    <p class="digits" dir="ltr" role="img" aria-label={`${label}: ${value.split('').join(' ')}`}>
      {groupsOf(value).map((group, i) => (
        <span key={i}>{group}</span>
      ))}
    </p>
  );
}
