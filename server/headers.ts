/** The one file that sets security headers, one reason a line. */
import type { FastifyReply } from 'fastify';

/** The policy of every answer that is a page. Nothing may be loaded, framed, posted or evaluated except what is ours. */
const pagePolicy = (mapHash: string | undefined) => [
  "default-src 'none'", // what is not named below does not load
  // No inline script, no eval, no other host. Allowed by its hash: the import map, which is data and names the hashes of
  // the chunks.
  `script-src 'self'${mapHash === undefined ? '' : ` 'sha256-${mapHash}'`}`,
  "style-src 'self'", // the same for styles: inline ones can exfiltrate by selector
  "img-src 'self' data:", // QR codes are drawn in the page
  "connect-src 'self'", // nothing leaves to another host
  "worker-src 'self'", // the vault
  "font-src 'self'",
  "manifest-src 'self'",
  "frame-ancestors 'none'", // no clickjacking around a touch
  "base-uri 'none'", // relative addresses stay ours
  "form-action 'none'", // forms are never posted
  "require-trusted-types-for 'script'", // no string becomes code
  'trusted-types dd', // and one policy makes the worker's address
];

/**
 * The policy of the vault's worker. It alone compiles WebAssembly (libsodium). It has no network: it connects to nothing
 * and loads nothing.
 */
const vaultPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types 'none'";

const permissions = [
  'publickey-credentials-get=(self)', // security keys are the only way in
  'publickey-credentials-create=(self)',
  ...['camera', 'microphone', 'geolocation', 'display-capture', 'usb', 'hid', 'serial', 'payment'].map(
    (name) => `${name}=()`, // a page that cannot ask cannot be made to
  ),
].join(', ');

/** The headers of every answer, also of those that Node or the framework would write by themselves. */
export function commonHeaders(https: boolean): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'", // pages and files say what they need
    'Cross-Origin-Opener-Policy': 'same-origin', // no window of another site holds a reference
    'Cross-Origin-Embedder-Policy': 'require-corp', // a process of our own
    'Cross-Origin-Resource-Policy': 'same-origin', // other sites cannot embed what we answer
    'Referrer-Policy': 'no-referrer', // no link tells where it was clicked
    'X-Content-Type-Options': 'nosniff', // JSON is never a script
    'X-Frame-Options': 'DENY', // for browsers that do not know frame-ancestors
    'Permissions-Policy': permissions,
    'Cache-Control': 'no-store', // nothing stays on a borrowed computer
    // Never without TLS again.
    ...(https ? { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' } : {}),
  };
}

export function setPagePolicy(reply: FastifyReply, mapHash: string | undefined): void {
  reply.header('Content-Security-Policy', pagePolicy(mapHash).join('; '));
  // A script without a known hash does not run, wherever it came from.
  if (mapHash !== undefined) reply.header('Integrity-Policy', 'blocked-destinations=(script)');
}

/** Built files have their hash in their name, so they never change. */
export function setAssetHeaders(reply: FastifyReply, file: string): void {
  const vault = /(^|\/)vault[^/]*\.js(\.br)?$/u.test(file);
  reply.header('Content-Security-Policy', vault ? vaultPolicy : "default-src 'none'");
  reply.header('Cache-Control', 'public, max-age=31536000, immutable');
}
