/** What every feature of the portal gets. app.ts makes it. */
import type { RosterCache } from './roster-cache.ts';
import type { Config } from './config.ts';
import type { Database } from './db.ts';
import type { Journal } from './logger.ts';
import type { Commits } from './log/commit.ts';
import type { Heads } from './log/heads.ts';
import type { LogKey } from './log/signatures.ts';
import type { Publisher } from './log/publish.ts';
import type { Outcomes } from './openings/outcomes.ts';
import type { AgreedTime } from './key-shares/agreed-time.ts';
import type { SeedCodes } from './roster/seed-codes.ts';
import type { Receipts } from './records/receipts.ts';
import type { Shelf } from './records/shelf.ts';
import type { Threads } from './threads/threads.ts';
import type { Witness } from './witness.ts';

export interface Portal {
  readonly config: Config;
  readonly db: Database;
  readonly journal: Journal;
  readonly witness: Witness;
  readonly rosterCache: RosterCache;
  readonly commits: Commits;
  readonly publisher: Publisher;
  readonly heads: Heads;
  readonly outcomes: Outcomes;
  readonly receipts: Receipts;
  readonly shelf: Shelf;
  readonly threads: Threads;
  readonly agreed: AgreedTime;
  readonly seedCodes: SeedCodes;
  readonly logKey: LogKey;
  /** Hash of this start's founding secret; undefined once the event is founded. */
  readonly foundingSecret: Uint8Array | undefined;
  readonly release: string;
}
