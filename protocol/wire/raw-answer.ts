/** Below every framework: requests that could not be read, and answers that nothing else writes. */
import { utf8 } from '../core/bytes.ts';

/** Node's own codes for what it could not read. */
export function statusOfUnread(code: string | undefined): 400 | 408 | 413 | 431 {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return 413;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}

/** The newest exchange of a connection, as Node's `ServerResponse` tells of it. */
export interface Exchange {
  /** `complete`: the request was read to its end. */
  readonly req: { readonly complete: boolean };
  readonly headersSent: boolean;
  readonly writableEnded: boolean;
  /** False: the answer says that nothing more is read. */
  readonly shouldKeepAlive: boolean;
}

/**
 * What a server does about bytes that it could not read, by what came before them on the connection.
 *
 * - `refuse`: it answers them, and closes.
 * - `wait`: a whole request is being answered; a refusal now would be taken for its answer. It closes after that answer.
 * - `close`: nothing more is read behind an answer that said so, and what follows one that went out before its request was
 *   read may be the rest of that request.
 */
export function afterUnread(before: Exchange | undefined): 'refuse' | 'wait' | 'close' {
  if (before === undefined) return 'refuse';
  if (before.req.complete && !before.writableEnded) return 'wait';
  if (before.req.complete) return before.shouldKeepAlive ? 'refuse' : 'close';
  return before.headersSent ? 'close' : 'refuse';
}

/** RFC 9112 §3.2: a server refuses a request without a Host, or with two. Names and values alternate in the list. */
export function hasOneHost(rawHeaders: readonly string[]): boolean {
  return rawHeaders.filter((text, i) => i % 2 === 0 && text.toLowerCase() === 'host').length === 1;
}

/** An answer as text. */
export function rawAnswer(status: number, headers: Readonly<Record<string, string>>, body: string): string {
  const lines = { ...headers, 'Content-Length': String(utf8(body).length), Connection: 'close' };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Refused\r\n${head.join('')}\r\n${body}`;
}
