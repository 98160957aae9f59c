/** One envelope of the file: its state in one sentence, who can read it, why, until when. */
import type { ComponentChildren } from 'preact';
import { me } from '../session.ts';
import { Button } from '../ui/button.tsx';
import { OnlyYou, ReaderChip, StateChip } from '../ui/chip.tsx';
import { deviceWord } from '../ui/device.ts';
import { Card, type EnvelopeState } from '../ui/envelope.tsx';
import { dateIn } from '../ui/time.ts';
import type { FileCard, Reader } from '../vault/file.ts';
import type { Trace, TraceLine } from '../vault/trace.ts';
import { locale, t } from '../words/words.ts';
import { draftOf } from './drafts.ts';
import { dayAndTime, within } from './moments.ts';
import { isOwnKind, ownCards, ownKindOrder, type OwnKind } from './own.ts';
import { kindName, reasonName, teamName } from './saying.ts';

function lastLook(card: FileCard, trace: Trace | undefined): TraceLine | undefined {
  return trace?.lines.find((line) => line.record === card.record);
}

export function stateOf(card: FileCard, trace: Trace | undefined): EnvelopeState {
  if (isOwnKind(card.kind) && draftOf(card.kind) !== undefined) return 'open';
  if (card.blank) return 'open';
  return lastLook(card, trace) === undefined ? 'sealed' : 'opened';
}

/** What is asked for and still empty, in the order in which it helps: the one count of every page. Notes are never asked for. */
export function toFill(cards: readonly FileCard[]): readonly OwnKind[] {
  const blank = (kind: OwnKind) => cards.some((card) => card.kind === kind && card.blank);
  return ownKindOrder.filter((kind) => kind !== 'notes' && blank(kind));
}

/** A team that reads any card of hers has its key: what is not sealed to it yet will be at her next sign-in. */
function hasKey(desk: string): boolean {
  return (ownCards.value ?? []).some((card) => card.readers.some((one) => one.desk === desk && one.canOpen));
}

/** Chips come from the verified envelopes: a team without a fitting key is named, and said to be waiting. */
export function Readers({ readers, short = false }: { readers: readonly Reader[]; short?: boolean }) {
  if (readers.length === 0) return <OnlyYou face={me.value?.member ?? ''} />;
  const many = short || readers.length > 1 || deviceWord() === 'phone';
  return (
    <>
      {readers.map(({ desk, people, canOpen }) => (
        <span key={desk} class="row">
          <ReaderChip faces={people} team={teamName(desk)} people={people.length} short={many} />
          {!canOpen && <StateChip icon="clock">{t(hasKey(desk) ? 'file-waiting-next' : 'file-waiting')}</StateChip>}
        </span>
      ))}
    </>
  );
}

export function untilWords(until: number): string {
  return dateIn(until, me.value?.event.zone ?? 'Europe/Stockholm', locale.value);
}

function sentence(card: FileCard, state: EnvelopeState, trace: Trace | undefined): ComponentChildren {
  if (isOwnKind(card.kind) && draftOf(card.kind) !== undefined) return t('file-open', { device: deviceWord() });
  if (state === 'open') return t('file-blank');
  const look = lastLook(card, trace);
  if (look !== undefined)
    return t('file-looked', {
      team: within(teamName(look.desk)),
      when: within(dayAndTime(look.time)),
      why: reasonName(look.reason),
    });
  if (!card.mine) return t('file-written', { kind: kindName(card.kind) });
  if (card.readers.length === 0) return t('file-sealed-own');
  return trace === undefined ? t('file-sealed-own') : t('file-sealed');
}

export function FileEnvelope({ card, trace }: { card: FileCard; trace: Trace | undefined }) {
  const state = stateOf(card, trace);
  const own = isOwnKind(card.kind);
  const whyId = `kind-${card.kind}-why`;
  return (
    <Card
      state={state}
      title={kindName(card.kind)}
      sentence={sentence(card, state, trace)}
      seal={card.record}
      facts={[
        { label: t('fact-readers'), value: <Readers readers={card.readers} short /> },
        { label: t('fact-why'), value: t(whyId) },
        { label: t('fact-until'), value: untilWords(card.until) },
      ]}
      verbs={
        state === 'open' ? (
          <Button icon="envelope-open" wide href={`/file/${card.kind}`}>
            {t(card.blank ? 'file-fill-in' : 'go-on')}
          </Button>
        ) : (
          <>
            <Button kind="link" href={own ? `/file/${card.kind}` : '/journey'}>
              {t(own ? 'change' : 'file-read')}
            </Button>
            {card.readers.length > 0 && (
              <Button kind="link" href="/opened">
                {t('file-who')}
              </Button>
            )}
          </>
        )
      }
    />
  );
}
