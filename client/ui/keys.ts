// Keys for desks, which work without a mouse. There is one listener per page; it does nothing while somebody types.

export type KeyMap = Readonly<Record<string, () => void>>;

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
}

/** Call the action of a plain key ('j', '/', 'Enter', '?'). Returns the function that stops listening. */
export function watchKeys(map: KeyMap): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (typing(event.target) || document.querySelector('dialog[open]') !== null) return;
    // Enter on a button or a link is theirs.
    if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.closest('button, a') !== null)
      return;
    const action = map[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}

/** Return the id `step` places further in a list, and never one outside of it. */
export function stepIn(ids: readonly string[], current: string | undefined, step: number): string | undefined {
  const at = current === undefined ? -1 : ids.indexOf(current);
  if (at < 0) return step > 0 ? ids[0] : ids[ids.length - 1];
  return ids[Math.min(ids.length - 1, Math.max(0, at + step))];
}
