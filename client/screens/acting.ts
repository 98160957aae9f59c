/** One act at a time, its words while it runs, and its refusal as facts: every screen of the teams works this way. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { noticed } from '../session.ts';
import type { RefusalFacts } from '../vault/refusal.ts';

export interface Acting {
  /** The name of the act under way. */
  readonly busy: string | undefined;
  readonly refusal: RefusalFacts | undefined;
  /** Answers nothing when it was refused, or when another act is still under way. */
  run<T>(name: string, act: () => Promise<T>): Promise<T | undefined>;
  clear(): void;
}

export function useAct(): Acting {
  const [busy, setBusy] = useState<string>();
  const [refusal, setRefusal] = useState<RefusalFacts>();
  const running = useRef(false);
  return {
    busy,
    refusal,
    clear: () => setRefusal(undefined),
    run: async (name, act) => {
      if (running.current) return undefined;
      running.current = true;
      setBusy(name);
      setRefusal(undefined);
      try {
        return await act();
      } catch (error) {
        setRefusal(noticed(error));
        return undefined;
      } finally {
        running.current = false;
        setBusy(undefined);
      }
    },
  };
}

/** Asks again every so often while the page is seen and the last answer has come. */
export function usePoll(everyMs: number, on: boolean, ask: () => Promise<void>): void {
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    if (!on) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const again = async (): Promise<void> => {
      if (document.visibilityState === 'visible') await latest.current().catch(noticed);
      if (!over) timer = setTimeout(() => void again(), everyMs);
    };
    timer = setTimeout(() => void again(), everyMs);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [everyMs, on]);
}
