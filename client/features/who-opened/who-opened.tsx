/** Who opened my file: every line was found and checked by this page in the whole log, not looked up on the server. */
import { useEffect, useState } from 'preact/hooks';
import { me, vault, noticed } from '../../state/session.ts';
import { CheckedCard } from '../../ui/band.tsx';
import { Button } from '../../ui/button.tsx';
import { StateChip } from '../../ui/chip.tsx';
import { deviceWord } from '../../ui/device.ts';
import { StateLine } from '../../ui/envelope.tsx';
import { Face } from '../../ui/face.tsx';
import { Fingerprint } from '../../ui/fingerprint.tsx';
import { CheckList, EventRow } from '../../ui/list.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { Say } from '../../ui/say.tsx';
import { dayKey } from '#domain/schedule/zone-keys.ts';
import type { CountedOpening, Trace, TraceLine } from '../../vault/log/openings-of-mine.ts';
import { listed } from '../../ui/list-words.ts';
import { hasWords, locale, t } from '../../words/words.ts';
import { FileTrouble } from '../../components/file-trouble.tsx';
import { Frame } from '../../components/page-frame.tsx';
import { isWhole } from '../../state/card-state.ts';
import { clockTime, dayAndTime, dayName, eventZone, within } from '../../state/event-time.ts';
import { loadTrace, ownCards, ownTrace, traceCode } from '../../state/my-file.ts';
import { kindName, reasonName, teamName } from '../../state/names.ts';
import { hexOf } from '../../lib/hex.ts';
import { saveText } from '../../lib/save-text.ts';

export function Opened() {
  useEffect(() => void loadTrace(), []);
  const trace = ownTrace.value;
  return (
    <Frame current="/opened">
      <h1>{t('who-title')}</h1>
      <FileTrouble />
      {trace === undefined && traceCode.value === undefined && (
        <CheckedCard state="checking" title={t('checking')} text={t('who-checking-all')} seed="who" />
      )}
      {trace !== undefined && <Found trace={trace} />}
    </Frame>
  );
}

