/** Records sealed for the frozen cases, and the seeds that open them. */
import { sealRecord, type SealInput } from '#protocol/records/seal.ts';
import { append, travel, visa } from '../support/protocol/event.ts';
import { inputFor, type Filing } from '../support/protocol/sealed-records.ts';
import { event } from './frozen-world.ts';

export interface Sealing {
  readonly input: SealInput;
  readonly filed: ReturnType<typeof sealRecord>;
  readonly leaf: number;
}
export function sealing(filing: Filing, change: Partial<SealInput> = {}): Sealing {
  const input = { ...inputFor(event, filing), ...change };
  const filed = sealRecord(input);
  return { input, filed, leaf: append(event, filed.leaf) };
}

// An X-Wing secret key is its seed.
export const travelSeed = event.epochs.get(travel)!.pair.secretKey;
export const visaSeed = event.epochs.get(visa)!.pair.secretKey;
export const witnessSeed = event.witness.seal.secretKey;
