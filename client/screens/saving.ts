/** Saves a text as a file, by the browser's own means. Its name says nothing about anybody. */
export function saveText(name: string, text: string, type = 'application/json'): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A hash as groups can show it; empty for anything that is not one. */
export function hexOf(base64url: unknown): string {
  if (typeof base64url !== 'string' || !/^[A-Za-z0-9_-]{43}$/u.test(base64url)) return '';
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Array.from(binary, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}
