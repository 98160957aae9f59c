/**
 * Exit. The screen is already covered; then the keys are dropped, the session ends, and the page is replaced by an
 * empty one.
 */
import { call, me, signOut } from './session.ts';

const patienceMs = 1500;

export async function exitNow(): Promise<void> {
  const ended = me.value === undefined ? call('session/end', {}) : signOut();
  // A slow network must not keep the page: its content is gone already.
  await Promise.race([ended.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, patienceMs))]);
  location.replace('about:blank');
}

// "Back" may bring the page out of the browser's memory: it is loaded again instead.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
