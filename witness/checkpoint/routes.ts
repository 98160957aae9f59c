/** POST /add-checkpoint, as c2sp.org/tlog-witness has it. */
import { refuse } from '#protocol/core/errors.ts';
import type { Witness } from '../witness.ts';
import { now } from '../clock.ts';
import type { App } from '../http.ts';
import { cosign } from './cosign.ts';
import { parseAddCheckpoint } from './request.ts';

export function checkpointRoutes(app: App, witness: Witness): void {
  app.post('/add-checkpoint', { bodyLimit: 16_384 }, async (request, reply) => {
    if (typeof request.body !== 'string') return refuse('checkpoint-shape', 'no text');
    const answer = cosign(witness, parseAddCheckpoint(request.body), now());
    if ('line' in answer) return reply.type('text/plain; charset=utf-8').send(answer.line);
    return reply.code(409).type('text/x.tlog.size').send(`${answer.conflict}\n`);
  });
}
