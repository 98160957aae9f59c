/** How a feature registers an act: body and reply as in protocol/wire, access by the guard. Everything else is refused. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bodyBytes } from '#protocol/wire/bounds.ts';
import { wire, type ActName, type Body, type Reply } from '#protocol/wire/wire.ts';
import { deny } from './errors.ts';
import { guard, requireNoPrf, requireNotGoneBack, requireOwnPage, requireStillMember } from './guard.ts';
import { Few, largeBytes, Lines, type Leave } from './line.ts';
import type { Portal } from './portal.ts';
import type { Session } from './session.ts';

/** The caller. `session` throws in a public act, which has none. */
export interface Call {
  readonly session: Session;
  readonly request: FastifyRequest;
}

type Handle<N extends ActName> = (body: Body<N>, call: Call) => Promise<Reply<N>>;

/** The acts of a feature, by name. */
export type Acts<N extends ActName> = { readonly [K in N]: Handle<K> };

/**
 * The largest body of an act, whatever its lists would allow: 32 records of 96 KiB signed part and 80 KiB content, in
 * base64.
 */
const largestBody = 10_000_000;

function callOf(request: FastifyRequest, session: Session | undefined): Call {
  return {
    request,
    get session() {
      if (session === undefined) throw new Error('a public act has no session');
      return session;
    },
  };
}

const isFault = (status: number) => status >= 400 && status < 500;

/** Waits for the member's turn, before a byte of the body is read. The turn ends when the answer is sent, or nobody reads it. */
async function waitInLine(
  { lines, few }: { readonly lines: Lines; readonly few: Few },
  request: FastifyRequest,
  reply: FastifyReply,
  { member }: Session,
): Promise<void> {
  const length = Number(request.headers['content-length'] ?? Infinity);
  const isLarge = length > largeBytes;
  // What is refused here is not read at all.
  reply.header('connection', 'close');
  const leave: Leave = isLarge ? await lines.enter(member) : await few.enter(member);
  reply.removeHeader('connection');
  const end = () => leave(isFault(reply.statusCode) ? Math.min(length, largestBody) : 0);
  if (reply.raw.destroyed) end();
  else reply.raw.once('close', end);
}

export function register<N extends ActName>(app: FastifyInstance, portal: Portal, acts: Acts<N>): void {
  const sessions = new WeakMap<FastifyRequest, Session>();
  const queues = { lines: new Lines(), few: new Few() };
  for (const name of Object.keys(acts) as N[]) {
    const { body, reply } = wire[name];
    app.post(`/api/${name}`, {
      schema: { body, response: { 200: reply } },
      bodyLimit: Math.min(bodyBytes(body), largestBody),
      // Before the body is read, so that a stranger's megabytes are not parsed.
      onRequest: async (request, reply) => {
        reply.header('x-dd-release', portal.release);
        requireOwnPage(request, portal.config.origin);
        requireNotGoneBack(portal, name);
        const session = await guard(portal, request, name);
        if (session === undefined) return;
        sessions.set(request, session);
        await waitInLine(queues, request, reply, session);
      },
      preValidation: async (request) => requireNoPrf(request.body),
      handler: async (request) => {
        const session = sessions.get(request);
        // The body may have been long on its way.
        requireNotGoneBack(portal, name);
        requireStillMember(portal, session);
        const answer = await acts[name](request.body as Body<N>, callOf(request, session));
        requireStillMember(portal, session);
        return answer;
      },
    });
  }
  const refuse = async (_request: FastifyRequest, reply: FastifyReply) => {
    reply.header('x-dd-release', portal.release);
    return deny('unknown-act');
  };
  app.all('/api/*', { onRequest: refuse, handler: refuse });
}
