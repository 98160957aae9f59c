/** Portal, witness and public server as targets of a flood, each with its routes, its callers and what it keeps. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TSchema } from 'typebox';
import { communicationsDesk, programmeDesk } from '#protocol/core/ids.ts';
import { requestFields } from '#protocol/publication/request-form.ts';
import { wire, type ActName } from '#protocol/wire/wire.ts';
import {
  HeadBody,
  JudgeAgainBody,
  JudgeBody,
  MirrorBody,
  NeedsBody,
  NeedsKeptBody,
  OutcomesBody,
  ReleaseBody,
  RememberBody,
  RetireBody,
} from '#protocol/wire/witness.ts';
import { monitoringApp, socketApp } from '../../../witness/app.ts';
import { Log } from '../../../witness/log.ts';
import { makeState, openState } from '../../../witness/state.ts';
import type { RawAnswer } from '../processes/raw-http.ts';
import { Listener } from '../public/listener.ts';
import { TestEnv } from '../server/portal.ts';
import { everyRow, everyText } from '../server/rows.ts';
import { World } from '../server/world.ts';
import type { Dice } from '../storm/dice.ts';
import type { RunningWitness } from '../witness/process.ts';
import type { Target } from './flood.ts';
import { knownOf, oddBody } from './odd-body.ts';
import { routesOf, type Route } from './routes.ts';

export interface Opened {
  readonly targets: readonly Target[];
  close(): Promise<void>;
}

const json = 'application/json';

function wrongJson(fields: readonly string[], headers: Readonly<Record<string, string>>, method = '') {
  return (answer: RawAnswer): string | undefined => {
    for (const [name, value] of Object.entries(headers))
      if (answer.headers[name]?.includes(value) !== true) return `no ${name}: ${value}`;
    // An answer to HEAD has no body.
    if (answer.body === '') return answer.headers['content-length'] === '0' ? `no body${method}` : undefined;
    try {
      const keys = Object.keys(JSON.parse(answer.body) as object);
      return keys.join() === fields.join() ? undefined : 'another shape';
    } catch {
      return 'no JSON';
    }
  };
}

const everywhere = {
  'content-security-policy': "default-src 'none'",
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Acts of which an answer changes nothing. */
const reading =
  /\/(look|read|mine|desk|history|keys|seen|seeds|proposals|list|key|holders|published|counts|requests|keyring|chunks|looked|get|begin|card-begin|head|leaves|checkpoint|bodies|views|notices|outcomes)$/u;

async function portalTarget(env: TestEnv): Promise<Target> {
  const world = await World.found(env.client, await env.link());
  const staff = await world.addMember('staff', programmeDesk, communicationsDesk);
  const lost = await world.addMember('participant');
  await lost.loginWithCard();
  const [anna, berta] = [await world.addMember('participant'), await world.addMember('participant')];
  const { app } = env.built;
  await app.listen({ port: 0, host: '127.0.0.1' });
  const known = new Map(knownOf(await everyText(env.urls.ownerUrl)));
  known.set(-1, [...world.roster.desks.keys()]);
  const cookies = [world.founder, staff, lost, anna, berta].map(({ browser }) => browser.cookie);
  const names = ['officer', 'staff', 'card', 'anna', 'berta'];
  return {
    name: 'portal',
    to: { port: (app.server.address() as AddressInfo).port, host: '127.0.0.1' },
    // Its own end of a session would leave nobody to ask; that act has a test of its own.
    routes: (await routesOf(app)).filter(({ path }) => path !== '/api/session/end'),
    habits: {
      host: 'localhost:8080',
      origin: env.config.origin,
      contentType: json,
      callers: new Map([['nobody', ''], ...names.map((name, i) => [name, cookies[i] as string] as const)]),
      body: (dice, { path }) => oddBody(dice, wire[path.replace('/api/', '') as ActName]?.body, known),
    },
    judge: wrongJson(['code', 'request'], {
      ...everywhere,
      'content-type': json,
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    }),
    kept: () => everyRow(env.urls.ownerUrl),
    mayWrite: ({ route }) => route.path.startsWith('/api/') && !reading.test(route.path),
  };
}

