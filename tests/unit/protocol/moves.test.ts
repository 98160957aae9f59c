// Attack class 3: a ciphertext in any other place. Every pair of a small population of records that differ in kind,
// record, owner, revision, author or desk; a malicious author may sign what she likes.
import { beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '#protocol/core/bytes.ts';
import {
  bodyCodec,
  deskWrapCodec,
  recordDigest,
  sealedRecord,
  sharesCodec,
  type RecordSecrets,
} from '#protocol/records/record.ts';
import { sealRecord, type SealInput } from '#protocol/records/seal.ts';
import { openContent, requireWrapsTo, unwrapAsDesk, unwrapAsOwner, unwrapAsWitness } from '#protocol/records/unwrap.ts';
import { requireRecordLeaf, verifyDeskWrap, verifyRecord, type VerifiedRecord } from '#protocol/records/verify.ts';
import { headerHash } from '#protocol/records/header.ts';
import { parseLeaf } from '#protocol/log/leaf.ts';
import { signRetire, verifyRetire } from '#protocol/records/retire.ts';
import { signDetached, sodiumReady } from '#protocol/crypto/sodium.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { uint32 } from '#protocol/core/codec.ts';
import { deskId, officersDesk } from '#protocol/core/ids.ts';
import { wrap, wrapCodec } from '#protocol/crypto/wrap.ts';
import {
  append,
  kind,
  mintEpoch,
  rekey,
  standardEvent,
  travel,
  visa,
  type Minted,
  type Person,
} from '../../support/protocol/event.ts';
import { ask, decide, file, inputFor, verifyFiled, type Filed } from '../../support/protocol/sealed-records.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';

interface Placed {
  readonly name: string;
  readonly filed: Filed;
  readonly owner: Person | undefined;
  readonly author: Person;
}

let world: ReturnType<typeof standardEvent>;
let population: readonly Placed[];

beforeAll(async () => {
  await sodiumReady;
  world = standardEvent('moves');
  const { event, tess, tomas, vera, amal, bijan } = world;
  const personal = (name: string, of: string, author: Person, owner: Person, before?: Filed): Placed => {
    const content = utf8(name);
    const filed = file(event, { kind: kind(of), author, owner, content, ...(before && { before }) });
    return { name, filed, owner, author };
  };
  const ofDesk = (name: string, of: string, author: Person, desk: typeof travel, about?: Person): Placed => ({
    name,
    filed: file(event, { kind: kind(of), author, desk, content: utf8(name), ...(about && { about }) }),
    owner: undefined,
    author,
  });
  const first = personal('amal travel 1', 'travel', amal, amal);
  population = [
    first,
    personal('amal travel 2', 'travel', amal, amal, first.filed),
    personal('amal reach', 'reach', amal, amal),
    personal('amal card', 'card', amal, amal),
    personal('amal notes', 'notes', amal, amal),
    personal('bijan travel', 'travel', bijan, bijan),
    personal('bijan reach', 'reach', bijan, bijan),
    personal('amal itinerary by tess', 'itinerary', tess, amal),
    personal('bijan itinerary by tomas', 'itinerary', tomas, bijan),
    ofDesk('case of travel', 'case-travel', tess, travel, amal),
    ofDesk('other case of travel', 'case-travel', tess, travel, bijan),
    ofDesk('case of visa', 'case-visa', vera, visa, amal),
    ofDesk('guest list', 'guest-list', event.officers[0]!, officersDesk),
  ];
});

function pairs(act: (one: Placed, other: Placed) => string, allowed: readonly string[]): void {
  const wrong: string[] = [];
  for (const one of population) {
    for (const other of population) {
      if (one === other) continue;
      const code = act(one, other);
      if (!allowed.includes(code)) wrong.push(`${one.name} / ${other.name}: ${code}`);
    }
  }
  expect(wrong).toEqual([]);
}

/** What the author herself could sign: the body with one part taken from another record. */
function resigned(one: Placed, change: Partial<ReturnType<typeof bodyCodec.parse>>): Uint8Array {
  const body = bodyCodec.encode({ ...bodyCodec.parse(sealedRecord.parse(one.filed.sealed.record).body), ...change });
  const message = tuple('dd1/sig/record', world.event.rootfp, recordDigest(body));
  return sealedRecord.encode({ body, signature: signDetached(one.author.keys.sign.secretKey, message) });
}

const verify = (bytes: Uint8Array, leaf: number): VerifiedRecord => verifyRecord(world.event.roster, bytes, leaf, {});

describe('a ciphertext moved to another place is refused', { timeout: 60_000 }, () => {
  it('control: each record opens in its own place', () => {
    for (const { name, filed } of population) {
      const { deskShare, witnessShare } = filed.secrets;
      const opened = openContent(verifyFiled(world.event, filed), filed.sealed.content, deskShare, witnessShare);
      expect(opened).toEqual(utf8(name));
    }
  });

  it('content beside another body', () => {
    pairs(
      (one, other) => {
        const { deskShare, witnessShare } = other.filed.secrets;
        return refusalOf(() =>
          openContent(verifyFiled(world.event, one.filed), other.filed.sealed.content, deskShare, witnessShare),
        );
      },
      ['record-signature'],
    );
  });

  it('content and its hash in another body, signed by that body’s author, under either record’s shares', () => {
    pairs(
      (one, other) => {
        const { contentHash, commitment } = verifyFiled(world.event, other.filed);
        const verified = verify(resigned(one, { contentHash, commitment }), one.filed.leaf);
        const { content } = other.filed.sealed;
        for (const { deskShare, witnessShare } of [one.filed.secrets, other.filed.secrets]) {
          const code = refusalOf(() => openContent(verified, content, deskShare, witnessShare));
          if (code !== 'record-commitment') return code;
        }
        const half = refusalOf(() =>
          openContent(verified, content, one.filed.secrets.deskShare, other.filed.secrets.witnessShare),
        );
        return half;
      },
      ['record-commitment'],
    );
  });

  it('a body asked for as another', () => {
    pairs(
      (one, other) => {
        const { header } = other.filed.input;
        const expected = {
          kind: header.kind,
          record: header.record,
          author: header.author,
          ...(header.owner !== undefined && { owner: header.owner }),
        };
        const code = refusalOf(() =>
          verifyRecord(world.event.roster, one.filed.sealed.record, one.filed.leaf, expected),
        );
        // Two revisions of one record share everything that can be asked for: there the leaf decides, below.
        const revisions = header.record === one.filed.record;
        return revisions && code === 'accepted' ? 'record-expected' : code;
      },
      ['record-expected'],
    );
  });

  it('a body at another’s leaf', () => {
    pairs(
      (one, other) => {
        const leaf = parseLeaf(world.event.leaves[other.filed.leaf]!);
        return refusalOf(() => requireRecordLeaf(verifyFiled(world.event, one.filed), one.filed.secrets.tagKey, leaf));
      },
      ['leaf-missing'],
    );
  });

  it('a signature under another body', () => {
    pairs(
      (one, other) => {
        const { body } = sealedRecord.parse(one.filed.sealed.record);
        const { signature } = sealedRecord.parse(other.filed.sealed.record);
        return refusalOf(() => verify(sealedRecord.encode({ body, signature }), one.filed.leaf));
      },
      ['record-signature'],
    );
  });

  it('an owner wrap in another body, signed by that body’s author', () => {
    pairs(
      (one, other) => {
        const { ownerWrap } = verifyFiled(world.event, other.filed);
        const held = verifyFiled(world.event, one.filed).ownerWrap;
        if (ownerWrap === undefined || held === undefined) return 'wrong-key';
        const verified = verify(resigned(one, { ownerWrap }), one.filed.leaf);
        const pairsOf = [one.owner!.keys.seal, other.owner!.keys.seal];
        return refusalOf(() => unwrapAsOwner(verified, pairsOf));
      },
      ['wrong-key'],
    );
  });

  it('a witness wrap in another body, signed by that body’s author', () => {
    pairs(
      (one, other) => {
        const { witnessWrap } = verifyFiled(world.event, other.filed);
        const held = verifyFiled(world.event, one.filed).witnessWrap;
        if (witnessWrap === undefined || held === undefined) return 'wrong-key';
        const verified = verify(resigned(one, { witnessWrap }), one.filed.leaf);
        const code = refusalOf(() => requireWrapsTo(verified, one.filed.secrets, world.event.witness.card.sealKey));
        if (code !== 'wrap-recipient') return code;
        return refusalOf(() => unwrapAsWitness(verified, world.event.witness.seal));
      },
      ['wrong-key'],
    );
  });

  it('a desk wrap beside another body, as it was signed and as its author would sign it again', () => {
    pairs(
      (one, other) => {
        const wrapBytes = other.filed.sealed.deskWraps[0];
        const desk = other.filed.input.deskKeys[0]?.desk;
        if (wrapBytes === undefined || desk === undefined) return 'wrong-key';
        const { event } = world;
        const verified = verifyFiled(event, one.filed);
        const moved = refusalOf(() => verifyDeskWrap(event.roster, verified, wrapBytes));
        if (moved !== 'wrap-signature') return moved;
        const old = deskWrapCodec.parse(wrapBytes);
        const message = tuple(
          'dd1/sig/desk-wrap',
          event.rootfp,
          verified.digest,
          deskId.encode(desk),
          uint32.encode(old.epoch),
          wrapCodec.encode(old.wrap),
        );
        const signature = signDetached(one.author.keys.sign.secretKey, message);
        const again = deskWrapCodec.encode({ ...old, digest: verified.digest, signer: one.author.member, signature });
        return refusalOf(() => {
          const given = verifyDeskWrap(event.roster, verified, again);
          unwrapAsDesk(verified, given, (event.epochs.get(desk) as Minted).pair);
        });
      },
      ['wrong-key', 'record-policy'],
    );
  });

  it('an opening answered with another record', () => {
    const { event, tess } = world;
    pairs(
      (one, other) => {
        if (
          one.owner === undefined ||
          !one.filed.input.header.gated ||
          !one.filed.input.header.readers.includes(travel)
        )
          return 'record-expected';
        const asked = ask(event, tess, travel, [one.filed]);
        const place = append(event, asked.leaves[0]!);
        return refusalOf(() => decide(event, asked.bodies[0]!, asked.salts[0]!, other.filed, place));
      },
      ['record-expected', 'opening-body'],
    );
  });
});

describe('a header that says something false is refused', () => {
  const seal = (input: SealInput) => {
    const sealed = sealRecord(input);
    const leaf = append(world.event, sealed.leaf);
    return refusalOf(() => verifyRecord(world.event.roster, sealed.record, leaf, {}));
  };
  const travelOf = (change: Partial<SealInput['header']>, more: Partial<SealInput> = {}) => {
    const { event, amal } = world;
    const input = inputFor(event, {
      kind: kind('travel'),
      author: amal,
      owner: amal,
      content: utf8('x'),
      header: change,
    });
    return seal({ ...input, ...more });
  };

  it('control: the same header without a change is accepted', () => {
    expect(travelOf({})).toBe('accepted');
  });

  it('about gate, readers, owner, kind, author, revision, roster', () => {
    const { bijan, vera, event } = world;
    expect(travelOf({ gated: false })).toBe('record-policy');
    expect(travelOf({}, { witnessKey: undefined })).toBe('record-policy');
    expect(travelOf({}, { ownerKey: undefined })).toBe('record-policy');
    expect(travelOf({ readers: [travel, visa] }, { deskKeys: [] })).toBe('record-policy');
    expect(travelOf({ readers: [travel, travel] }, { deskKeys: [] })).toBe('record-policy');
    expect(travelOf({ kind: kind('nothing') })).toBe('record-policy');
    expect(travelOf({ owner: undefined })).toBe('record-policy');
    expect(travelOf({ desk: travel })).toBe('record-policy');
    expect(travelOf({ about: bijan.member })).toBe('record-policy');
    expect(travelOf({ owner: bijan.member })).toBe('record-policy');
    expect(travelOf({ owner: bijan.member, ownerKeyHash: bijan.card.sealKeyHash })).toBe('record-author');
    expect(travelOf({ ownerKeyHash: bijan.card.sealKeyHash })).toBe('record-policy');
    expect(travelOf({ author: vera.member })).toBe('record-signature');
    expect(travelOf({ author: event.randomness.id() })).toBe('record-author');
    expect(travelOf({ revision: 0 })).toBe('record-expected');
    const next = () => event.leaves.length;
    expect(travelOf({ revision: next() + 2 })).toBe('record-expected');
    expect(travelOf({ revision: next() + 1, seen: next() })).toBe('accepted');
    expect(travelOf({ seen: next() + 1 })).toBe('record-expected');
    expect(travelOf({ record: event.randomness.id() })).toBe('record-place');
    expect(travelOf({ rosterHead: event.randomness.bytes(32) })).toBe('roster-chain');
    expect(travelOf({ rosterSeq: 99 })).toBe('roster-chain');
    expect(travelOf({ rootfp: event.randomness.bytes(32) })).toBe('root-mismatch');
  });

  it('about a desk’s record', () => {
    const { event, tess, amal, vera } = world;
    const caseOf = (author: Person, change: Partial<SealInput['header']>) =>
      seal(
        inputFor(event, {
          kind: kind('case-travel'),
          author,
          desk: travel,
          about: amal,
          content: utf8('x'),
          header: change,
        }),
      );
    expect(caseOf(tess, {})).toBe('accepted');
    expect(caseOf(tess, { about: undefined })).toBe('record-policy');
    expect(caseOf(tess, { about: world.bijan.member })).toBe('record-place');
    expect(caseOf(tess, { about: event.randomness.id() })).toBe('record-author');
    expect(caseOf(tess, { owner: amal.member })).toBe('record-policy');
    expect(caseOf(tess, { owner: amal.member, ownerKeyHash: amal.card.sealKeyHash })).toBe('record-policy');
    expect(caseOf(tess, { desk: officersDesk })).toBe('record-policy');
    expect(caseOf(tess, { readers: [visa] })).toBe('record-policy');
    expect(caseOf(tess, { readers: [] })).toBe('record-policy');
    expect(caseOf(vera, {})).toBe('record-author');
    expect(caseOf(amal, {})).toBe('record-author');
  });

  it('about keys that count only from their entry on, and until the next', () => {
    const { event, amal } = world;
    const header = { rosterSeq: 0, rosterHead: event.roster.heads[0] as Uint8Array };
    const input = inputFor(event, { kind: kind('travel'), author: amal, owner: amal, content: utf8('x'), header });
    const sealed = sealRecord(input);
    const joined = event.roster.members.get(amal.member)![0]!.from;
    for (const leaf of [0, joined - 1, joined]) {
      expect(refusalOf(() => verifyRecord(event.roster, sealed.record, leaf, {}))).toBe('record-author');
    }
    expect(refusalOf(() => verifyRecord(event.roster, sealed.record, joined + 1, {}))).toBe('accepted');
  });

  it('about a head that came only after its leaf', () => {
    const { event, amal } = world;
    const { seq, headLeaves } = event.roster;
    const input = inputFor(event, { kind: kind('travel'), author: amal, owner: amal, content: utf8('x') });
    const sealed = sealRecord(input);
    const last = headLeaves[seq] as number;
    expect(refusalOf(() => verifyRecord(event.roster, sealed.record, last, {}))).toBe('roster-chain');
    expect(refusalOf(() => verifyRecord(event.roster, sealed.record, last + 1, {}))).toBe('accepted');
  });
});

describe('an author who wraps other secrets than she committed to is caught by each reader', () => {
  type Lie = Partial<RecordSecrets>;
  const lies = (): Readonly<Record<string, Lie>> => {
    const { randomness } = world.event;
    return {
      'the desk’s share': { deskShare: randomness.key() },
      'the witness’s share': { witnessShare: randomness.key() },
      'the tag key': { tagKey: randomness.key() },
    };
  };
  /** The body with its wraps made anew, bound to its own header and signed: only the commitments can tell. */
  const told = (filed: Filed, author: Person, lie: Lie) => {
    const { event } = world;
    const { rootfp } = event;
    const body = bodyCodec.parse(sealedRecord.parse(filed.sealed.record).body);
    const binding = headerHash(body.header);
    const secrets = { ...filed.secrets, ...lie };
    const { gated } = filed.input.header;
    const sealTo = (publicKey: Uint8Array, role: 'owner' | 'witness' | 'desk', shares: Partial<RecordSecrets>) => {
      const { deskShare, witnessShare } = shares;
      return wrap(publicKey, sharesCodec.encode({ deskShare, witnessShare, tagKey: secrets.tagKey }), {
        rootfp,
        role,
        binding,
      });
    };
    const { ownerKey, witnessKey } = filed.input;
    const { witnessShare, deskShare } = secrets;
    const bytes = bodyCodec.encode({
      ...body,
      ownerWrap: ownerKey && sealTo(ownerKey, 'owner', secrets),
      witnessWrap: witnessKey && sealTo(witnessKey, 'witness', { witnessShare }),
    });
    const digest = recordDigest(bytes);
    const sign = (message: Uint8Array) => signDetached(author.keys.sign.secretKey, message);
    const record = sealedRecord.encode({ body: bytes, signature: sign(tuple('dd1/sig/record', rootfp, digest)) });
    const [to] = filed.input.deskKeys as [SealInput['deskKeys'][0]];
    const sealed = sealTo(to.publicKey, 'desk', gated ? { deskShare } : { deskShare, witnessShare });
    const message = tuple(
      'dd1/sig/desk-wrap',
      rootfp,
      digest,
      deskId.encode(to.desk),
      uint32.encode(to.epoch),
      wrapCodec.encode(sealed),
    );
    const { desk, epoch } = to;
    const signature = sign(message);
    const deskWrap = deskWrapCodec.encode({ digest, desk, epoch, wrap: sealed, signer: author.member, signature });
    return { verified: verify(record, filed.leaf), deskWrap, record };
  };
  const asDesk = ({ verified, deskWrap }: ReturnType<typeof told>) =>
    refusalOf(() => {
      const given = verifyDeskWrap(world.event.roster, verified, deskWrap);
      unwrapAsDesk(verified, given, (world.event.epochs.get(travel) as Minted).pair);
    });

  it('control: wraps made anew with the committed secrets open for everyone', () => {
    const { event, amal } = world;
    const made = told(file(event, { kind: kind('travel'), author: amal, owner: amal, content: utf8('x') }), amal, {});
    expect(refusalOf(() => unwrapAsOwner(made.verified, [amal.keys.seal]))).toBe('accepted');
    expect(refusalOf(() => unwrapAsWitness(made.verified, event.witness.seal))).toBe('accepted');
    expect(asDesk(made)).toBe('accepted');
  });

  it('of a gated record: owner, witness and desk each check every secret that they get', () => {
    const { event, amal } = world;
    const filed = file(event, { kind: kind('travel'), author: amal, owner: amal, content: utf8('x') });
    for (const [name, lie] of Object.entries(lies())) {
      const made = told(filed, amal, lie);
      expect(
        refusalOf(() => unwrapAsOwner(made.verified, [amal.keys.seal])),
        name,
      ).toBe('record-commitment');
      const witness = refusalOf(() => unwrapAsWitness(made.verified, event.witness.seal));
      expect(witness, name).toBe('deskShare' in lie ? 'accepted' : 'record-commitment');
      expect(asDesk(made), name).toBe('witnessShare' in lie ? 'accepted' : 'record-commitment');
    }
  });

  it('of an ungated record: the desk gets all three and checks all three', () => {
    const { event, tess } = world;
    const filed = file(event, {
      kind: kind('case-travel'),
      author: tess,
      desk: travel,
      about: world.amal,
      content: utf8('x'),
    });
    expect(asDesk(told(filed, tess, {}))).toBe('accepted');
    for (const [name, lie] of Object.entries(lies()))
      expect(asDesk(told(filed, tess, lie)), name).toBe('record-commitment');
  });
});

describe('a desk wrap counts only from those who may give it', () => {
  it('author, owner and members of that desk; a stranger’s own good signature does not help', () => {
    const { event, tess, vera, amal, bijan } = world;
    const filed = file(event, { kind: kind('itinerary'), author: tess, owner: amal, content: utf8('x') });
    const verified = verifyFiled(event, filed);
    const old = deskWrapCodec.parse(filed.sealed.deskWraps[0]!);
    const by = (signer: Person) => {
      const message = tuple(
        'dd1/sig/desk-wrap',
        event.rootfp,
        verified.digest,
        deskId.encode(old.desk),
        uint32.encode(old.epoch),
        wrapCodec.encode(old.wrap),
      );
      const signature = signDetached(signer.keys.sign.secretKey, message);
      const bytes = deskWrapCodec.encode({ ...old, signer: signer.member, signature });
      return refusalOf(() => verifyDeskWrap(event.roster, verified, bytes));
    };
    expect([tess, world.tomas, amal].map(by)).toEqual(['accepted', 'accepted', 'accepted']);
    expect([vera, bijan, event.officers[0]!].map(by)).toEqual(['wrap-signature', 'wrap-signature', 'wrap-signature']);
  });
});

describe('a key that a rekey ended', () => {
  it('still opens and verifies what is before the entry, and nothing after it', () => {
    const { event, amal } = standardEvent('ended');
    const { randomness } = event;
    const filing = { kind: kind('travel'), author: amal, owner: amal, content: utf8('x') };
    const earlier = file(event, filing);
    const backdated = sealRecord(inputFor(event, filing));
    const fresh = rekey(event, amal);
    const verifyAt = (record: Uint8Array, leaf: number) =>
      refusalOf(() => verifyRecord(event.roster, record, leaf, {}));

    expect(verifyAt(earlier.sealed.record, earlier.leaf)).toBe('accepted');
    expect(unwrapAsOwner(verifyFiled(event, earlier), [fresh.keys.seal, amal.keys.seal])).toEqual(earlier.secrets);
    // Signed with the old key and kept back until after the entry: the leaf tells.
    expect(verifyAt(backdated.record, append(event, backdated.leaf))).toBe('record-signature');
    // Signed with the new key, and handed in as if it had been there before.
    const after = file(event, { ...filing, author: fresh, owner: fresh });
    expect(verifyAt(after.sealed.record, after.leaf)).toBe('accepted');
    expect(verifyAt(after.sealed.record, earlier.leaf)).toBe('record-signature');

    const retire = {
      rootfp: event.rootfp,
      record: earlier.record,
      lowestLive: 2,
      signer: amal.member,
      time: event.now,
    };
    const signedBy = (person: Person) => signRetire(retire, person.keys.sign.secretKey, randomness.key()).bytes;
    const retireAt = (bytes: Uint8Array, leaf: number) => refusalOf(() => verifyRetire(event.roster, bytes, leaf));
    expect(retireAt(signedBy(amal), event.leaves.length)).toBe('record-signature');
    expect(retireAt(signedBy(fresh), event.leaves.length)).toBe('accepted');
  });
});

describe('desks that change', () => {
  it('a wrap for an epoch that the roster does not know is refused, and one for an older epoch still opens', () => {
    const fresh = standardEvent('epochs');
    const { event, amal } = fresh;
    const filed = file(event, { kind: kind('travel'), author: amal, owner: amal, content: utf8('x') });
    const older = event.epochs.get(travel) as Minted;
    mintEpoch(event, travel);
    const verified = verifyFiled(event, filed);
    const wrapBytes = filed.sealed.deskWraps[0]!;
    const given = verifyDeskWrap(event.roster, verified, wrapBytes);
    expect(unwrapAsDesk(verified, given, older.pair).deskShare).toEqual(filed.secrets.deskShare);
    expect(refusalOf(() => unwrapAsDesk(verified, given, (event.epochs.get(travel) as Minted).pair))).toBe('wrong-key');
    const unknown = deskWrapCodec.encode({ ...deskWrapCodec.parse(wrapBytes), epoch: 3 });
    expect(refusalOf(() => verifyDeskWrap(event.roster, verified, unknown))).toBe('desk-key');
  });
});
