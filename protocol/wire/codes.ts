/** Codes of the portal's own refusals. Protocol refusals keep their own codes (core/errors.ts). */
import type { ProtocolCode } from '../core/errors.ts';

export const serverCodes = [
  'bad-request',
  'body-too-large',
  'unknown-act',
  'wrong-origin',
  'session-missing',
  'session-over',
  'forbidden',
  'challenge-unknown',
  'ceremony-refused',
  'key-without-prf',
  'key-known',
  'key-copied',
  'prf-in-body',
  'login-unknown',
  'frozen',
  'invite-unknown',
  'invite-spent',
  'invite-over',
  'founding-over',
  'not-founded',
  'record-conflict',
  'roster-moved',
  'throttled',
  'day-full',
  'witness-away',
  'database-away',
  'clock-skew',
  'servers-differ',
  'outcome-unknown',
  'place-lost',
  'internal',
] as const;
export type ServerCode = (typeof serverCodes)[number];

/** Codes that the client adds: no answer came, or the browser could not do it. */
export const clientCodes = [
  'offline',
  'stale-page',
  'touch-cancelled',
  'touch-unsupported',
  'touch-failed',
  'vault-locked',
  'vault-broken',
] as const;
type ClientCode = (typeof clientCodes)[number];

export type RefusalCode = ProtocolCode | ServerCode | ClientCode;
