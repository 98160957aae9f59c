// What a card of somebody's file says: never "locked", where an opening of it counts as opened.
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type * as CardState from '../../../client/state/card-state.ts';
import type { CountedOpening, Trace, TraceLine } from '../../../client/vault/log/openings-of-mine.ts';
import type { FileCard } from '../../../client/vault/my-file/read-own-records.ts';

let state: typeof CardState;
beforeAll(async () => {
  vi.stubGlobal('__RELEASE__', 'tests');
  vi.stubGlobal('location', { origin: 'http://localhost', hostname: 'localhost' });
  state = await import('../../../client/state/card-state.ts');
});

const card = { kind: 'travel', record: 'one', blank: false, mine: true } as unknown as FileCard;
const look = (leaf: number, record = 'one') => ({ leaf, record }) as TraceLine;
const counted = (leaf: number, of: CountedOpening['state'], record = 'one') =>
  ({ leaf, record, state: of }) as CountedOpening;
const trace = (lines: readonly TraceLine[], openings: readonly CountedOpening[] = []) =>
  ({ lines, counted: openings, unread: [], answering: [], notKnown: [], short: [] }) as unknown as Trace;
const shown = (of: Trace | undefined) => state.stateOf(card, of);

describe('a card', () => {
  it('is locked where nothing was opened, and opened where somebody looked', () => {
    expect([shown(trace([])), shown(trace([look(5)])), shown(trace([look(5, 'two')]))]).toEqual([
      'sealed',
      'opened',
      'sealed',
    ]);
  });

  it.each(['answering', 'overdue', 'unknown'] as const)('counts as opened where an entry of it is %s', (of) => {
    expect(shown(trace([], [counted(5, of)]))).toBe('counted');
    expect(shown(trace([], [counted(5, of, 'two')]))).toBe('sealed');
  });

  it('says what came last', () => {
    expect(shown(trace([look(5)], [counted(6, 'unknown')]))).toBe('counted');
    expect(shown(trace([look(6)], [counted(5, 'unknown')]))).toBe('opened');
    expect(state.lastCounted(card, trace([], [counted(7, 'answering'), counted(6, 'unknown')]))?.state).toBe(
      'answering',
    );
  });

  it('says that nobody has signed for an old entry, whatever came after it', () => {
    const of = trace([look(9)], [counted(8, 'answering'), counted(3, 'overdue')]);
    expect([shown(of), state.lastCounted(card, of)?.state]).toEqual(['counted', 'overdue']);
  });

  it('says nothing of openings before the log was read', () => {
    expect(shown(undefined)).toBe('sealed');
  });
});