/** What each route of the witness reads; `undefined` reads text. */
export const witnessBodies: Readonly<Record<string, TSchema | undefined>> = {
  '/mirror': MirrorBody,
  '/needs': NeedsBody,
  '/needs-kept': NeedsKeptBody,
  '/judge': JudgeBody,
  '/judge-again': JudgeAgainBody,
  '/head': HeadBody,
  '/release': ReleaseBody,
  '/retire': RetireBody,
  '/outcomes': OutcomesBody,
  '/remember': RememberBody,
  '/add-checkpoint': undefined,
};

/** The routes of both listeners, from the code that makes them; nobody asks these two. */
export async function witnessRoutes(): Promise<Readonly<Record<'socket' | 'monitors', readonly Route[]>>> {
  const folder = mkdtempSync(join(tmpdir(), 'dd-routes-'));
  makeState(join(folder, 'state'), 'routes');
  const state = openState(join(folder, 'state'), 'routes');
  const witness = { ...state, log: new Log(state.db) };
  try {
    const [socket, monitors] = [socketApp(witness), monitoringApp(witness)];
    return { socket: await routesOf(socket as never), monitors: await routesOf(monitors as never) };
  } finally {
    state.db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function witnessTargets(env: TestEnv, witness: RunningWitness): Promise<readonly Target[]> {
  const routes = await witnessRoutes();
  const known = knownOf(await everyText(env.urls.ownerUrl));
  const kept = async () => {
    // Time goes on, whatever is asked.
    const { clock: _, ...state } = (await witness.call('GET', '/state')).json;
    return JSON.stringify(state);
  };
  const common = {
    habits: {
      host: 'localhost',
      origin: 'http://localhost',
      contentType: json,
      callers: new Map([['the portal', '']]),
      body: (dice: Dice, { path }: Route) => oddBody(dice, witnessBodies[path], known),
    },
    judge: wrongJson(['code', 'detail'], { ...everywhere, 'content-type': json }),
    kept,
    mayWrite: () => false,
  };
  return [
    { ...common, name: 'witness', to: { path: join(witness.dataDir, 'socket') }, routes: routes.socket },
    { ...common, name: 'monitors', to: { port: witness.port, host: '127.0.0.1' }, routes: routes.monitors },
  ];
}

async function publicTarget(listener: Listener): Promise<Target> {
  await listener.publish({ seq: 1, seats: 500 });
  const { app } = listener.site;
  await app.listen({ port: 0, host: '127.0.0.1' });
  const wrongHeaders = wrongJson([], { ...everywhere, 'content-type': 'text/html; charset=utf-8' });
  return {
    name: 'public',
    to: { port: (app.server.address() as AddressInfo).port, host: '127.0.0.1' },
    routes: await routesOf(app),
    habits: {
      host: 'site.example',
      origin: 'http://site.example',
      contentType: 'application/x-www-form-urlencoded',
      callers: new Map([['a visitor', '']]),
      body: (dice) =>
        dice.next() < 0.2
          ? oddBody(dice, undefined, new Map())
          : requestFields
              .map(
                (name) => `${name}=${dice.pick(['', 'x', '%', '%00', '%ff', 'a%20b', 'x'.repeat(3000), '&', '=%u'])}`,
              )
              .join(dice.pick(['&', '&', ';', '&&'])),
    },
    judge: (answer) => {
      const wrong = wrongHeaders({ ...answer, body: '{}' });
      if (wrong !== undefined || answer.body === '') return wrong;
      // The key of the forms is asked for by a script.
      return answer.body.startsWith('<!doctype html>') ? undefined : 'another page';
    },
    kept: () => everyRow(listener.urls.ownerUrl),
    mayWrite: ({ route }) => route.method === 'POST',
  };
}

/** Founds an event, and starts everything that listens. */
export async function openTargets(): Promise<Opened> {
  const [env, listener] = await Promise.all([TestEnv.open(), Listener.open()]);
  const portal = await portalTarget(env);
  return {
    targets: [portal, ...(await witnessTargets(env, env.witness)), await publicTarget(listener)],
    close: async () => void (await Promise.all([env.close(), listener.close()])),
  };
}
