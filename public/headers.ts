/** The one file that sets security headers, one reason a line. */
const page = [
  "default-src 'none'", // no script, no frame, no font, no request of any kind
  "style-src 'self'", // the one style sheet
  "img-src 'self'", // the sign in the tab
  "form-action 'self'", // requests come here and nowhere else
  "frame-ancestors 'none'", // nobody puts the form into a page of theirs
  "base-uri 'none'", // addresses stay ours
];

const policies = {
  page,
  /**
   * The policy of a page with a form: what seals may run. No published file is a script, so 'self' means this process's own
   * two.
   */
  form: [
    ...page,
    "script-src 'self'", // form.js
    "worker-src 'self'", // sealing.js
    "connect-src 'self'", // the key that requests are sealed to, and the sealed request
    "require-trusted-types-for 'script'", // text becomes no program
    'trusted-types form', // except the one address of the worker
  ],
  /** The policy of the worker that seals: it compiles libsodium and has no network. */
  worker: ["default-src 'none'", "script-src 'wasm-unsafe-eval'", "frame-ancestors 'none'", "base-uri 'none'"],
} as const;
export type Policy = keyof typeof policies;

const denied = ['camera', 'microphone', 'geolocation', 'display-capture', 'usb', 'hid', 'serial', 'payment'];

/** `style` is the hash of a style inside the page itself: only the page before any publication has one. */
export function headersFor(policy: Policy = 'page', style = "'self'"): Readonly<Record<string, string>> {
  const text = policies[policy].join('; ').replace("style-src 'self'", `style-src ${style}`);
  return {
    'Content-Security-Policy': text,
    // Only to ourselves: with no-referrer, browsers would hide the origin of our own form, too.
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff', // a file is what it says it is
    'X-Frame-Options': 'DENY', // for browsers that do not know frame-ancestors
    'Cross-Origin-Opener-Policy': 'same-origin', // no window of another site holds a reference
    'Cross-Origin-Resource-Policy': 'same-origin', // other sites cannot embed what we answer
    'Permissions-Policy': denied.map((name) => `${name}=()`).join(', '), // nothing is ever asked for
  };
}
