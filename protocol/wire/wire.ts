/** Every act of the portal, by name. The server registers each; the client imports only the types. */
import { ceremonies } from './ceremonies.ts';
import { founding } from './founding.ts';
import { invites } from './invites.ts';
import { log } from './log.ts';
import { openings } from './openings.ts';
import { programme } from './programme.ts';
import { records } from './records.ts';
import { roster } from './roster.ts';
import type { BodyOf, ReplyOf } from './shapes.ts';
import { threads } from './threads.ts';

export const wire = {
  ...ceremonies,
  ...founding,
  ...invites,
  ...roster,
  ...records,
  ...openings,
  ...log,
  ...programme,
  ...threads,
};

type Wire = typeof wire;
export type ActName = keyof Wire;
export type Body<N extends ActName> = BodyOf<Wire[N]>;
export type Reply<N extends ActName> = ReplyOf<Wire[N]>;
