/**
 * Ends portal, witness and PostgreSQL at moments that a seed decides, and starts each again after a while, as an operator
 * does. Sometimes a process only stands still for three seconds. A process that ends by itself, or does not start
 * although what it needs is there, is a fault.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { TestEnv } from '../processes/servers.ts';
import type { Dice } from './dice.ts';

export type Target = 'portal' | 'witness' | 'postgres';

/** How often everything is up before the pause to the next kill begins; otherwise kills come on top of each other. */
const togetherness = 0.75;
const stillness = 0.12;
const stillMs = 3000;
const tryAgainMs = 200;
const triesMax = 60;

export class Killer {
  readonly #testEnv: TestEnv;
  readonly #dice: Dice;
  readonly #targets: readonly Target[];
  readonly #busy = new Set<Target>();
  readonly #comingBack: Promise<void>[] = [];
  readonly faults: string[] = [];
  readonly count = { portal: 0, witness: 0, postgres: 0, stillStood: 0 };
  /** How often PostgreSQL went away: a portal that cannot start meanwhile is no fault. */
  #gone = 0;

  constructor(testEnv: TestEnv, dice: Dice, targets: readonly Target[] = ['portal', 'witness', 'postgres']) {
    [this.#testEnv, this.#dice, this.#targets] = [testEnv, dice, targets];
  }

  get kills(): number {
    return this.count.portal + this.count.witness + this.count.postgres;
  }

  /** Resolves when so many were killed and everything is back. */
  async rage(kills: number, told: (kills: number) => void): Promise<void> {
    while (this.kills < kills) {
      const [target, isWaitedFor, pause, standsStill, down] = [
        this.#dice.pick(this.#targets),
        this.#dice.next() < togetherness,
        this.#dice.between(300, 2000),
        this.#dice.next() < stillness,
        this.#dice.between(0, 1500),
      ];
      if (isWaitedFor) await Promise.all(this.#comingBack.splice(0));
      await wait(pause);
      if (this.#busy.has(target)) continue;
      if (this.#pidOf(target) === 0) this.faults.push(`${target} ended by itself:\n${this.#newest(target)}`);
      this.#busy.add(target);
      const act = standsStill ? this.#halt(target) : this.#kill(target, down);
      this.#comingBack.push(act.finally(() => this.#busy.delete(target)));
      if (!standsStill) told(this.kills);
    }
    await Promise.all(this.#comingBack);
  }

  #pidOf(target: Target): number {
    return this.#testEnv[target]?.pid ?? 0;
  }

  #newest(target: Target): string {
    return target === 'postgres' ? '' : this.#testEnv[target].output().slice(-1500);
  }

  async #halt(target: Target): Promise<void> {
    const pid = this.#pidOf(target);
    if (pid === 0) return;
    this.count.stillStood += 1;
    process.kill(pid, 'SIGSTOP');
    await wait(stillMs);
    process.kill(pid, 'SIGCONT');
  }

  async #kill(target: Target, down: number): Promise<void> {
    const { postgres } = this.#testEnv;
    this.count[target] += 1;
    if (target === 'postgres') this.#gone += 1;
    if (target === 'portal') await this.#testEnv.stopPortal('SIGKILL');
    else if (target === 'witness') await this.#testEnv.stopWitness('SIGKILL');
    else await postgres?.stop('SIGQUIT');
    await wait(down);
    await this.#start(target);
  }

  async #start(target: Target): Promise<void> {
    for (let tries = 0; tries < triesMax; tries += 1) {
      const before = this.#gone;
      const wasUp = this.#pidOf('postgres') > 0;
      try {
        if (target === 'portal') await this.#testEnv.startPortal();
        else if (target === 'witness') await this.#testEnv.startWitness();
        else await this.#testEnv.postgres?.start();
        return;
      } catch (error) {
        const mayFail = target === 'portal' && (!wasUp || this.#gone > before || this.#busy.has('postgres'));
        if (!mayFail) this.faults.push(`${target} does not start: ${(error as Error).message}`);
        await wait(tryAgainMs);
      }
    }
    throw new Error(`${target} does not come back`);
  }
}
