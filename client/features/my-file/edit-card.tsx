/** One card of the file as a form. Its content is only in this page until it is sealed and sent. */
import { useLocation, useRoute } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import { blankContent, type Content } from '#protocol/records/content.ts';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { deviceWord } from '../../ui/device.ts';
import { Facts } from '../../ui/envelope.tsx';
import { focusWrong } from '../../ui/fields/unfinished-words.ts';
import type { Typed } from '../../lib/unfinished.ts';
import { Notice, Refusal } from '../../ui/notice.tsx';
import type { FileCard } from '../../vault/my-file/read-own-records.ts';
import type { SaveResult } from '../../vault/my-file/save-record.ts';
import { factsOf } from '../../vault/session/refusal.ts';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { useSteady } from '../../state/use-steady.ts';
import { CardFields } from './card-fields.tsx';
import { draftIsBehind, draftOf, dropDraft, holdDrafts, keepDraft, seeNewest } from '../../state/card-drafts.ts';
import { Readers, untilWords } from '../../components/readers.tsx';
import { finished, type Wrong } from '../../state/clean-input.ts';
import { Frame } from '../../components/page-frame.tsx';
import {
  cardOf,
  isOwnKind,
  loadFile,
  ownCards,
  readFile,
  tidied,
  witnessAnswered,
  type OwnKind,
} from '../../state/my-file.ts';
import { kindName } from '../../state/names.ts';
import { needPhones } from '../../state/phone-numbers.ts';

export function EditCard() {
  const { params } = useRoute();
  const go = useSteady(useLocation().route);
  const kind = params['kind'] ?? '';
  const known = isOwnKind(kind);
  useEffect(() => {
    if (!isOwnKind(kind)) go('/file', true);
    else if (ownCards.peek() === undefined) void loadFile();
  }, [kind, go]);
  if (!known) return null;
  const ready = ownCards.value !== undefined;
  return (
    <Frame current="/file">{ready ? <Form key={kind} kind={kind} /> : <p role="status">{t('file-opening')}</p>}</Frame>
  );
}

/** Refusals after which the page locks itself. What was typed is kept through that lock. */
const lockCodes: readonly string[] = ['session-missing', 'session-over', 'vault-locked'];

