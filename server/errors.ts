/** The one file that knows both codes and HTTP. Every answer of 400 or more is {code, request} and nothing else. */
import type { FastifyError } from 'fastify';
import { ProtocolError, type ProtocolCode } from '#protocol/core/errors.ts';
import type { ServerCode } from '#protocol/wire/codes.ts';

/** A refusal of the portal itself. */
export class Refusal extends Error {
  readonly code: ServerCode;

  constructor(code: ServerCode, options?: { cause: unknown }) {
    super(code, options);
    this.name = 'Refusal';
    this.code = code;
  }
}

/** A refusal of access: no session, an ended session, somebody who is frozen, or another role. */
export class AccessError extends Refusal {
  constructor(code: 'session-missing' | 'session-over' | 'frozen' | 'forbidden' | 'wrong-origin') {
    super(code);
    this.name = 'AccessError';
  }
}

export function deny(code: ServerCode): never {
  throw new Refusal(code);
}

const statuses = {
  'bad-request': 400,
  'body-too-large': 413,
  'unknown-act': 404,
  'wrong-origin': 403,
  'session-missing': 401,
  'session-over': 401,
  forbidden: 403,
  'challenge-unknown': 400,
  'ceremony-refused': 400,
  'key-without-prf': 400,
  'key-known': 409,
  'key-copied': 401,
  'prf-in-body': 400,
  'login-unknown': 401,
  frozen: 403,
  'invite-unknown': 404,
  'invite-spent': 410,
  'invite-over': 410,
  'founding-over': 410,
  'not-founded': 409,
  'record-conflict': 409,
  'roster-moved': 409,
  throttled: 429,
  'day-full': 429,
  'witness-away': 503,
  'database-away': 503,
  'clock-skew': 503,
  'servers-differ': 503,
  'outcome-unknown': 503,
  'place-lost': 503,
  internal: 500,
} as const satisfies Record<ServerCode, number>;

const shapeCodes: readonly ProtocolCode[] = ['malformed', 'too-large', 'wrong-label', 'wrong-length'];

function protocolStatus(code: ProtocolCode): number {
  if (shapeCodes.includes(code)) return 400;
  return code === 'not-yet' ? 501 : 422;
}

// Fastify's own refusals, by their codes. A validation error is a body that protocol/wire does not describe.
const fastifyCodes: Readonly<Record<string, ServerCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_NOT_FOUND: 'unknown-act',
};

/** A number or a text that no column can hold (22003, 22021, 22P05). The bounds of protocol/wire are checked first. */
const isUnstorable = (code: string) => /^22(003|021|P05)$/u.test(code);

/** PostgreSQL is stopping, stopped, full or locked (class 08, 53, 57, lock timeouts), or its socket is. */
function isAway(code: string): boolean {
  return /^(08|53|57)...$|^55P03$/u.test(code) || /^E(CONN|PIPE|TIMEDOUT|NOENT)/u.test(code);
}

export function toHttpError(error: unknown): { readonly status: number; readonly code: ServerCode | ProtocolCode } {
  if (error instanceof Refusal) return { status: statuses[error.code], code: error.code };
  if (error instanceof ProtocolError) return { status: protocolStatus(error.code), code: error.code };
  const { code, statusCode, validation } = error as Partial<FastifyError>;
  if (validation !== undefined) return { status: 400, code: 'bad-request' };
  if (isPlaceLost(error)) return { status: statuses['place-lost'], code: 'place-lost' };
  if (code !== undefined && isAway(code)) return { status: 503, code: 'database-away' };
  if (code !== undefined && isUnstorable(code)) return { status: 400, code: 'bad-request' };
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    const known = fastifyCodes[code ?? ''] ?? 'bad-request';
    return { status: statusCode, code: known };
  }
  return { status: 500, code: 'internal' };
}

/** SQLSTATE DD001: another portal has started on this database (server/log/place.ts). */
export function isPlaceLost(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'DD001';
}

/** SQLSTATE 23505: somebody else was first. */
export function isDuplicate(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '23505';
}
