/**
 * The only caller of fetch. Every act is POST /api/<name> with JSON, and the types of the wire give its body and its
 * reply. A refusal becomes `Refused` with a code; a missing network becomes `offline`.
 */
import type { RefusalCode } from '#protocol/wire/codes.ts';
import type { ActName, Body, Reply } from '#protocol/wire/wire.ts';
import type { Call } from '../vault/session/ports.ts';
import { Refused } from '../vault/session/refusal.ts';

export interface ApiOptions {
  /** '' in a page; the portal's origin elsewhere. */
  readonly base: string;
  /** The build of this client. The portal answers with the build that it serves, so that a stale page can say so. */
  readonly release?: string;
  /** Headers a browser sends by itself and Node does not: Origin, Cookie. */
  readonly headers?: () => Readonly<Record<string, string>>;
  readonly onHeaders?: (headers: Headers) => void;
}

export function createApi(options: ApiOptions): Call {
  return async <N extends ActName>(name: N, body: Body<N>): Promise<Reply<N>> => {
    let response: Response;
    try {
      response = await fetch(`${options.base}/api/${name}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(options.release === undefined ? {} : { 'x-dd-release': options.release }),
          ...options.headers?.(),
        },
        body: JSON.stringify(body),
        cache: 'no-store',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
      });
    } catch (cause) {
      throw new Refused('offline', 'no answer', { cause });
    }
    options.onHeaders?.(response.headers);
    const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    if (response.ok) return answer as Reply<N>;
    const code = typeof answer['code'] === 'string' ? (answer['code'] as RefusalCode) : 'internal';
    const request = typeof answer['request'] === 'string' ? answer['request'] : undefined;
    throw new Refused(code, `${response.status}`, request === undefined ? {} : { request });
  };
}

/** Fetch a file of the build into the browser's cache. Refuses any bytes but those that the build named. */
export async function prefetch(url: string, integrity: string): Promise<void> {
  try {
    const response = await fetch(url, { integrity, credentials: 'same-origin' });
    await response.arrayBuffer();
  } catch (cause) {
    throw new Refused('vault-broken', 'the program is not the one this page was built with', { cause });
  }
}
