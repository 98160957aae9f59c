/**
 * A chunk is what the browser fetches together: screens, their words and their styles. On a slow line each request costs
 * more than what it brings, so a chunk and the chunks it builds on are asked for at the same moment.
 */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { lazy } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import { Guarded } from '../components/failed-screen.tsx';
import { MissingScreen } from '../components/missing-screen.tsx';
import { needWords } from '../words/load.ts';
import type { Part } from '../words/sections.ts';

export interface Chunk<M = unknown> {
  /** Fetch the whole chunk. Afterwards its screens need no network. It may be called again after a failure. */
  bring(): Promise<M>;
  /** Return one of its screens, for a route. */
  screen<P extends object>(pick: (screens: M) => ComponentType<P>): ComponentType<P>;
}

interface Plan<M> {
  readonly screens: () => Promise<M>;
  readonly words?: readonly Part[];
  /** The chunks whose components it uses. */
  readonly on?: readonly Chunk[];
}

export function chunk<M>({ screens, words = [], on = [] }: Plan<M>): Chunk<M> {
  const bring = async (): Promise<M> => {
    const [own] = await Promise.all([screens(), needWords(words), ...on.map((below) => below.bring())]);
    return own;
  };
  return {
    bring,
    screen: (pick) => {
      const one = () => bring().then(pick);
      return guarded(lazy(() => one().catch(() => late(one))));
    },
  };
}

/** Wrap a screen so that a mistake in it stops only this screen. */
function guarded<P extends object>(Screen: ComponentType<P>): ComponentType<P> {
  return (props: P) => (
    <Guarded>
      <Screen {...props} />
    </Guarded>
  );
}

/** Show a placeholder for a screen that could not be fetched, fetch it again, and then show the screen. */
function late<P extends object>(bring: () => Promise<ComponentType<P>>): ComponentType<P> {
  const come = signal<ComponentType<P> | undefined>(undefined);
  const failed = signal(false);
  const again = async (): Promise<void> => {
    failed.value = false;
    await bring().then(
      (screen) => (come.value = screen),
      () => (failed.value = true),
    );
  };
  return function Late(props: P) {
    useEffect(() => {
      const ask = () => void again();
      ask();
      addEventListener('online', ask);
      return () => removeEventListener('online', ask);
    }, []);
    const Screen = come.value;
    return Screen === undefined ? (
      <MissingScreen failed={failed.value} onAgain={() => void again()} />
    ) : (
      <Screen {...props} />
    );
  };
}
