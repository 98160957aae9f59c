/** Days and sessions of the programme being edited, in words. */
import { dayIn } from '../../lib/time.ts';
import { locale, t } from '../../words/words.ts';
import type { Programme } from './programme-draft.ts';

/** Mon 12 Apr */
export const dayWords = (day: string): string => dayIn(`${day}T12:00:00Z`, 'UTC', locale.value);

export function titleOf(programme: Programme, id: string): string {
  return programme.sessions.find((session) => session.id === id)?.title.trim() || t('prog-untitled');
}
