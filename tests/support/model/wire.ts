/**
 * Between portal and witness: an HTTP server on a socket, behind which the witness's own app answers or is away. It can
 * lose the next question or the next answer, ask twice, and ask an old question again.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import type { App } from '../../../witness/http.ts';
import { asWitness } from './sides.ts';

interface Question {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly type: string | undefined;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export type Fault = 'question lost' | 'answer lost' | 'asked twice';

export class Wire {
  readonly path: string;
  readonly #server: Server;
  readonly #asked: Question[] = [];
  #fault: { readonly what: Fault; readonly url: string } | undefined;
  /** Undefined while the witness is away. */
  witness: App | undefined;
  /** Every note that the portal has sent to be cosigned. */
  notes: string[] = [];

  private constructor(path: string) {
    this.path = path;
    this.#server = createServer((request, response) => {
      void this.#pass(request).then((answer) => {
        if (answer === undefined) return void request.socket.destroy();
        response.writeHead(answer.status, { 'content-type': answer.type });
        return response.end(answer.text);
      });
    });
    this.#server.keepAliveTimeout = 0;
  }

  static async at(path: string): Promise<Wire> {
    const wire = new Wire(path);
    await new Promise<void>((done) => wire.#server.listen(path, done));
    return wire;
  }

  /** Happens to the next question at this address, or to the next of all, once. */
  next(what: Fault, url = ''): void {
    this.#fault = { what, url };
  }

  /** From here on nothing is lost. */
  mend(): void {
    this.#fault = undefined;
  }

  forget(): void {
    [this.notes, this.#fault] = [[], undefined];
    this.#asked.length = 0;
  }

  /** One of the questions that were asked before, as it was or with other words. */
  async again(which: number, bend: (question: Question) => Question = (question) => question): Promise<void> {
    const question = this.#asked[which % Math.max(1, this.#asked.length)];
    if (question !== undefined) await this.#ask(bend(question));
  }

  questions(url: string): readonly number[] {
    return this.#asked.flatMap((question, at) => (question.url === url ? [at] : []));
  }

  async #pass(request: IncomingMessage): Promise<(Answer & { readonly type: string }) | undefined> {
    const question: Question = {
      method: request.method === 'POST' ? 'POST' : 'GET',
      url: request.url ?? '',
      type: request.headers['content-type'],
      body: await text(request),
    };
    if (question.url === '/add-checkpoint') this.notes.push(question.body.slice(question.body.indexOf('\n\n') + 2));
    const fault = this.#faultOf(question);
    // One that is lost may still come, late.
    if (question.method === 'POST') this.#asked.push(question);
    if (fault === 'question lost') return undefined;
    if (fault === 'asked twice') await this.#ask(question);
    const answer = await this.#ask(question);
    return fault === 'answer lost' ? undefined : answer;
  }

  #faultOf({ url }: Question): Fault | undefined {
    const fault = this.#fault;
    if (fault === undefined || (fault.url !== '' && fault.url !== url)) return undefined;
    this.#fault = undefined;
    return fault.what;
  }

  async #ask({ method, url, type, body }: Question): Promise<(Answer & { readonly type: string }) | undefined> {
    const { witness } = this;
    if (witness === undefined) return undefined;
    const sent = { method, url, headers: type === undefined ? {} : { 'content-type': type } };
    const answer = await asWitness(
      async () => await witness.inject(method === 'GET' ? sent : { ...sent, payload: body }),
    );
    return { status: answer.statusCode, text: answer.payload, type: String(answer.headers['content-type'] ?? '') };
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
