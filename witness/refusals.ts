/** Refusals on the wire: {code, detail}. Codes come from protocol/core/errors.ts; `detail` names counts, never contents. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ProtocolError, type ProtocolCode } from '#protocol/core/errors.ts';

/** add-checkpoint's statuses are those of c2sp.org/tlog-witness; everything else that was understood is a 422. */
const statuses: Partial<Record<ProtocolCode, number>> = {
  malformed: 400,
  'too-large': 400,
  'wrong-label': 400,
  'wrong-length': 400,
  'leaf-shape': 400,
  'checkpoint-shape': 400,
  'checkpoint-signature': 403,
  'root-mismatch': 404,
  'log-fork': 409,
};

/** Of what could not even be read. */
export const unknownRequest = { code: 'malformed', detail: 'not a known request' } as const;

export function answerError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof ProtocolError) {
    const { code, detail } = error;
    return reply.code(statuses[code] ?? 422).send({ code, detail: detail.slice(0, 200) });
  }
  const status = error.statusCode ?? 500;
  // Shape errors quote what was sent, other errors may quote anything: neither goes out.
  if (status >= 500) return reply.code(500).send({ code: 'internal', detail: 'the witness failed' });
  return reply.code(status).send(status === 413 ? { ...unknownRequest, code: 'too-large' } : unknownRequest);
}

export function answerUnknown(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ code: 'malformed', detail: 'no such route' });
}
