/**
 * A room is what is fetched together: screens, their words, their styles. On a slow line each question costs more than
 * what it brings, so a room and the rooms it stands on are asked for at the same moment.
 */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { lazy } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import { NotHere } from '../components/not-here.tsx';
import { needWords } from '../words/load.ts';
import type { Part } from '../words/sections.ts';

export interface Room<M = unknown> {
  /** All of it; from then on its screens need no network. May be asked again after it failed. */
  bring(): Promise<M>;
  /** One of its screens, for a route. */
  screen<P extends object>(pick: (screens: M) => ComponentType<P>): ComponentType<P>;
}

interface Plan<M> {
  readonly screens: () => Promise<M>;
  readonly words?: readonly Part[];
  /** The rooms whose parts it uses. */
  readonly on?: readonly Room[];
}

export function room<M>({ screens, words = [], on = [] }: Plan<M>): Room<M> {
  const bring = async (): Promise<M> => {
    const [own] = await Promise.all([screens(), needWords(words), ...on.map((below) => below.bring())]);
    return own;
  };
  return {
    bring,
    screen: (pick) => {
      const one = () => bring().then(pick);
      return lazy(() => one().catch(() => late(one)));
    },
  };
}

/** Stands in for a screen that did not come, asks for it again, and gives way to it. */
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
      <NotHere failed={failed.value} onAgain={() => void again()} />
    ) : (
      <Screen {...props} />
    );
  };
}
