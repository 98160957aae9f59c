// The refusals that stop the whole page: those that prove a fork, and no others.
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type * as Session from '../../../client/state/session.ts';
import { Refused } from '../../../client/vault/session/refusal.ts';

let session: typeof Session;
beforeAll(async () => {
  vi.stubGlobal('__RELEASE__', 'tests');
  vi.stubGlobal('location', { origin: 'http://localhost', hostname: 'localhost' });
  session = await import('../../../client/state/session.ts');
});
afterEach(() => {
  session.fork.value = undefined;
});

describe('a refusal', () => {
  it.each(['log-fork', 'log-behind', 'state-differs', 'verdict-false', 'outcome-twice'] as const)(
    '%s stops everything',
    (code) => {
      session.noticed(new Refused(code, 'two trees'));
      expect(session.fork.value?.code).toBe(code);
    },
  );

  it.each(['record-old', 'leaf-missing', 'opening-tag', 'log-body', 'record-expected'] as const)(
    '%s is said where it happened: one of a team can cause it',
    (code) => {
      expect(session.noticed(new Refused(code, 'one record')).code).toBe(code);
      expect(session.fork.value).toBeUndefined();
    },
  );
});
