/** Who wrote, and the name of a thread, in words. */
import { cleanLine } from '#domain/input/clean.ts';
import { t } from '../../words/words.ts';
import type { MessageView, ThreadLine } from '../../vault/threads/view-types.ts';
import { threads } from './thread-state.ts';
import { personName, teamName } from '../names.ts';

/** Return what a sender calls herself, without the characters that could change the words around it. */
export function plainName(name: string): string {
  return cleanLine(name);
}

export function senderName({ mine, alias, sender }: Pick<MessageView, 'mine' | 'alias' | 'sender'>): string {
  if (mine) return t('you');
  return plainName(alias) || personName(sender);
}

export const actsTitle = (message: MessageView): string =>
  message.mine ? t('msg-acts-own') : t('msg-acts', { name: senderName(message) });

/** Return the name of a thread: a participant sees the team's name, the team sees the participant's. */
export function threadName(line: ThreadLine, own: string | undefined): string {
  if (line.kind === 'announcement') return t('msg-from-team', { team: teamName(line.desk) });
  if (line.kind === 'desk' && line.owner === own) return teamName(line.desk);
  const title = plainName(line.title);
  if (title !== '') return title;
  if (line.kind === 'group') return t('msg-group-unnamed');
  const other = line.kind === 'desk' ? line.owner : line.members.find((member) => member !== own);
  return personName(other ?? '');
}

/** Return what a thread's face is drawn from: the person, or the thread. */
export function faceOf(line: ThreadLine, own: string | undefined): string {
  if (line.kind === 'direct') return line.members.find((member) => member !== own) ?? line.thread;
  if (line.kind === 'desk' && line.owner !== own) return line.owner ?? line.thread;
  return line.kind === 'desk' || line.kind === 'announcement' ? line.desk : line.thread;
}

/** Return what a member calls herself to a team, or another name for her here. */
export function memberName(member: string): string {
  const lines = threads.value?.lines ?? [];
  const line = lines.find(({ kind, owner, title }) => kind === 'desk' && owner === member && plainName(title) !== '');
  return line === undefined ? personName(member) : plainName(line.title);
}
