/** The participant's own cards and who looked at them. They are read once and kept while the page is unlocked. */
import { computed, effect, signal } from '@preact/signals';
import { checkAgain, me, noticed, ownName, tidying, vault } from './session.ts';
import { blankContent, type Content, type ContentKind } from '#protocol/records/content.ts';
import type { FileCard } from '../vault/my-file/read-own-records.ts';
import type { AsideLine } from '../vault/log/newer.ts';
import type { Trace } from '../vault/log/openings-of-mine.ts';

export const ownCards = signal<readonly FileCard[] | undefined>(undefined);
export const ownTrace = signal<Trace | undefined>(undefined);
/** How many records that a team wrote for her do not open. */
export const ownDamaged = signal(0);
/** What is in the place of a record of hers and is none, with who signed it. */
export const ownAside = signal<readonly AsideLine[]>([]);
/** The code of what stopped the reading of the file, or of the trace. */
export const fileCode = signal<string | undefined>(undefined);
export const traceCode = signal<string | undefined>(undefined);

effect(() => {
  if (me.value !== undefined) return;
  ownCards.value = undefined;
  ownTrace.value = undefined;
  ownDamaged.value = 0;
  ownAside.value = [];
  fileCode.value = undefined;
  traceCode.value = undefined;
});

// A pending check has succeeded: what waited for it continues.
effect(() => {
  if (me.value?.checked === true && traceCode.peek() !== undefined) void loadTrace();
});

// What is tidied in the background is new when it is done.
let tidiedBefore = false;
effect(() => {
  const now = tidying.value;
  if (tidiedBefore && !now && me.peek() !== undefined) {
    void loadFile();
    retryTrace();
  }
  tidiedBefore = now;
});

export async function loadFile(): Promise<void> {
  fileCode.value = undefined;
  try {
    await readFile();
  } catch (error) {
    fileCode.value = noticed(error).code;
  }
}

/** Read the file, for callers that must know whether it was read. */
export async function readFile(): Promise<void> {
  const who = me.peek()?.member;
  const cards = await vault.file();
  const damaged = await vault.damaged();
  const aside = await vault.aside();
  if (me.peek()?.member !== who) return;
  ownCards.value = cards.map((card) => (card.mine && isEmpty(card) ? { ...card, blank: true } : card));
  ownDamaged.value = damaged;
  ownAside.value = aside;
}

/** Return true for an empty card. It stays empty when it is sealed again for a team's new key or for her own. */
function isEmpty({ kind, content }: FileCard): boolean {
  return isOwnKind(kind) && JSON.stringify(content) === JSON.stringify(blankContent(kind));
}

/** Ask again for what failed while the witness did not answer. The notice goes with the answer. */
export function retryTrace(): void {
  if (traceCode.peek() !== undefined) void loadTrace();
}

/** Note that something which needs the witness has succeeded: no page may say any longer that it does not answer. */
export function witnessAnswered(): void {
  if (me.peek()?.checked === false) checkAgain().catch(noticed);
  else retryTrace();
}

/** Check the whole log. It takes a while, so nothing waits for it. */
export async function loadTrace(): Promise<void> {
  const who = me.peek()?.member;
  traceCode.value = undefined;
  try {
    const trace = await vault.trace();
    if (me.peek()?.member === who) ownTrace.value = trace;
    // With the log read it is known what of the file is none of its place, and what stands there.
    void loadFile();
  } catch (error) {
    traceCode.value = noticed(error).code;
  }
}

export function cardOf<K extends ContentKind>(kind: K): FileCard<K> | undefined {
  return ownCards.value?.find((card) => card.kind === kind) as FileCard<K> | undefined;
}

// Help now, which comes with the page, says her name too: it knows this signal, not the cards.
effect(() => {
  ownName.value = (cardOf('card')?.content as Content<'card'> | undefined)?.alias.trim() ?? '';
});

/** The newest itinerary that the travel team wrote for her. */
export const itineraryCard = computed(
  () =>
    (ownCards.value ?? []).filter((card) => card.kind === 'itinerary').toSorted((a, b) => b.leaf - a.leaf)[0] as
      | FileCard<'itinerary'>
      | undefined,
);
export const itinerary = computed(() => itineraryCard.value?.content);

/** Kinds a participant fills in herself, in the order in which they help. */
export const ownKindOrder = ['card', 'reach', 'travel', 'notes'] as const;
/** My file. Choices, seats, agenda and the like belong to the programme and are shown there. */
const fileKinds: readonly string[] = [...ownKindOrder, 'itinerary'];
export const fileCards = computed(() => ownCards.value?.filter((card) => fileKinds.includes(card.kind)));
export type OwnKind = (typeof ownKindOrder)[number];
export const isOwnKind = (kind: string): kind is OwnKind => (ownKindOrder as readonly string[]).includes(kind);

/**
 * Wait until the vault has completed the file in the background. A second writer at the same time would make a card
 * twice.
 */
export function tidied(): Promise<void> {
  return new Promise((resolve) => {
    const stop = tidying.subscribe((busy) => {
      if (busy) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}
