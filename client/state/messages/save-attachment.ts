/** Save an attachment onto this computer. The browser gets no media type, so nothing of it is opened or run here. */
import type { MessageId } from '#protocol/core/ids.ts';
import { vault } from '../session.ts';
import { openView } from './thread-state.ts';
import { saveBytes } from '../../lib/save-text.ts';

export async function saveAttachment(message: MessageId, name: string): Promise<void> {
  const thread = openView.peek()?.line.thread;
  if (thread === undefined) return;
  const { bytes } = await vault.threadFile(thread, message);
  saveBytes(name, 'application/octet-stream', bytes);
}
