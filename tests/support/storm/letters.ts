/** What somebody writes in a storm: one message after the other, and which of them she was shown as sent. */
import type { Person } from '../../../tools/demo/person.ts';
import type { ThreadTarget } from '../../../client/vault/threads/view-types.ts';

export class Letters {
  readonly #person: Person;
  readonly #handle: string;
  readonly #target: ThreadTarget;
  #written = 0;
  readonly sent = new Set<string>();

  constructor(person: Person, handle: string, target: ThreadTarget) {
    [this.#person, this.#handle, this.#target] = [person, handle, target];
  }

  /** Before the one before was sent, nobody writes the next. */
  async write(): Promise<void> {
    const { vault } = this.#person;
    if ((await vault.threadFlush()).waiting > 0) return;
    const text = `${this.#handle} writes ${(this.#written += 1)}`;
    const { messages } = await vault.threadWrite(this.#target, { text });
    for (const message of messages) if (message.mine && message.state === 'sent') this.sent.add(message.text);
  }
}
