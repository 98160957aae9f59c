/**
 * The HTTP server below all features: what it reads, and how it refuses. Every refusal has one shape and the common
 * headers, also those that Node and the framework would write by themselves.
 */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { TSchema } from 'typebox';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { toBase64url } from '#protocol/core/bytes.ts';
import { isOutOfBounds } from '#protocol/wire/bounds.ts';
import { afterUnread, hasOneHost, rawAnswer, statusOfUnread } from '#protocol/wire/raw-answer.ts';
import type { Config } from './config.ts';
import { toHttpError, deny, Refusal } from './errors.ts';
import { commonHeaders } from './headers.ts';
import { lazyValidators } from './lazy-validators.ts';
import { placeOf, type Journal } from './logger.ts';
import { random } from './random.ts';

/** The limit where no act has set one: only acts take a body. */
const bodyLimit = 1024;
const jsonType = 'application/json; charset=utf-8';
const newRequestId = () => toBase64url(random(12));

/** Answers a request that could not be read. Nothing of it is known, only that its sender should be told. */
function refuseUnread(
  error: NodeJS.ErrnoException,
  socket: Socket,
  before: ServerResponse | undefined,
  headers: Readonly<Record<string, string>>,
): void {
  const then = afterUnread(before);
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  if (then === 'close') return socket.destroySoon();
  if (then === 'wait') return void before?.once('close', () => socket.destroy());
  const body = JSON.stringify({ code: 'bad-request', request: newRequestId() });
  const all = { ...headers, 'Content-Type': jsonType };
  socket.end(rawAnswer(statusOfUnread(error.code), all, body), () => socket.destroy());
}

function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply, journal: Journal): FastifyReply {
  const { status, code } = toHttpError(error);
  if (status >= 500) journal.error({ request: request.id, code, ...placeOf(error) });
  return reply.code(status).type(jsonType).send({ code, request: request.id });
}

/** Takes JSON and nothing else: no form of another site can be parsed into an act. */
function readJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    if (isOutOfBounds(body, request.routeOptions.schema?.body as TSchema | undefined))
      return done(new Refusal('bad-request'), undefined);
    return parse(request, body, done);
  });
}

export function openServer({ origin }: Config, journal: Journal): FastifyInstance {
  const headers = commonHeaders(origin.startsWith('https:'));
  const newest = new WeakMap<Socket, ServerResponse>();
  const app = fastify({
    logger: false,
    bodyLimit,
    genReqId: newRequestId,
    requestTimeout: 60_000,
    connectionTimeout: 120_000,
    forceCloseConnections: true,
    // Node would refuse a missing host with an empty answer.
    http: { requireHostHeader: false },
    frameworkErrors: (error, request, reply) => void refuse(error, request, reply.headers(headers), journal),
    clientErrorHandler: (error, socket) => refuseUnread(error, socket, newest.get(socket), headers),
    // An unknown field is refused, never dropped. Nothing is converted or filled in.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false, allErrors: false } },
    schemaController: { compilersFactory: { buildValidator: lazyValidators() } },
  });
  app.server.on('request', (request, response) => void newest.set(request.socket, response));
  // An Expect header that we do not know is ignored: the request is answered as it is.
  app.server.on('checkExpectation', (request, response) => void app.server.emit('request', request, response));
  readJsonOnly(app);
  // First, so that every refusal has them.
  app.addHook('onRequest', async (_request, reply) => void reply.headers(headers));
  app.setErrorHandler((error, request, reply) => refuse(error, request, reply, journal));
  app.setNotFoundHandler(async () => deny('unknown-act'));
  return app;
}

export function watch(app: FastifyInstance, journal: Journal): void {
  app.addHook('onRequest', async (request) => {
    if (!hasOneHost(request.raw.rawHeaders)) deny('bad-request');
    // Before the body is read.
    if (request.is404) deny('unknown-act');
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    // Pages call these acts by themselves, all day. Their lines would say how many people have a page open, and hide the
    // other lines.
    if (route === '/api/threads/look' && reply.statusCode === 200) return;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    journal.info({ route, status: reply.statusCode, ms, request: request.id });
  });
}
