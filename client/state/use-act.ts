/**
 * Run one act at a time, with words while it runs and its refusal as facts. Every screen of the teams works this way.
 */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { noticed } from './session.ts';
import { useSteady } from './use-steady.ts';
import { touched } from '../platform/vault-client.ts';
import type { RefusalFacts } from '../vault/session/refusal.ts';
import { t } from '../words/words.ts';

export interface Acting {
  /** The name of the act under way. */
  readonly busy: string | undefined;
  readonly refusal: RefusalFacts | undefined;
  /** The name of the refused act. The refusal is shown beside the button that was pressed. */
  readonly refused: string | undefined;
  /**
   * Run an act after the one before it. Returns undefined if it was refused, or if the same act is already running.
   * `run` and `clear` stay the same functions while the component is mounted, so that effects can depend on them.
   */
  readonly run: <T>(name: string, act: () => Promise<T>) => Promise<T | undefined>;
  readonly clear: () => void;
}

export function useAct(): Acting {
  const [busy, setBusy] = useState<string>();
  const [refusal, setRefusal] = useState<RefusalFacts>();
  const [refused, setRefused] = useState<string>();
  const underway = useRef(new Set<string>());
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const run = useCallback(async <T>(name: string, act: () => Promise<T>): Promise<T | undefined> => {
    if (underway.current.has(name)) return undefined;
    underway.current.add(name);
    const perform = async (): Promise<T | undefined> => {
      touched.value = false;
      setBusy(name);
      setRefusal(undefined);
      try {
        return await act();
      } catch (error) {
        setRefused(name);
        setRefusal(noticed(error));
        return undefined;
      } finally {
        underway.current.delete(name);
        setBusy(undefined);
      }
    };
    const mine = last.current.then(perform);
    last.current = mine;
    return mine;
  }, []);
  const clear = useCallback(() => setRefusal(undefined), []);
  return { busy, refusal, refused: refusal === undefined ? undefined : refused, run, clear };
}

/** Return a button's words after the press: first for the touch, then for the wait for others. */
export function touchWords(busy: boolean): string | false {
  return busy && t(touched.value ? 'waiting-witness' : 'touch-key-now');
}

/** Ask again at intervals while the page is seen and the last answer has come. */
export function usePoll(everyMs: number, on: boolean, ask: () => Promise<void>): void {
  const newest = useSteady(ask);
  useEffect(() => {
    if (!on) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const again = async (): Promise<void> => {
      if (document.visibilityState === 'visible') await newest().catch(noticed);
      if (!over) timer = setTimeout(() => void again(), everyMs);
    };
    timer = setTimeout(() => void again(), everyMs);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [everyMs, on, newest]);
}

/** Ask before this page is left by accident. Exit never asks: it covers the page first. */
export function useStay(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    const stay = (event: BeforeUnloadEvent): void => {
      if (!document.documentElement.classList.contains('covered')) event.preventDefault();
    };
    addEventListener('beforeunload', stay);
    return () => removeEventListener('beforeunload', stay);
  }, [on]);
}

/** Focus the title of a new step, so that it is read next. */
export function useStepFocus(step: unknown): void {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) {
      const title = document.querySelector<HTMLElement>('main h1');
      title?.setAttribute('tabindex', '-1');
      title?.focus();
      scrollTo(0, 0);
    }
    first.current = false;
  }, [step]);
}
