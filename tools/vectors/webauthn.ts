/** The test vectors of W3C Web Authentication Level 3, taken out of the source text of the specification. */

interface Vector {
  readonly title: string;
  readonly section: string;
  readonly blocks: { readonly ceremony: string | null; readonly values: Readonly<Record<string, string>> }[];
}

/** A heading with its id, the line that names a ceremony, or an example. */
const parts =
  /^#{2,} (?<title>.+?) #{2,} \{#(?<section>[\w-]+)\}$|^\[=(?<ceremony>\w+) ceremony\|\w+=\]:$|<xmp class="example" highlight="cddl">\n(?<example>.*?)<\/xmp>/gmsu;
/** One value in CDDL: name = h'00ff' */
const value = /^ *(\w+) = h'([0-9a-f]*)'/gmu;

export function webauthnVectors(text: string): string {
  const vectors: Vector[] = [];
  let next: string | null = null;
  for (const { groups = {} } of text.slice(text.indexOf('{#sctn-test-vectors}')).matchAll(parts)) {
    const { title, section, ceremony, example } = groups;
    if (title !== undefined && section !== undefined) vectors.push({ title, section, blocks: [] });
    if (ceremony !== undefined) next = ceremony;
    if (example === undefined) continue;
    const values = Object.fromEntries([...example.matchAll(value)].map(([, name, hex]) => [name, hex]));
    if (Object.keys(values).length > 0) vectors.at(-1)?.blocks.push({ ceremony: next, values });
    next = null;
  }
  const published = {
    source: 'w3c/webauthn index.bs (Level 3), section Test Vectors, commit 146d0db0',
    rpId: 'example.org',
    origin: 'https://example.org',
    vectors: vectors.filter(({ blocks }) => blocks.length > 0),
  };
  return JSON.stringify(published, null, 1);
}