function Form({ kind }: { kind: OwnKind }) {
  const card = cardOf(kind);
  const typed: Typed<Content<OwnKind>> =
    draftOf(kind) ?? (card?.content as Content<OwnKind> | undefined) ?? blankContent(kind);
  const [wrong, setWrong] = useState<readonly Wrong[]>([]);
  const [asked, setAsked] = useState(false);
  const [sent, setSent] = useState<boolean | undefined>();
  const [elsewhere, setElsewhere] = useState<'told' | 'shown' | undefined>();
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  const change = (next: Typed<Content<OwnKind>>): void => {
    keepDraft(kind, next);
    setSent(undefined);
    setAsked(false);
    if (wrong.length > 0) setWrong(finished(kind, next).wrong);
  };
  const send = async (): Promise<void> => {
    if (kind === 'reach') await needPhones();
    const { content, wrong: now } = finished(kind, typed);
    setWrong(now);
    // An odd address may still be right, so it is asked about once; an empty answer cannot be sent.
    // A field of its own that is not part of the content yet, such as a language that was typed and not taken.
    const stops = form.current?.querySelector('[data-stops]') ?? null;
    if (stops !== null || content === undefined || now.some((one) => !one.odd) || (now.length > 0 && !asked)) {
      setAsked(stops === null && now.every((one) => one.odd));
      focusWrong(form.current);
      return;
    }
    const result = await act.run('save', async () => {
      await tidied();
      try {
        return await sendUnlessBehind(kind, content);
      } catch (error) {
        const { code } = factsOf(error);
        if (lockCodes.includes(code)) holdDrafts();
        if (code !== 'record-conflict') throw error;
        return 'behind' as const;
      }
    });
    if (result === 'behind') return setElsewhere('told');
    if (result === undefined) return;
    witnessAnswered();
    setElsewhere(undefined);
    dropDraft(kind);
    setWrong([]);
    setSent(result.closed);
    await loadFile();
  };
  const showNewest = () =>
    act.run('newest', async () => {
      await readFile();
      seeNewest(kind);
      setElsewhere('shown');
    });
  const takeNewest = (): void => {
    dropDraft(kind);
    setElsewhere(undefined);
    setWrong([]);
  };
  if (sent !== undefined) return <Sent kind={kind} closed={sent} onChange={() => setSent(undefined)} />;
  const unsure = wrong.length > 0 && wrong.every((one) => one.odd);
  return (
    <form
      class="stack narrow"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div>
        <h1>{kindName(kind)}</h1>
        <p class="dim">{t(`kind-${kind}-why`)}</p>
      </div>
      {card !== undefined && (
        <Facts
          rows={[
            { label: t('fact-readers'), value: <Readers readers={card.readers} /> },
            { label: t('fact-until'), value: untilWords(card.until) },
          ]}
        />
      )}
      {elsewhere === 'shown' && card !== undefined && <Newest kind={kind} card={card} onTake={takeNewest} />}
      <CardFields kind={kind} content={typed} card={card} wrong={wrong} onChange={change} />
      <p class="dim fact">{t('file-typed-here', { device: deviceWord() })}</p>
      {unsure && <Notice look="soon" icon="warning" what={t('edit-card-odd')} next={t('edit-card-odd-next')} />}
      {wrong.length > 0 && !unsure && <Notice what={t('edit-card-wrong', { count: wrong.length })} />}
      {elsewhere === 'told' && (
        <Notice
          look="soon"
          icon="warning"
          what={t('edit-card-elsewhere')}
          next={t('edit-card-elsewhere-next')}
          action={
            <Button small busy={act.busy === 'newest' && t('working')} onClick={() => void showNewest()}>
              {t('edit-card-newest-show')}
            </Button>
          }
        />
      )}
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
      <Button
        kind="do"
        icon="envelope-sealed"
        wide
        type="submit"
        busy={act.busy === 'save' && t('locking', { device: deviceWord() })}
      >
        {t(unsure ? 'edit-card-anyway' : 'lock-and-send')}
      </Button>
      <Button wide href="/file">
        {t('edit-card-later')}
      </Button>
    </form>
  );
}

/** Look at the newest revision before sending, so that nothing sent from another window is replaced unseen. */
async function sendUnlessBehind(kind: OwnKind, content: Content<OwnKind>): Promise<SaveResult | 'behind'> {
  await readFile();
  return draftIsBehind(kind, content) ? 'behind' : vault.save(kind, content);
}

/** Show what the other window sent, above the draft. */
function Newest({ kind, card, onTake }: { kind: OwnKind; card: FileCard; onTake: () => void }) {
  return (
    <>
      <section class="sheet stack-s">
        <h2 tabIndex={-1} ref={(title) => title?.focus()}>
          {t('edit-card-newest')}
        </h2>
        <fieldset class="stack" disabled>
          <CardFields
            kind={kind}
            content={card.content as Content<OwnKind>}
            card={undefined}
            wrong={[]}
            onChange={() => undefined}
          />
        </fieldset>
        <Button onClick={onTake}>{t('edit-card-newest-take')}</Button>
      </section>
      <h2>{t('edit-card-yours')}</h2>
    </>
  );
}

/** Say "closed" only if the witness said so. */
function Sent({ kind, closed, onChange }: { kind: OwnKind; closed: boolean; onChange: () => void }) {
  return (
    <>
      <h1 tabIndex={-1} ref={(title) => title?.focus()}>
        {kindName(kind)}
      </h1>
      <Notice
        look={closed ? 'fine' : 'soon'}
        icon="envelope-sealed"
        what={t('edit-card-sent')}
        safe={t(closed ? 'edit-card-closed' : 'edit-card-not-closed')}
      />
      <Button kind="do" wide href="/file">
        {t('edit-card-back')}
      </Button>
      <Button wide onClick={onChange}>
        {t('change')}
      </Button>
    </>
  );
}
