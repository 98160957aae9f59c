/** The waits of a founding look every few seconds, and say what stops them. */
import { useState } from 'preact/hooks';
import { noticed } from '../../state/session.ts';
import { usePoll } from '../../state/use-act.ts';

const lookMs = 4000;

/**
 * Ask while `on`. Returns the code of the last refusal, until an answer comes. A link or a draft that is not known any more means
 * that the founder began again: this page has nothing to wait for.
 */
export function useFoundingLook(on: boolean, ask: () => Promise<void>): string | undefined {
  const [code, setCode] = useState<string>();
  usePoll(lookMs, on && code !== replaced, async () => {
    try {
      await ask();
      setCode(undefined);
    } catch (error) {
      const refused = noticed(error).code;
      setCode(refused === 'invite-unknown' ? replaced : refused);
    }
  });
  return code;
}

const replaced = 'founding-replaced';
