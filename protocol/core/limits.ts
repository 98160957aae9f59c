/** Every maximum, with its reason. Units come last in the name. */
export const limits = {
  /** A tuple has at most this many elements: a roster entry's signature list is the longest in practice. */
  tupleElements: 4096,
  /** WebAuthn Level 3 §4: credential ids are at most 1023 bytes. */
  credentialIdBytes: 1023,
  /** Largest COSE key accepted: the ES256 form is 77 bytes, the EdDSA form 42. */
  coseKeyBytes: 128,
  /** clientDataJSON and authenticatorData of an assertion without extensions other than hmac-secret. */
  clientDataBytes: 1024,
  authenticatorDataBytes: 512,
  signatureBytes: 128,
  credentialsPerMember: 8,
  officers: 9,
  desks: 24,
  kinds: 48,
  /** An event ends so many days after its draft at most, ten years: what is kept for it is kept until after its end. */
  eventDaysAheadMax: 3660,
  /** A desk, and the people who are given a key at once: the largest gathering so far, 250, doubled. */
  membersPerEpoch: 500,
  /** Ids that an event may ever name; the id of a removed member counts too. */
  eventIds: 8192,
  /** What one member, or one desk, may change about itself within a day. */
  ownEntriesPerDay: 4,
  /** Somebody who keeps claiming leaves an hour in which an act that names the member comes through. */
  claimPauseMsMin: 3600 * 1000,
  claimAgeMsMax: 14 * 24 * 3600 * 1000,
  /** What one release of a claim waits, with another officer's acknowledgement and without. */
  releaseSeenMsMin: 24 * 3600 * 1000,
  releaseAloneMsMin: 72 * 3600 * 1000,
  /** A freeze by one officer ends by then; she holds so many at once, so many of them of officers. */
  freezeMsMax: 72 * 3600 * 1000,
  freezesPerOfficer: 5,
  /** A freeze that the portal has not ended so long after its time is an alarm against it. */
  lapseOverdueMs: 3600 * 1000,
  officersFrozenByOne: 1,
  /** Direct acts that a head may carry. */
  heldActs: 9,
  reservedPerEntry: 500,
  /** Ids that one officer's entries may have reserved and nobody holds. More need the quorum. */
  reservedByOne: 1000,
  monthKeys: 9,
  recipientBytes: 128,
  subjectNameBytes: 96,
  subjectsPerEntry: 32,
  readersPerRecord: 8,
  /** Secrets in one revision of an inbox, or of a desk's keys. Of more, the newest; the others are in earlier revisions. */
  generations: 64,
  /** Tag keys that a member gives one desk in one revision. */
  tagKeys: 900,
  /** People in one desk's shared record of states. */
  statePeople: 2000,
  /** Tasks of one desk about one person. */
  tasksPerCase: 32,
  /** A person's whole file is sealed again in one act. */
  recordsPerPut: 32,
  objectsPerAsk: 100,
  wrapsPerAsk: 500,
  /** So that PostgreSQL counts revisions as an integer. */
  revision: 2_147_483_647,
  witnesses: 3,
  signersPerEntry: 9,
  /** What one officer may have waiting for the others at once. */
  proposalsPerOfficer: 20,
  /** A genesis with nine officers, eight keys each and 48 kinds stays below this. */
  genesisBytes: 131072,
  entryBytes: 65536,
  /** What the portal leaves sealed with the witness beside an entry: 500 seeds of a new key, in text. */
  needsBytes: 4_194_304,
  /** What a person typed, before padding. A programme of 120 sessions with abstracts is the largest. */
  recordBytes: 131072,
  /** Padmé adds at most 12 % from 512 bytes on. */
  paddedBytes: 147456,
  /** Smallest padded size: most cards fit, so presence and length tell nothing. */
  padFloorBytes: 512,
  bodyBytes: 163840,
  wrapBytes: 4096,
  slotBytes: 2048,
  joinBytes: 16384,
  textBytes: 2000,
  wordBytes: 64,
  inviteAgeMsMax: 72 * 3600 * 1000,
  /** Of one officer, while they are listed: for the largest gathering so far, 250, doubled. */
  invitesPerOfficer: 500,
  invitesPerPage: 500,
  /** So long after its end a link with a join still answers: as long as a signed entry that adds its holder can wait. */
  admissionMsMax: 72 * 3600 * 1000,
  /** An opening's time may differ from the witness's clock by this much. */
  openingSkewMsMax: 10 * 60 * 1000,
  openingUntilMsMax: 12 * 3600 * 1000,
  batchItems: 200,
  /** Of one author and UTC day. A guest who saves her whole file ten times stays far below. */
  revisionsPerDayOfGuest: 300,
  /** An import of 500 people in 12 kinds is 6000. */
  revisionsPerDayOfStaff: 10_000,
  /** Of the records and wraps that one member stores in a UTC day. Her whole file, saved ten times, is less than 3 MiB. */
  bytesPerDayOfGuest: 16_777_216,
  /** An import of 500 people in 12 kinds, each with eight readers, is less than 100 MiB. */
  bytesPerDayOfStaff: 134_217_728,
  /** Of one member and UTC day, in the log: six gated kinds at the shipped 800 a day are 4800. */
  openingsPerDay: 5000,
  /** An opening without an outcome this long after its cosignature was given nothing, and is signed so. */
  outcomeAfterMs: 20 * 60 * 1000,
  outcomesPerAsk: 1000,
  outcomesPerPage: 10_000,
  bodiesPerPage: 1000,
  viewsPerPage: 1000,
  noticesPerPage: 1000,
  /** A page of any other list. */
  linesPerPage: 500,
  /** Sessions whose seats are rows: one answer lists all of them. */
  seatRows: 200,
  /** A head older than this serves only reading one's own file. */
  headAgeMsMax: 24 * 3600 * 1000,
  /** A head fetched with our own nonce must be this fresh for sealing, adding and opening. */
  headFreshMsMax: 10 * 60 * 1000,
  /** A signed roster entry is void after this, so that nobody uses an old approval. */
  entryAgeMsMax: 72 * 3600 * 1000,
  /** The portal takes no entry with less left: the witness, with a clock of its own, must still take it afterwards. */
  entryLeftMsMin: 60 * 1000,
  previousSecrets: 8,
  /** A public page stays under 30 KiB on the wire; an unpacked schedule may be larger. */
  publicFileBytes: 262144,
  publicFiles: 64,
  /** What the public wrote is kept for 400 days at most after it was asked for: longer than the longest sign-up. */
  requestKeepMsMax: 34_560_000_000,
  /** A letter, a message, a decoy: everything in the stream has this size. */
  parcelBytes: 2048,
  /** Someone who looks once a month misses nothing; three months later nobody can. */
  parcelDays: 90,
  /** Tags for letters of one day between two people. Fewer make equal tags, more make the search slower. */
  letterTags: 4,
  /** A lane carries this many messages before its tags repeat; then a new one is opened. */
  messageTags: 64,
  /** Periods of a week: keys are published for half a year ahead. */
  periodsAhead: 26,
  groupMembers: 40,
  /** Groups that a client keeps, and of them by one maker: with the longest lists they fit into one archive chunk. */
  groupsKept: 128,
  groupsOfOneMaker: 16,
  /** The year 2200: a message's time must be one that every calendar can show. */
  sentAtMsMax: 7_258_118_400_000,
  /** One part of a message, so that it fits its parcel, whatever else is in it; longer ones are sent in parts. */
  messageTextBytes: 1120,
  messageParts: 8,
  /** Ids of what its sender saw last. */
  messagePrev: 8,
  parcelsPerPage: 64,
  parcelsPerLook: 4,
  /** Letters to everyone, twice, and a day of writing. */
  parcelsPerDay: 1500,
  attachmentBytes: 10485760,
  attachmentChunkBytes: 65536,
} as const;
