/** The portal's client of the witness. The witness is checked, too: its answers must have the agreed shape. */
import { Agent, request, type RequestOptions } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import type { Static, TSchema } from 'typebox';
import { Check } from 'typebox/value';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError, protocolCodes, type ProtocolCode } from '#protocol/core/errors.ts';
import {
  CardReply,
  HeadReply,
  JudgeAgainReply,
  JudgeReply,
  MirrorReply,
  NeedsKeptReply,
  NeedsReply,
  OutcomesReply,
  ReleaseReply,
  RememberReply,
  RetireReply,
  StateReply,
  WitnessRefusal,
  type MirrorBody,
  type ReleaseAnswer,
  type ReleaseRequest,
} from '#protocol/wire/witness.ts';
import { now } from './clock.ts';
import { Refusal } from './errors.ts';

/** The limit of calls that people wait for before they are in. */
const quickMs = 1500;
/** The limit of calls in which the witness verifies and writes: leaves in thousands, records in hundreds. */
const workMs = 10_000;

interface AtLeaf {
  readonly bytes: Uint8Array;
  readonly leaf: number;
}

const inText = ({ bytes, leaf }: AtLeaf) => ({ bytes: toBase64url(bytes), leaf });

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** The witness answered and refused. */
export class WitnessRefused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(`witness: ${status} ${code}`);
    this.name = 'WitnessRefused';
    this.status = status;
    this.code = code;
  }
}

export class Witness {
  readonly #target: RequestOptions;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(url: string) {
    const at = url.startsWith('unix:') ? undefined : new URL(url);
    this.#target = at === undefined ? { socketPath: url.slice('unix:'.length) } : { host: at.hostname, port: at.port };
  }

  close(): void {
    this.#agent.destroy();
  }

  /** The time counts from now, also while all sockets are used by calls without an answer. */
  #ask(method: 'GET' | 'POST', path: string, type: string, body: string | undefined, ms: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const away = (cause: unknown) => reject(new Refusal('witness-away', { cause }));
      const headers = body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(body) };
      const asked = request(
        { ...this.#target, agent: this.#agent, method, path, headers, signal: AbortSignal.timeout(ms) },
        (response) => {
          readText(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), away);
        },
      );
      asked.on('error', away);
      asked.end(body);
    });
  }

  async #json<T extends TSchema>(path: string, reply: T, ms: number, body?: unknown): Promise<Static<T>> {
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const answer = await this.#ask(body === undefined ? 'GET' : 'POST', path, 'application/json', sent, ms);
    const value = parse(answer.text);
    if (answer.status !== 200) throw refusalOf(answer.status, value);
    if (!Check(reply, value)) throw new Refusal('witness-away', { cause: new Error(`${path}: unknown shape`) });
    return value as Static<T>;
  }

  card = () => answering(this.#json('/card', CardReply, quickMs));
  state = () => answering(this.#json('/state', StateReply, quickMs));
  head = (nonce: string) => passing(this.#json('/head', HeadReply, quickMs, { nonce }));
  outcomes = (leaves: readonly number[]) => passing(this.#json('/outcomes', OutcomesReply, workMs, { leaves }));

  mirror(
    from: number,
    sent: { leaves: Uint8Array; entries: readonly AtLeaf[]; needs: readonly AtLeaf[] },
    said: Static<typeof MirrorBody>['said'],
  ) {
    const body = {
      from,
      clock: now(),
      leaves: toBase64url(sent.leaves),
      entries: sent.entries.map(inText),
      needs: sent.needs.map(inText),
      said,
    };
    return this.#json('/mirror', MirrorReply, workMs, body);
  }

  /** Hands again what it lost. Answers of which leaves it still lacks it. */
  needs = (needs: readonly AtLeaf[]) =>
    answering(this.#json('/needs', NeedsReply, workMs, { needs: needs.map(inText) }));

  /** What it keeps for these entries. */
  async needsKept(leaves: readonly number[]): Promise<{ readonly kept: readonly AtLeaf[] }> {
    const { kept } = await answering(this.#json('/needs-kept', NeedsKeptReply, workMs, { leaves }));
    return { kept: kept.map(({ leaf, bytes }) => ({ leaf, bytes: fromBase64url(bytes) })) };
  }

  /** A note that it cosigned and has forgotten. */
  remember = (note: string) => this.#json('/remember', RememberReply, quickMs, { note });

  /** For another line on a leaf, in place of one whose time has not come. */
  judgeAgain = (leaf: number) => this.#json('/judge-again', JudgeAgainReply, quickMs, { leaf, clock: now() });

  /** What would be said of an entry that came next. */
  judge = (bytes: Uint8Array) => passing(this.#json('/judge', JudgeReply, quickMs, { bytes: toBase64url(bytes) }));

  /**
   * Adds a checkpoint (c2sp.org/tlog-witness). Returns the cosignature lines or, if the old size is another, the witness's
   * own size.
   */
  async addCheckpoint(body: string): Promise<string | { readonly size: number }> {
    const answer = await this.#ask('POST', '/add-checkpoint', 'text/plain; charset=utf-8', body, workMs);
    const size = answer.status === 409 ? /^(0|[1-9][0-9]{0,14})\n$/u.exec(answer.text)?.[1] : undefined;
    if (size !== undefined) return { size: Number(size) };
    if (answer.status !== 200) throw refusalOf(answer.status, parse(answer.text));
    return answer.text;
  }

  release(body: ReleaseRequest): Promise<ReleaseAnswer> {
    return passing(this.#json('/release', ReleaseReply, workMs, body));
  }

  async retire(retire: Uint8Array, leaf: number) {
    const body = { retire: toBase64url(retire), leaf };
    const { receipt, signature } = await passing(this.#json('/retire', RetireReply, workMs, body));
    return { receipt: fromBase64url(receipt), signature: fromBase64url(signature) };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function refusalOf(status: number, value: unknown): WitnessRefused {
  return new WitnessRefused(status, Check(WitnessRefusal, value) ? value.code : 'unknown');
}

/** For questions that the witness has no reason to refuse: a refusal means that something else answers, or that it is broken. */
async function answering<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof WitnessRefused ? new Refusal('witness-away', { cause: error }) : error;
  }
}

/** Passes on the witness's own code where the caller should read it. */
async function passing<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof WitnessRefused)) throw error;
    // It is not brought up yet. People would take its word for a log that shrank.
    if (error.code === 'log-behind') throw new Refusal('witness-away', { cause: error });
    if ((protocolCodes as readonly string[]).includes(error.code))
      throw new ProtocolError(error.code as ProtocolCode, 'by the witness', { cause: error });
    throw new Refusal('witness-away', { cause: error });
  }
}
