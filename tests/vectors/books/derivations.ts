/** The frozen cases of §1: derivations. Called by make.ts alone. */
import { utf8 } from '#protocol/core/bytes.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import { derivations } from '../derivations.ts';
import { toPlain, type Plain } from '../plain.ts';
import { save } from '../book.ts';

export function derivationsBook(): void {
  const randomness = new Randomness('frozen derivations');
  const cases = Object.entries(derivations).map(([name, { labels: under, inputs, run }]) => {
    const drawn = Object.fromEntries(
      Object.entries(inputs).map(([input, form]) => [
        input,
        typeof form === 'number' ? randomness.bytes(form) : utf8(form),
      ]),
    );
    const result = run((input) => drawn[input] as Uint8Array);
    return { name, labels: under, inputs: toPlain(drawn), result: toPlain(result) };
  });
  save('derivations', { cases: cases as unknown as Plain });
}
