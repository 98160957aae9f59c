/** One envelope of the file: its state in one sentence, who can read it, why, until when. */
import { Readers, untilWords } from '../../components/readers.tsx';
import { lastCounted, lastLook, stateOf, type CardState } from '../../state/card-state.ts';
import type { ComponentChildren } from 'preact';
import { Button } from '../../ui/button.tsx';
import { deviceWord } from '../../ui/device.ts';
import { Card } from '../../ui/envelope.tsx';
import type { FileCard } from '../../vault/my-file/read-own-records.ts';
import type { Trace } from '../../vault/log/openings-of-mine.ts';
import { t } from '../../words/words.ts';
import { draftOf } from '../../state/card-drafts.ts';
import { dayAndTime, within } from '../../state/event-time.ts';
import { isOwnKind } from '../../state/my-file.ts';
import { kindName, reasonName, teamName } from '../../state/names.ts';

function sentence(card: FileCard, state: CardState, trace: Trace | undefined): ComponentChildren {
  if (isOwnKind(card.kind) && draftOf(card.kind) !== undefined) return t('file-open', { device: deviceWord() });
  if (state === 'open') return t('file-blank');
  const counted = lastCounted(card, trace);
  if (counted !== undefined) return t(`file-${counted.state}`);
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
      state={state === 'counted' ? 'opened' : state}
      sign={state === 'counted' ? 'warning' : undefined}
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
