/** The public site: a process of its own with a database role of its own, so that a break-in here reaches nothing. */
import { createHash } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { page, styleText } from './page.ts';

const styleHash = createHash('sha256').update(styleText).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

/** `isAlive` asks the database. */
export function build(isAlive: () => Promise<boolean>): FastifyInstance {
  const app = fastify({ logger: false, bodyLimit: 1024, forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('Content-Security-Policy', policy);
    reply.header('Referrer-Policy', 'no-referrer');
    reply.header('X-Content-Type-Options', 'nosniff');
    reply.header('Cross-Origin-Opener-Policy', 'same-origin');
    reply.header('Cross-Origin-Resource-Policy', 'same-origin');
  });
  app.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  app.get('/health', async (_request, reply) => {
    const ok = await isAlive();
    return reply.code(ok ? 200 : 503).send({ ok });
  });
  app.setNotFoundHandler(async (_request, reply) => reply.code(404).type('text/html; charset=utf-8').send(page));
  app.setErrorHandler(async (_error, _request, reply) => reply.code(500).send({ ok: false }));
  return app;
}
