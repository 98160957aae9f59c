/** The log as the portal serves it to a member's tools, read by Go's own code. */
import { genesisCodec, signedGenesis } from '#protocol/members/genesis.ts';
import type { SoftwareKey } from '../../../tools/authenticator/key.ts';
import { createPerson, type Place } from '../../../tools/demo/person.ts';
import { createApi } from '../../../client/platform/api.ts';
import { parseBundle } from '../../../tools/auditor/bundle.ts';
import type { GoProgram } from '../processes/go.ts';

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const inclusion = 64;
const consistency = 256;

/** Answers what Go says; `change` may put another key in the place of one. */
export async function readByGo(
  program: GoProgram,
  place: Place,
  key: SoftwareKey,
  change: Readonly<Record<string, string>> = {},
): Promise<string> {
  let cookie = '';
  const call = createApi({
    base: place.origin,
    headers: () => ({ origin: place.origin, cookie }),
    onHeaders: (headers) => (cookie = headers.getSetCookie()[0]?.split(';')[0] ?? cookie),
  });
  const person = createPerson(place, key, call);
  await person.signIn();
  const bundle = parseBundle(await person.vault.evidence());
  const { log, witnesses } = genesisCodec.parse(signedGenesis.parse(bundle.signedGenesis).genesis);
  const [witness] = witnesses;
  return program.ask({
    base: place.origin,
    cookie,
    logName: log.origin,
    logKey: base64(log.publicKey),
    witnessName: witness?.name,
    witnessKey: base64(witness?.cosignKey ?? new Uint8Array(0)),
    inclusion,
    consistency,
    ...change,
  });
}

export const agreed = (entries: number) =>
  `agreed: ${entries} entries, ${inclusion} inclusion proofs, ${consistency} consistency proofs\n`;
