/** Return the hash as hex, or an empty text if it is none. */
export function hexOf(base64url: unknown): string {
  if (typeof base64url !== 'string' || !/^[A-Za-z0-9_-]{43}$/u.test(base64url)) return '';
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Array.from(binary, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}
