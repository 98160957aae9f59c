/**
 * Sends odd requests, batch by batch, and looks at every answer and at what the server keeps. A batch in which everything
 * was refused must have changed nothing.
 */
import type { NetConnectOpts } from 'node:net';
import { sendRaw, type RawAnswer } from '../processes/raw-http.ts';
import type { Dice } from '../storm/dice.ts';
import { oddRequest, type Asked, type Habits } from './odd-request.ts';
import type { Route } from './routes.ts';

export interface Target {
  readonly name: string;
  readonly to: NetConnectOpts;
  readonly routes: readonly Route[];
  readonly habits: Habits;
  /** What is wrong with a refusal of this server, in words. */
  readonly judge: (answer: RawAnswer) => string | undefined;
  /** What it keeps, as one text. */
  readonly kept: () => Promise<string>;
  /** True for a request that may write where it was answered. */
  readonly mayWrite: (asked: Asked) => boolean;
}

export interface Flooded {
  readonly faults: readonly string[];
  readonly statuses: ReadonlyMap<number, number>;
  readonly slowestMs: number;
  /** Routes that gave an answer of 2xx. */
  readonly answered: ReadonlySet<string>;
}

const batchOf = 40;
const faultsMax = 20;
/** A body of the largest kind on a machine with other work. */
const answerWithinMs = 5000;

const words = ({ caller, bytes }: Asked) => `${caller}: ${JSON.stringify(bytes.slice(0, 600))}`;

/** Who sends on after she was refused may find the connection closed before she has read why. */
const readsWhileItSends = 64_000;

function wrongWith(target: Target, answer: RawAnswer, asked: Asked): string | undefined {
  if (answer.status >= 500) return 'a fault of ours';
  if (answer.status === 0) return asked.bytes.length > readsWhileItSends ? undefined : 'no answer';
  return answer.status < 400 ? undefined : target.judge(answer);
}

export async function flood(target: Target, count: number, dice: Dice): Promise<Flooded> {
  const faults: string[] = [];
  const statuses = new Map<number, number>();
  const answered = new Set<string>();
  let slowestMs = 0;
  let before = await target.kept();
  for (let sent = 0; sent < count && faults.length < faultsMax; sent += batchOf) {
    const batch = Array.from({ length: Math.min(batchOf, count - sent) }, () =>
      oddRequest(dice, target.routes, target.habits),
    );
    let wrote = false;
    const ask = async (asked: Asked): Promise<void> => {
      const begun = performance.now();
      const answer = await sendRaw(target.to, asked.bytes).catch((error: Error) => ({
        status: 0,
        headers: {},
        body: error.message,
      }));
      const ms = performance.now() - begun;
      slowestMs = Math.max(slowestMs, ms);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const wrong = wrongWith(target, answer, asked) ?? (ms > answerWithinMs ? `${Math.round(ms)} ms` : undefined);
      if (wrong !== undefined)
        faults.push(`${target.name}: ${wrong}: ${answer.status} ${answer.body.slice(0, 200)} to ${words(asked)}`);
      if (answer.status >= 200 && answer.status < 300) {
        answered.add(`${asked.route.method} ${asked.route.path}`);
        wrote ||= target.mayWrite(asked);
      }
    };
    await Promise.all(batch.map(ask));
    const after = await target.kept();
    if (after !== before && !wrote) {
      const held = new Set(before.split('\n'));
      const what = after.split('\n').filter((line) => !held.has(line));
      faults.push(`${target.name}: ${what.join(', ')} changed by one of\n${batch.map(words).join('\n')}`);
    }
    before = after;
  }
  return { faults, statuses, slowestMs, answered };
}
