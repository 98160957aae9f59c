/** Two promises about time that a list of dependencies cannot say. */
import { useCallback, useEffect, useRef } from 'preact/hooks';

/** One function for as long as the component stands, which does what its newest drawing says: an effect can name it. */
export function useSteady<Args extends readonly unknown[], Answer>(
  act: (...args: Args) => Answer,
): (...args: Args) => Answer {
  const newest = useRef(act);
  newest.current = act;
  return useCallback((...args: Args) => newest.current(...args), []);
}

/**
 * Does it when the component first stands on the page, and never again: what changes later begins nothing anew. For what
 * a person begins by coming here (a page's first load, a secret that is taken from the address). What it answers is done
 * when the component goes.
 */
export function useOnce(act: () => void | (() => void)): void {
  const first = useRef(act);
  useEffect(() => first.current(), []);
}
