/**
 * The HTTP server below all pages: what Node and the framework would refuse by themselves gets our own page and headers.
 */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { requestFields, requestTextMax, sealedRequestBytes } from '#protocol/publication/request-form.ts';
import { afterUnread, hasOneHost, rawAnswer, statusOfUnread } from '#protocol/wire/raw-answer.ts';

/**
 * The largest body: the sealed form in base64url, or the plain one with three bytes a letter and three characters a byte,
 * and a little more.
 */
const bodyLimit = Math.max(Math.ceil((sealedRequestBytes * 4) / 3), requestFields.length * requestTextMax * 9) + 1024;

/** Answers that a request was not understood. */
export interface Says {
  readonly refuse: (request: FastifyRequest, reply: FastifyReply, name: 'missing' | 'wrong', status: number) => unknown;
  /** For a request that could not be read. */
  readonly page: () => { readonly headers: Readonly<Record<string, string>>; readonly text: string };
}

function refuseUnread(
  error: NodeJS.ErrnoException,
  socket: Socket,
  before: ServerResponse | undefined,
  says: Says,
): void {
  const then = afterUnread(before);
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  if (then === 'close') return socket.destroySoon();
  if (then === 'wait') return void before?.once('close', () => socket.destroy());
  const { headers, text } = says.page();
  socket.end(rawAnswer(statusOfUnread(error.code), headers, text), () => socket.destroy());
}

export function openServer(says: Says): FastifyInstance {
  const newest = new WeakMap<Socket, ServerResponse>();
  const app = fastify({
    logger: false,
    bodyLimit,
    forceCloseConnections: true,
    requestTimeout: 30_000,
    // Node would refuse a missing host with an empty answer.
    http: { requireHostHeader: false },
    frameworkErrors: (_error, request, reply) => void says.refuse(request, reply, 'wrong', 400),
    clientErrorHandler: (error, socket) => refuseUnread(error, socket, newest.get(socket), says),
  });
  app.server.on('request', (request, response) => void newest.set(request.socket, response));
  // An Expect header that we do not know is ignored: the request is answered as it is.
  app.server.on('checkExpectation', (request, response) => void app.server.emit('request', request, response));
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  // Before any body is read.
  app.addHook('onRequest', async (request, reply) => {
    if (!hasOneHost(request.raw.rawHeaders)) return says.refuse(request, reply, 'wrong', 400);
    return request.is404 ? says.refuse(request, reply, 'missing', 404) : undefined;
  });
  return app;
}
