/** How a room registers an act: body and reply as the wire has them, access by the guard, everything else refused. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { wire, type ActName, type Body, type Reply } from '#protocol/wire/wire.ts';
import { guard, requireNoPrf, requireStillMember } from './guard.ts';
import type { Portal } from './portal.ts';
import type { Session } from './session.ts';

/** Who calls. `session` throws in a public act, which has none. */
export interface Call {
  readonly session: Session;
  readonly request: FastifyRequest;
}

type Handle<N extends ActName> = (body: Body<N>, call: Call) => Promise<Reply<N>>;

/** What a room answers, by name. */
export type Acts<N extends ActName> = { readonly [K in N]: Handle<K> };

export const smallBody = 1_000_000;
const largeBodies: Partial<Record<ActName, number>> = {
  // 32 records of 96 KiB signed part and 80 KiB content, in base64.
  'records/put': 10_000_000,
  'openings/ask': 2_000_000,
  // A seed of the members key for each of 500 people.
  'roster/propose': 2_000_000,
  'programme/admit': 2_000_000,
  // 4 MiB of public files, in base64.
  'programme/publish': 6_000_000,
};

function callOf(request: FastifyRequest, session: Session | undefined): Call {
  return {
    request,
    get session() {
      if (session === undefined) throw new Error('a public act has no session');
      return session;
    },
  };
}

export function register<N extends ActName>(app: FastifyInstance, portal: Portal, acts: Acts<N>): void {
  const sessions = new WeakMap<FastifyRequest, Session>();
  for (const name of Object.keys(acts) as N[]) {
    const { body, reply } = wire[name];
    app.post(`/api/${name}`, {
      schema: { body, response: { 200: reply } },
      bodyLimit: largeBodies[name] ?? smallBody,
      // Before the body is read: a stranger's megabytes are not parsed.
      onRequest: async (request) => {
        const session = await guard(portal, request, name);
        if (session !== undefined) sessions.set(request, session);
      },
      preValidation: async (request) => requireNoPrf(request.body),
      handler: async (request) => {
        const session = sessions.get(request);
        requireStillMember(portal, session);
        const answer = await acts[name](request.body as Body<N>, callOf(request, session));
        requireStillMember(portal, session);
        return answer;
      },
    });
  }
}
