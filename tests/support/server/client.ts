/** How tests reach the portal: through inject or over HTTP, with a cookie jar of one cookie, as one browser would. */
import type { FastifyInstance } from 'fastify';
import type { ActName, Body, Reply } from '#protocol/wire/wire.ts';

export interface Sent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Got {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
}

export interface Client {
  readonly origin: string;
  send(sent: Sent): Promise<Got>;
}

export function injectClient(app: FastifyInstance, origin: string): Client {
  return {
    origin,
    async send({ method, path, headers, body }) {
      const response = await app.inject({
        method,
        url: path,
        headers: { ...headers },
        ...(body === undefined ? {} : { payload: body }),
      });
      const cookies = response.headers['set-cookie'] ?? [];
      return {
        status: response.statusCode,
        text: response.payload,
        headers: response.headers as Record<string, string>,
        cookies: Array.isArray(cookies) ? cookies : [cookies as string],
      };
    },
  };
}

export function httpClient(origin: string): Client {
  return {
    origin,
    async send({ method, path, headers, body }) {
      const response = await fetch(`${origin}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
      return {
        status: response.status,
        text: await response.text(),
        headers: Object.fromEntries(response.headers),
        cookies: response.headers.getSetCookie(),
      };
    },
  };
}

class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(act: string, status: number, code: string) {
    super(`${act}: ${status} ${code}`);
    this.name = 'Refused';
    this.status = status;
    this.code = code;
  }
}

/** One browser: its cookie, and nothing else. */
export class Browser {
  readonly client: Client;
  cookie = '';

  constructor(client: Client) {
    this.client = client;
  }

  /** Any request, as bytes; for tests that say something no client would. */
  async raw(path: string, body: string | undefined, headers: Readonly<Record<string, string>> = {}): Promise<Got> {
    const got = await this.client.send({
      method: body === undefined ? 'GET' : 'POST',
      path,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json', origin: this.client.origin }),
        ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of got.cookies) {
      const pair = line.split(';')[0] as string;
      this.cookie = pair.endsWith('=') || /max-age=0\b/iu.test(line) ? '' : pair;
    }
    return got;
  }

  /** An act that is expected to succeed. */
  async call<N extends ActName>(name: N, body: Body<N>): Promise<Reply<N>> {
    const { status, text } = await this.raw(`/api/${name}`, JSON.stringify(body));
    const json = JSON.parse(text) as Reply<N> & { code?: string };
    if (status !== 200) throw new Refused(name, status, json.code ?? 'none');
    return json;
  }

  /** An act that is expected to be refused; answers its code. */
  async refused<N extends ActName>(name: N, body: Body<N>): Promise<string> {
    try {
      await this.call(name, body);
    } catch (error) {
      if (error instanceof Refused) return error.code;
      throw error;
    }
    return 'not refused';
  }
}
