/** Return the word for the person's device. "Phone" is never shown on a computer. */
export function deviceWord(): 'phone' | 'computer' {
  const small = globalThis.innerWidth < 700;
  return small || /Android|iPhone|iPad|Mobile/u.test(navigator.userAgent) ? 'phone' : 'computer';
}
