/**
 * A server before any route: what it reads, how it refuses, what it logs. Every refusal has one shape and the headers,
 * those that Node and the framework would write by themselves included.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type RawServerDefault } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { refuse } from '#protocol/core/errors.ts';
import { bodyBytes, isOutOfBounds } from '#protocol/wire/bounds.ts';
import { afterUnread, hasOneHost, rawAnswer, statusOfUnread } from '#protocol/wire/raw-answer.ts';
import { answerError, answerUnknown, unknownRequest } from './refusals.ts';

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** A batch of 200 records and 20 000 leaves with their entries both fit; nothing larger has a meaning. */
const largestBody = 32 * 1024 * 1024;
const smallestBody = 1024;

/** Monitors are programs; a browser that comes by is given nothing to run, to frame or to keep. */
const headers = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
} as const;

function refuseUnread(error: NodeJS.ErrnoException, socket: Socket, before: ServerResponse | undefined): void {
  const then = afterUnread(before);
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  if (then === 'close') return socket.destroySoon();
  if (then === 'wait') return void before?.once('close', () => socket.destroy());
  const all = { ...headers, 'content-type': 'application/json; charset=utf-8' };
  socket.end(rawAnswer(statusOfUnread(error.code), all, JSON.stringify(unknownRequest)), () => socket.destroy());
}

function readBoundedJson(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    if (isOutOfBounds(body, request.routeOptions.schema?.body as TSchema | undefined))
      return done(Object.assign(new Error('out of bounds'), { statusCode: 400 }), undefined);
    return parse(request, body, done);
  });
}

export function bareApp(): App {
  const newest = new WeakMap<Socket, ServerResponse>();
  const app = Fastify({
    bodyLimit: smallestBody,
    forceCloseConnections: true,
    // Node would refuse a missing one with an empty answer.
    http: { requireHostHeader: false },
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply.headers(headers)),
    clientErrorHandler: (error, socket) => refuseUnread(error, socket, newest.get(socket)),
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.server.on('request', (request, response) => void newest.set(request.socket, response));
  // An expectation that we do not know is none of ours: the request is answered as it is.
  app.server.on('checkExpectation', (request, response) => void app.server.emit('request', request, response));
  readBoundedJson(app);
  app.addHook('onRoute', (route) => {
    const body = route.schema?.body as TSchema | undefined;
    if (body !== undefined) route.bodyLimit ??= Math.min(bodyBytes(body), largestBody);
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    if (!hasOneHost(request.raw.rawHeaders)) refuse('malformed', 'not one host');
    // Before the body is read.
    return request.is404 ? answerUnknown(request, reply) : undefined;
  });
  // Checks and never mends: no coercion, no removed fields.
  app.setValidatorCompiler<TSchema>(({ schema }) => {
    const compiled = Compile(schema);
    return (value: unknown) =>
      compiled.Check(value) ? { value } : { error: new Error('not the shape of this route') };
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(answerUnknown);
  // The whole of what is ever logged. The route is its pattern, never the path that was asked for.
  app.addHook('onResponse', async (request, reply) => {
    const route = `${request.method} ${request.routeOptions.url ?? 'unknown'}`;
    process.stdout.write(`${JSON.stringify({ route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) })}\n`);
  });
  return app;
}
