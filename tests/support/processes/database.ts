// A database of one's own, with the schema and nobody's rows, for each test file that asks.
import { ask } from './main-process.ts';
import type { DatabaseUrls } from './setup.ts';

export interface FreshDatabase extends DatabaseUrls {
  /** Ends all connections. A run that forgets it loses nothing: the cluster goes with the run. */
  drop(): Promise<void>;
}

/** A copy of the template, or of another database to which nobody is connected. */
export async function freshDatabase(template = ''): Promise<FreshDatabase> {
  const urls = JSON.parse(await ask('POST', `/databases/${template}`)) as DatabaseUrls;
  return { ...urls, drop: async () => void (await ask('DELETE', `/databases/${urls.name}`)) };
}
