/** One person to tell: where, when, and the sentence to copy. */
import { useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/fields/choice.tsx';
import { Panel } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/envelope.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { LOCALE_NAMES, LOCALES, t, type Locale } from '../../words/words.ts';
import type { Told } from './tell-line.ts';
import { pick } from '../../state/messages/thread-state.ts';
import { memberName } from '../../state/messages/thread-names.ts';
import { dayAndTime, within } from '../../state/event-time.ts';
import { isSafeNow, reachWords } from './tell-reach.ts';
import { sentence, sentenceLocale, sentencesOf } from './tell-sentences.ts';

interface TellPanelProps {
  row: Told;
  busy: boolean;
  refusal: string | undefined;
  onTold: () => void;
  onClose: () => void;
}

export function TellPanel({ row: { line, file }, busy, refusal, onTold, onClose }: TellPanelProps) {
  const reach = file?.reach;
  const words = reachWords(file);
  const safe = reach === undefined ? undefined : isSafeNow(reach, Date.now());
  const name = memberName(line.owner);
  return (
    <Panel title={name} face={line.owner} text={t('tell-count', { count: line.messages })} onClose={onClose}>
      {words === undefined ? (
        <Notice icon="envelope-sealed" what={t('tell-closed')} next={t('tell-closed-next')} />
      ) : (
        <Facts
          rows={[
            { label: t('tell-reach'), value: <bdi>{words}</bdi> },
            ...(reach === undefined || reach.address === ''
              ? []
              : [{ label: t('person-reach'), value: <b class="ltr">{reach.address}</b> }]),
          ]}
        />
      )}
      {safe === false && <Notice look="soon" what={t('tell-not-now')} next={t('tell-not-now-next')} />}
      <Sentence languages={file?.card?.languages ?? []} neutralName={reach?.neutralName ?? ''} />
      {refusal !== undefined && <Refusal code={refusal} />}
      {line.toldAt !== undefined && (
        <Notice look="fine" what={t('tell-told-at', { when: within(dayAndTime(line.toldAt)) })} />
      )}
      <div class="row">
        <Button kind="do" icon="check" busy={busy && t('sending')} onClick={onTold}>
          {t(line.toldAt === undefined ? 'tell-do' : 'tell-again')}
        </Button>
        <Button href="/messages" onClick={() => void pick({ type: 'thread', thread: line.thread })}>
          {t('tell-thread')}
        </Button>
      </div>
    </Panel>
  );
}

function Sentence({ languages, neutralName }: { languages: readonly string[]; neutralName: string }) {
  const [locale, setLocale] = useState<Locale>(() => sentenceLocale(languages));
  const [turn, setTurn] = useState(0);
  const [copied, setCopied] = useState(false);
  const text = sentence(locale, turn, neutralName);
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  const another = (): void => {
    setTurn((turn + 1) % sentencesOf(locale));
    setCopied(false);
  };
  return (
    <section>
      <h3>{t('tell-sentence')}</h3>
      <p class="label">{t('tell-sentence-note')}</p>
      <Select
        label={t('language')}
        value={locale}
        onPick={(next) => {
          setLocale(next);
          setCopied(false);
        }}
        options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
      />
      <p class="said" lang={locale} dir="auto">
        {text}
      </p>
      <div class="row">
        <Button small icon={copied ? 'check' : 'copy'} onClick={copy}>
          {copied ? t('copied') : t('copy')}
        </Button>
        <Button small kind="link" onClick={another}>
          {t('tell-another')}
        </Button>
      </div>
    </section>
  );
}
