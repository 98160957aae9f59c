/**
 * What changed, as a sentence that the team may send or rewrite: sessions that were removed, were moved, or have other
 * trainers.
 */
import type { Session } from '#protocol/records/kinds/session.ts';
import { t } from '../../words/words.ts';
import { placeWords } from '../my-programme/session-words.ts';
import { dayWords } from './programme-words.ts';
import { titleOf } from './programme-words.ts';
import type { Programme } from './programme-draft.ts';
import { clean } from '#domain/input/clean.ts';

const longest = 600;

export function newsOf(ids: readonly string[], before: Programme, after: Programme): string {
  const sentences = ids.map((id) => {
    const session = after.sessions.find((one) => one.id === id);
    const old = before.sessions.find((one) => one.id === id);
    if (session === undefined) return t('prog-news-gone', { title: titleOf(before, id) });
    const title = titleOf(after, id);
    if (old === undefined) return t('prog-news-new', { title, when: whenOf(session), where: placeWords(session) });
    if (isElsewhere(session, old))
      return t('prog-news-moved', { title, when: whenOf(session), where: placeWords(session) });
    return t('prog-news-other', { title });
  });
  // Marks of direction stay out of what is sealed.
  return [...clean(sentences.join(' '))].slice(0, longest).join('');
}

const whenOf = ({ date, start, end }: Session) => (date === '' ? '' : `${dayWords(date)} ${start}–${end}`);

function isElsewhere(session: Session, old: Session): boolean {
  const place = ({ date, start, end, room, trainers }: Session) => JSON.stringify([date, start, end, room, trainers]);
  return place(session) !== place(old);
}
