// Exit covers the screen before anything else happens: before the keys are dropped, before the history is replaced,
// before the network is asked. It works although a dialog is open, and it never moves.

const TIMES = 3;
const WITHIN_MS = 1500;

/** Put a plain page over everything and hide the rest, also from screen readers and the task switcher. */
function cover(): HTMLElement {
  const known = document.querySelector<HTMLElement>('body > .cover');
  if (known !== null) return known;
  const sheet = document.createElement('div');
  sheet.className = 'cover';
  for (const one of document.body.children) {
    if (one instanceof HTMLElement) one.hidden = true;
  }
  document.body.append(sheet);
  document.documentElement.classList.add('covered');
  document.title = '\u00a0';
  return sheet;
}

let watching: (() => void) | undefined;

/** Cover the page first, then run the rest. */
export function leave(onExit: () => void): void {
  cover();
  onExit();
}

/** Leave from a dialog's Exit, which is above the page and its bar. */
export function leaveNow(): void {
  leave(watching ?? (() => undefined));
}

/** Leave when Esc is pressed three times. Returns the function that stops listening. */
export function watchExit(onExit: () => void): () => void {
  let presses: number[] = [];
  watching = onExit;
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') {
      presses = [];
      return;
    }
    if (event.repeat) return;
    presses = [...presses.filter((at) => event.timeStamp - at < WITHIN_MS), event.timeStamp];
    if (presses.length >= TIMES) {
      presses = [];
      leave(onExit);
    }
  };
  // Capture: nothing on the page may swallow it.
  window.addEventListener('keydown', press, true);
  return () => {
    watching = undefined;
    window.removeEventListener('keydown', press, true);
  };
}
