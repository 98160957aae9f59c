/** The published test vectors and schemas that tests read: where each comes from, and the hash of what is kept. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { webauthnVectors } from './webauthn.ts';

interface Source {
  /** Below the folder for vectors. */
  readonly path: string;
  readonly url: string;
  /** SHA-256 of what the address answers. */
  readonly sha256: string;
  /** Where the vectors are inside a longer text: how they are taken out, and SHA-256 of the result. */
  readonly taken?: { readonly from: (text: string) => string; readonly sha256: string };
}

const github = 'https://raw.githubusercontent.com';
const wycheproof = (name: string, sha256: string): Source => ({
  path: `wycheproof/${name}.json`,
  url: `${github}/C2SP/wycheproof/dac1dd4729fd1f8dd9e1e9f3dce51d783da6c166/testvectors_v1/${name}.json`,
  sha256,
});
const c3voc = (path: string, within: string, sha256: string): Source => ({
  path: `c3voc/${path}`,
  url: `${github}/voc/schedule/0a403ee5239e0f7883b539a0e05e08f42b737ecb/validator/${within}/${path}`,
  sha256,
});

export const sources: readonly Source[] = [
  wycheproof('ecdsa_secp256r1_sha256_test', '182db4f3e230f6f9fa9f800d2a614dede30284b8e8438bbfe1171905402e9332'),
  wycheproof('ed25519_test', '752d2ea7d7c6cf4736381b6cbacb61f8182b126ab7cd9b058f00c50084975536'),
  wycheproof('mlkem_768_encaps_test', '9d4381f94c40853bba430245b94968b7390d9175aacd9f1ae4e250a71c78b713'),
  wycheproof('mlkem_768_test', 'c2bc0264a150c3a4399da72701d154672e9f708420cff8f01340ef0b1f17f4f7'),
  wycheproof('x25519_test', '35c3f5231cf25cc640b524d403461deee9e49441d5d915a3a25b2c8ff5adbe7d'),
  wycheproof('xchacha20_poly1305_test', 'a79de072571b90eb40c3a63ce0c7f75dcb4b62323c8870228e1f61dcc61d63a9'),
  {
    path: 'webauthn/webauthn-level3.json',
    url: `${github}/w3c/webauthn/146d0db03cb88e69a8f6f0c3c168221abe73504b/index.bs`,
    sha256: '49cbba99908101524908b615b92cb0ace674455f31945f5a72cfef91f175dade',
    taken: {
      from: webauthnVectors,
      sha256: 'ccf0d11b5456e1f6e3f04a3eaed04f229bb6c86fe4ff105e0482c6d3e8f7d7a0',
    },
  },
  c3voc('schema.json', 'json', '0f64db03e6a43b31ed109d358fecd1750a158488e44a2e52933a33a775208236'),
  c3voc('schedule.xml.xsd', 'xsd', '8cc5f7aab933c87fb20a99220e618f5e069655ac2f3a75a8a0df845d7329e51c'),
  {
    path: 'compose-spec/compose-spec.json',
    url: `${github}/compose-spec/compose-spec/170098ba07d9f53c383a41bfd4c5166b0a4529a6/schema/compose-spec.json`,
    sha256: '1f91e091f16b2dd50ab8860e02bb391d22df553d91c145eacedb1b6eff9c3f0e',
  },
];

const top = resolve(import.meta.dirname, '../..');

/** Where `npm run vectors` puts them; git ignores it. */
export const ownFolder = join(top, '.vectors');

/** Files of other programs and people. They are no part of the project, and nobody can fetch them. */
export const faultsMissing = 'the files in which faults were found are no part of the project.';
/** Why a test that needs them did not run, and what to type. */
export const vectorsMissing = 'published vectors are not here: type `npm run vectors`.';

/** The path of a file of the list: fetched, or lying beside the project. Undefined where it is in neither place. */
export function vectorFile(path: string): string | undefined {
  if (!sources.some((source) => source.path === path)) throw new Error(`${path} is not in tools/vectors/list.ts`);
  return [ownFolder, join(top, '../shared/vectors')]
    .map((folder) => join(folder, path))
    .find((file) => existsSync(file));
}
