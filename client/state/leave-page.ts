/** Exit: the screen is covered already; then the keys go, the session ends, and the page is replaced by nothing. */
import { call, me, signOut } from './session.ts';

const patienceMs = 1500;

export async function exitNow(): Promise<void> {
  const ended = me.value === undefined ? call('session/end', {}) : signOut();
  // A slow network must not keep the page: what it held is gone already.
  await Promise.race([ended.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, patienceMs))]);
  location.replace('about:blank');
}

// "Back" may bring a page out of the browser's memory as it was: it starts anew instead.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
