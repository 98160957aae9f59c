/** The word for the thing in the person's hands: "phone" never stands on a computer. */
export function deviceWord(): 'phone' | 'computer' {
  const small = globalThis.innerWidth < 700;
  return small || /Android|iPhone|iPad|Mobile/u.test(navigator.userAgent) ? 'phone' : 'computer';
}
