/** Two hooks for what a list of dependencies cannot say about time. */
import { useCallback, useEffect, useRef } from 'preact/hooks';

/**
 * Return one function for the lifetime of the component that does what its newest rendering defines. Effects can depend
 * on it.
 */
export function useSteady<Args extends readonly unknown[], Answer>(
  act: (...args: Args) => Answer,
): (...args: Args) => Answer {
  const newest = useRef(act);
  newest.current = act;
  return useCallback((...args: Args) => newest.current(...args), []);
}

/**
 * Run it once, when the component is mounted, whatever changes later. It is for what begins with a visit: a page's
 * first load, or a secret taken from the address. The returned function runs when the component is unmounted.
 */
export function useOnce(act: () => void | (() => void)): void {
  const first = useRef(act);
  useEffect(() => first.current(), []);
}