function Found({ trace }: { trace: Trace }) {
  const zone = eventZone();
  const days = [...Map.groupBy(trace.lines, (line) => dayKey(line.time, zone)).values()];
  return (
    <>
      <CheckedCard
        state={isWhole(trace) ? 'whole' : 'stale'}
        title={t(isWhole(trace) ? 'who-whole' : 'who-not-whole')}
        text={t('who-whole-text-named', {
          count: trace.entries,
          device: deviceWord(),
          when: clockTime(trace.checkedAt),
          witness: me.value?.witness ?? '',
        })}
        seed={trace.fingerprint}
      />
      {trace.short.length > 0 && <Notice look="now" icon="warning" what={t('who-short')} next={t('who-short-next')} />}
      {trace.unread.length > 0 && (
        <Notice
          look="soon"
          icon="warning"
          what={t('who-unread', { count: trace.unread.length })}
          safe={whichWords(trace, 'overdue')}
          next={t('who-unread-next', { places: listed(trace.unread.map(String)) })}
        />
      )}
      {trace.notKnown.length > 0 && (
        <Notice
          look="soon"
          icon="warning"
          what={t('who-not-known', { count: trace.notKnown.length })}
          safe={whichWords(trace, 'unknown')}
          next={t('who-not-known-next', { places: listed(trace.notKnown.map(String)) })}
        />
      )}
      {trace.answering.length > 0 && (
        <Notice
          icon="clock"
          what={t('who-answering', { count: trace.answering.length })}
          safe={whichWords(trace, 'answering')}
          next={t('who-answering-next')}
        />
      )}
      {trace.setAside.length > 0 && (
        <Notice
          look="soon"
          icon="warning"
          what={t('who-set-aside', { count: trace.setAside.length })}
          next={t('who-set-aside-next')}
        />
      )}
      {days.map((lines) => (
        <section key={lines[0]?.leaf} class="stack-s">
          <h2>{dayName(lines[0]?.time ?? 0)}</h2>
          <ul class="events">
            {lines.map((line) => (
              <OneLook key={line.leaf} line={line} trace={trace} />
            ))}
          </ul>
        </section>
      ))}
      {trace.refused.length > 0 && (
        <section class="stack-s">
          <h2>{t('who-refused-title')}</h2>
          <ul class="stack-s">
            {trace.refused.map((line) => (
              <li key={line.leaf}>
                <Say id="who-refused" args={{ team: within(teamName(line.desk)), kind: kindName(line.kind) }} />
                <p class="dim fact">{dayAndTime(line.time)}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Nobody trace={trace} />
      {trace.notices.length > 0 && (
        <section class="stack-s">
          <h2>{t('who-notices')}</h2>
          <ul class="stack-s">
            {trace.notices.map((notice) => (
              <li key={notice.leaf}>
                <p>{noticeWords(notice.what)}</p>
                <p class="dim fact">{dayAndTime(notice.time)}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p class="dim fact">{t('who-one-witness', { witness: me.value?.witness ?? '' })}</p>
    </>
  );
}

/** Which of her envelopes entries are about, where her page still has them. */
function whichWords(trace: Trace, state: CountedOpening['state']): string | undefined {
  const records = trace.counted.filter((opening) => opening.state === state).map(({ record }) => record);
  const kinds = (ownCards.value ?? [])
    .filter((card) => records.includes(card.record))
    .map(({ kind }) => kindName(kind));
  if (kinds.length === 0) return undefined;
  return t('who-which', { kinds: new Intl.ListFormat(locale.value, { type: 'unit' }).format(new Set(kinds)) });
}

function noticeWords(what: string): string {
  return hasWords(`notice-${what}`) ? t(`notice-${what}`) : t('notice-other', { what });
}

function OneLook({ line, trace }: { line: TraceLine; trace: Trace }) {
  const [shown, setShown] = useState(false);
  const team = teamName(line.desk);
  return (
    <EventRow
      face={<Face id={line.who} size={44} />}
      text={reasonName(line.reason)}
      when={clockTime(line.time)}
      extra={
        <>
          {!line.tagCompared && <span class="label">{t('who-tag-unknown')}</span>}
          {!line.deskHeld && (
            <span>
              <StateChip look="now" icon="warning">
                {t('who-not-member', { team: within(team) })}
              </StateChip>
            </span>
          )}
          <span>
            <Button kind="link" small icon={shown ? 'up' : 'down'} expanded={shown} onClick={() => setShown(!shown)}>
              {t(shown ? 'who-hide-proof' : 'who-show-proof')}
            </Button>
          </span>
          {shown && <Proof line={line} trace={trace} />}
        </>
      }
    >
      <Say id="who-looked-the" args={{ team: within(team), kind: kindName(line.kind) }} />
    </EventRow>
  );
}

function Proof({ line, trace }: { line: TraceLine; trace: Trace }) {
  const [code, setCode] = useState<string | undefined>();
  const save = (): void => {
    setCode(undefined);
    vault.evidence().then(
      (text) => saveText('proof.json', 'application/json', text),
      (error: unknown) => setCode(noticed(error).code),
    );
  };
  return (
    <div class="notice">
      <div class="stack-s">
        <CheckList
          items={[
            <Say key="place" id="who-proof-place" args={{ place: line.leaf }} />,
            t('who-proof-added-all'),
            t('who-proof-witness'),
            ...(line.deskHeld ? [t('who-proof-key', { team: within(teamName(line.desk)) })] : []),
          ]}
        />
        <p class="label">{t('who-fingerprint')}</p>
        <Fingerprint hex={hexOf(trace.fingerprint)} label={t('who-fingerprint')} />
        <p>
          <Button kind="link" onClick={save}>
            {t('who-save-proof')}
          </Button>
        </p>
        {code !== undefined && <Refusal code={code} />}
      </div>
    </div>
  );
}

function Nobody({ trace }: { trace: Trace }) {
  const readable = (ownCards.value ?? []).filter((card) => card.readers.length > 0 && card.gated);
  const closed = readable.filter((card) => !trace.lines.some((line) => line.record === card.record));
  if (closed.length === 0) return null;
  if (!isWhole(trace)) return null;
  if (trace.lines.length === 0) return <StateLine state="sealed">{t('who-nobody')}</StateLine>;
  const list = new Intl.ListFormat(locale.value, { type: 'disjunction' });
  return (
    <StateLine state="sealed">
      <Say id="who-nobody-kinds" args={{ kinds: list.format(closed.map((card) => kindName(card.kind))) }} />
    </StateLine>
  );
}
