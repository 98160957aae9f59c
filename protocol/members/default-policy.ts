/** The policy of a new event. An event with other desks and kinds is another genesis. */
import { communicationsDesk, membersDesk, officersDesk, programmeDesk, type DeskId, type KindId } from '../core/ids.ts';
import type { KindRule } from './kind-rule.ts';
import type { EventFacts, Policy } from './policy.ts';
import { caseKind, standingForms, stateKind } from './standing.ts';

const [travel, visa] = ['travel', 'visa'] as unknown as readonly [DeskId, DeskId];
const desks = [officersDesk, travel, visa, programmeDesk, communicationsDesk];

const often = { batch: 200, perHour: 400, perDay: 800 };
type Rest = Partial<Omit<KindRule, 'kind'>> & { readonly keepDays: number };
const rule = (kind: string, rest: Rest): KindRule => ({
  kind: kind as KindId,
  owned: 'person',
  writers: [],
  readers: [],
  gated: false,
  ...often,
  ...rest,
});

const everyone = [travel, visa, officersDesk, programmeDesk];
const ofProgramme = { writers: [programmeDesk], readers: [programmeDesk] };
const cases = (desk: DeskId) =>
  rule(caseKind(desk), { owned: 'about', writers: [desk], readers: [desk], keepDays: 30 });

const kinds: readonly KindRule[] = [
  rule('programme', { owned: 'desk', writers: [programmeDesk], readers: [membersDesk], keepDays: 30 }),
  rule('site', { owned: 'desk', ...ofProgramme, keepDays: 90 }),
  rule('circle', { ...ofProgramme, keepDays: 7 }),
  rule('choices', { readers: [programmeDesk], gated: true, keepDays: 30 }),
  rule('seats', { ...ofProgramme, keepDays: 30 }),
  rule('agenda', { keepDays: 30 }),
  rule('feedback', { readers: [programmeDesk], keepDays: 60 }),
  rule('card', { readers: everyone, gated: true, keepDays: 30 }),
  rule('reach', { readers: everyone, gated: true, keepDays: 60 }),
  rule('travel', { readers: [travel], gated: true, keepDays: 14 }),
  rule('notes', { keepDays: 90 }),
  rule('self', { keepDays: 90 }),
  rule('itinerary', { writers: [travel], readers: [travel], gated: true, keepDays: 30 }),
  cases(travel),
  cases(visa),
  rule('guest-list', {
    owned: 'desk',
    writers: [officersDesk],
    readers: [officersDesk],
    gated: true,
    keepDays: 30,
  }),
];

/** Travel and visa see each other's state of a person, without reasons. */
const sharedState: ReadonlyMap<KindId, readonly DeskId[]> = new Map([
  [stateKind(travel), [travel, visa]],
  [stateKind(visa), [visa, travel]],
]);

const longest = Math.max(...kinds.map(({ keepDays }) => keepDays));
const standing = standingForms(desks, kinds, officersDesk).map(({ kind, ...form }) =>
  rule(kind, { ...form, readers: sharedState.get(kind) ?? form.readers, keepDays: longest }),
);

export function defaultPolicy(event: EventFacts): Policy {
  return {
    event,
    desks,
    kinds: [...kinds, ...standing],
    ways: [
      { role: 'officer', ways: ['hardware'], credentials: 2, backupAllowed: false, attestation: 'none' },
      { role: 'staff', ways: ['hardware'], credentials: 2, backupAllowed: false, attestation: 'none' },
      { role: 'participant', ways: ['hardware', 'phone'], credentials: 1, backupAllowed: false, attestation: 'none' },
    ],
  };
}
