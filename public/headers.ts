/** The one file that sets security headers, one reason a line. */
import type { FastifyReply } from 'fastify';

const policy = [
  "default-src 'none'", // no script, no frame, no font, no request of any kind
  "style-src 'self'", // the one style sheet
  "img-src 'self'", // the sign in the tab
  "form-action 'self'", // requests for seats come here and nowhere else
  "frame-ancestors 'none'", // nobody puts the form into a page of theirs
  "base-uri 'none'", // addresses stay ours
].join('; ');

const denied = ['camera', 'microphone', 'geolocation', 'display-capture', 'usb', 'hid', 'serial', 'payment'];

/** `style` is the hash of a style that stands in the page itself: only the page before any publication has one. */
export function setHeaders(reply: FastifyReply, style?: string): void {
  reply.header(
    'Content-Security-Policy',
    style === undefined ? policy : policy.replace("style-src 'self'", `style-src ${style}`),
  );
  // To ourselves only: with no-referrer browsers would hide the origin of our own form, too.
  reply.header('Referrer-Policy', 'same-origin');
  reply.header('X-Content-Type-Options', 'nosniff'); // a file is what it says it is
  reply.header('X-Frame-Options', 'DENY'); // for browsers that do not know frame-ancestors
  reply.header('Cross-Origin-Opener-Policy', 'same-origin'); // no window of another site holds a reference
  reply.header('Cross-Origin-Resource-Policy', 'same-origin'); // other sites cannot embed what we answer
  reply.header('Permissions-Policy', denied.map((name) => `${name}=()`).join(', ')); // nothing is ever asked for
}
