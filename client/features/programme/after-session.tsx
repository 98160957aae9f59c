/** After a session: its feedback, in sealed choices, and the certificate under the alias. */
import { useState } from 'preact/hooks';
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { Button, Segments } from '../../ui/button.tsx';
import { deviceWord } from '../../ui/device.ts';
import { Empty } from '../../ui/empty.tsx';
import { TextArea } from '../../ui/fields/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { RowList } from '../../ui/list.tsx';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { mine, programme, saveOwn } from '../../state/my-programme/my-programme.ts';
import { ProgrammeFrame } from './programme-frame.tsx';
import { daysOf, sessionsOf, spotsOf } from '../../state/my-programme/my-days.ts';
import { whenWords } from '../../state/my-programme/session-words.ts';
import { Readers } from '../../components/readers.tsx';
import { clean } from '#domain/input/clean.ts';
import { eventZone } from '../../state/event-time.ts';
import { cardOf } from '../../state/my-file.ts';
import { instantOf } from '#domain/schedule/time-zones.ts';

type Feedback = Content<'feedback'>;

export function After() {
  return (
    <ProgrammeFrame view="/programme/after" title={t('day-after-title')}>
      {() => (
        <>
          <RowList
            rows={[
              { title: t('day-cert-title'), text: t('day-cert-row'), icon: 'paper', href: '/programme/certificate' },
            ]}
          />
          <FeedbackForm plan={programme.value as Content<'programme'>} />
        </>
      )}
    </ProgrammeFrame>
  );
}

/** Return the sessions that she had a seat in and that are over. */
export function ridden(plan: Content<'programme'>, now = Date.now()): readonly Session[] {
  return daysOf(sessionsOf(plan, mine.value.circles))
    .flatMap((day) => spotsOf(plan, mine.value, day))
    .flatMap(({ kind, session }) => (kind === 'ride' && session !== undefined ? [session] : []))
    .filter(({ date, end, kind }) => kind !== 'break' && (instantOf(date, end, eventZone()) ?? now) < now);
}

function FeedbackForm({ plan }: { plan: Content<'programme'> }) {
  const act = useAct();
  const card = cardOf('feedback');
  const [draft, setDraft] = useState<Feedback | undefined>();
  const [sent, setSent] = useState(false);
  const feedback = draft ?? card?.content ?? { sessions: [] };
  const sessions = ridden(plan);
  if (sessions.length === 0) return <Empty title={t('day-feedback-none')} text={t('day-feedback-none-text')} />;
  const change = (id: string, part: Partial<Feedback['sessions'][number]>): void => {
    const now = feedback.sessions.find((one) => one.session === id) ?? { session: id, useful: 0, note: '' };
    const others = feedback.sessions.filter((one) => one.session !== id);
    setSent(false);
    setDraft({ sessions: [...others, { ...now, ...part }] });
  };
  const send = () =>
    act.run('send', async () => {
      const said = feedback.sessions.map((one) => ({ ...one, note: clean(one.note) }));
      await saveOwn('feedback', { sessions: said.filter(({ useful, note }) => useful > 0 || note !== '') });
      setDraft(undefined);
      setSent(true);
    });
  return (
    <section class="stack">
      <h2>{t('day-feedback-title')}</h2>
      <p class="dim">{t('day-feedback-text')}</p>
      {card !== undefined && (
        <p class="row">
          <Readers readers={card.readers} />
        </p>
      )}
      <ul class="stack-s">
        {sessions.map((session) => (
          <OneAnswer
            key={session.id}
            session={session}
            answer={feedback.sessions.find((one) => one.session === session.id)}
            onChange={(part) => change(session.id, part)}
          />
        ))}
      </ul>
      {sent && <Notice look="fine" icon="envelope-sealed" what={t('day-feedback-sent')} />}
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
      <Button
        kind="do"
        icon="envelope-sealed"
        wide
        disabled={draft === undefined}
        busy={act.busy !== undefined && t('locking', { device: deviceWord() })}
        onClick={() => void send()}
      >
        {t('lock-and-send')}
      </Button>
    </section>
  );
}

interface AnswerProps {
  session: Session;
  answer: Feedback['sessions'][number] | undefined;
  onChange: (part: { useful?: number; note?: string }) => void;
}

function OneAnswer({ session, answer, onChange }: AnswerProps) {
  return (
    <li>
      <details class="sheet fold-away">
        <summary>
          <h3 class="grow">
            <bdi>{session.title}</bdi>
            <span class="note">
              {answer === undefined || answer.useful === 0
                ? whenWords(session)
                : t('day-feedback-given', { useful: answer.useful })}
            </span>
          </h3>
          <Icon name="down" size={22} />
        </summary>
        <div class="stack">
          <div class="stack-s">
            <p>{t('day-feedback-useful')}</p>
            <Segments
              label={t('day-feedback-useful')}
              value={String(answer?.useful ?? 0)}
              onPick={(useful) => onChange({ useful: Number(useful) })}
              options={['1', '2', '3', '4', '5'].map((value) => ({ value, label: value }))}
            />
          </div>
          <TextArea
            label={t('day-feedback-note')}
            optional={t('optional')}
            rows={2}
            maxLength={600}
            value={answer?.note ?? ''}
            onInput={(note) => onChange({ note })}
          />
        </div>
      </details>
    </li>
  );
}
