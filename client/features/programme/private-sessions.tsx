/** Circles and one-to-ones: the server has no row of them. Question and answer are sealed. */
import type { Content } from '#protocol/records/content.ts';
import { Tick } from '../../ui/fields/choice.tsx';
import { TextArea } from '../../ui/fields/field.tsx';
import { isAnswer } from '#domain/programme/seat-book.ts';
import { t } from '../../words/words.ts';
import { mine } from '../../state/my-programme/my-programme.ts';
import { isAskable } from '../../state/my-programme/my-days.ts';
import { whenWords } from '../../state/my-programme/session-words.ts';

interface AskProps {
  plan: Content<'programme'>;
  open: boolean;
  onChange: (choices: Content<'choices'>) => void;
}

export function PrivateSessions({ plan, open, onChange }: AskProps) {
  const { choices } = mine.value;
  const sessions = plan.sessions.filter(isAskable);
  const noteOf = (id: string) => {
    const note = choices.asks.find((ask) => ask.session === id)?.note;
    return note !== undefined && isAnswer(note) ? '' : note;
  };
  const set = (id: string, note: string | undefined): void => {
    const others = choices.asks.filter((ask) => ask.session !== id);
    onChange({ ...choices, asks: note === undefined ? others : [...others, { session: id, note }] });
  };
  if (sessions.length === 0 || (!open && sessions.every(({ id }) => noteOf(id) === undefined))) return null;
  return (
    <section class="stack-s">
      <h2>{t('day-asks')}</h2>
      <p class="dim">{t('day-asks-text')}</p>
      <ul class="wishes">
        {sessions.map((session) => {
          const note = noteOf(session.id);
          if (!open && note === undefined) return null;
          return (
            <li key={session.id}>
              {open ? (
                <Tick
                  label={session.title}
                  note={whenWords(session)}
                  checked={note !== undefined}
                  onChange={(on) => set(session.id, on ? '' : undefined)}
                />
              ) : (
                <p>
                  <b>{session.title}</b> <span class="dim">{whenWords(session)}</span>
                </p>
              )}
              {open && note !== undefined && (
                <TextArea
                  label={t('day-ask-note')}
                  optional={t('optional')}
                  rows={2}
                  maxLength={400}
                  value={note}
                  onInput={(typed) => set(session.id, typed)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
