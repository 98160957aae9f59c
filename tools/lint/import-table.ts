/**
 * Which part of the project may import which. One line a part: its folder, and the parts below it. `tools/lint/import-rule.ts`
 * enforces this table in `npm run check`; a test compares the drawing in docs/architecture.md with it.
 */
export interface Part {
  /** What the folder is for, in one line. */
  readonly holds: string;
  /** The folders that it may import. A folder may always import itself, unless `alone`. */
  readonly may: readonly string[];
  /** Only types of these folders. */
  readonly types?: readonly string[];
  /** Each folder directly below is a part of its own: none may import its neighbour. */
  readonly alone?: true;
}

const servers = ['domain', 'protocol'];
const below = ['client/words', 'client/lib', 'domain', 'protocol'];

/** The longest matching folder counts. A file directly in `client/` belongs to the part `client`. */
export const parts: Readonly<Record<string, Part>> = {
  protocol: { holds: 'what a second implementation of dd1 must reproduce; pure', may: [] },
  domain: { holds: 'pure rules of an event that are not protocol', may: ['protocol'] },
  migrations: { holds: 'the database, version by version', may: [] },
  server: { holds: 'the portal', may: [...servers, 'migrations'] },
  witness: { holds: 'the second server, which checks the first', may: ['protocol'] },
  public: { holds: 'the site of the open session and the award', may: servers },
  'public/form': { holds: 'the script and the worker of the public forms', may: servers },
  client: {
    holds: 'the page: start, routes, the table of chunks',
    may: [
      'client/chunks',
      'client/features',
      'client/components',
      'client/state',
      'client/platform',
      'client/styles',
      ...below,
    ],
  },
  'client/chunks': {
    holds: 'what is fetched together',
    may: ['client/features', 'client/components', 'client/state', 'client/styles', ...below],
  },
  'client/features': {
    holds: 'one folder a job',
    may: [
      'client/components',
      'client/state',
      'client/platform',
      'client/ui',
      'client/vault/session/refusal.ts',
      ...below,
    ],
    types: ['client/vault'],
    alone: true,
  },
  'client/components': {
    holds: 'parts that several features show',
    may: ['client/state', 'client/ui', ...below],
    types: ['client/vault'],
  },
  'client/state': {
    holds: 'what features read and change',
    may: ['client/platform', 'client/vault/session/refusal.ts', ...below],
    types: ['client/vault'],
  },
  'client/platform': {
    holds: 'network, hardware keys, the vault worker',
    may: ['client/vault/session/refusal.ts', 'client/vault/session/login-touch.ts', ...below],
    types: ['client/vault'],
  },
  'client/ui': { holds: 'the design system; knows no feature', may: ['client/words', 'client/lib'] },
  'client/styles': { holds: 'styles, one file a part', may: [] },
  'client/words': { holds: 'the words of each language', may: ['client/lib'] },
  'client/lib': { holds: 'pure helpers', may: ['domain', 'protocol'], types: ['client/vault'] },
  'client/vault': { holds: 'the worker that holds the secret keys', may: ['domain', 'protocol'] },
};

/** Tests, tools and bench may import every part; no part imports them. */
export const outside = ['tests', 'tools', 'bench'] as const;
