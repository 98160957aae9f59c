// `npm run vectors`: fetches the published test vectors and schemas from their public homes into .vectors.
// `npm run vectors -- --mirror http://host/`: from a mirror that has the same paths.
import { parseArgs } from 'node:util';
import { fetchVectors } from './vectors/fetch.ts';
import { ownFolder } from './vectors/list.ts';

try {
  const { values } = parseArgs({ options: { mirror: { type: 'string' } } });
  await fetchVectors(ownFolder, values.mirror, console.log);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
