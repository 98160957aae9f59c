/** Return hex in groups of four, left to right in every language, easy to read aloud. */
export function groupsOf(text: string, size = 4): string[] {
  const groups: string[] = [];
  for (let i = 0; i < text.length; i += size) groups.push(text.slice(i, i + size));
  return groups;
}

interface FingerprintProps {
  hex: string;
  /** Underlines each group that is not the same in this other one. */
  against?: string | undefined;
  label?: string | undefined;
}

export function Fingerprint({ hex, against, label }: FingerprintProps) {
  const other = against === undefined ? undefined : groupsOf(against);
  return (
    <p class="print code" dir="ltr" aria-label={label}>
      {groupsOf(hex).map((group, i) =>
        other !== undefined && other[i] !== group ? <mark key={i}>{group}</mark> : <span key={i}>{group}</span>,
      )}
    </p>
  );
}
