// Ports of 127.0.0.1 that nobody uses now. A set of servers listens on PORT, PORT+1 and PORT+2, so runs are asked for.
import { createServer } from 'node:net';
import type { Server } from 'node:net';

const ATTEMPTS = 50;

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

const portOf = (server: Server): number => (server.address() as { port: number }).port;
const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

/** Whether these neighbouring ports are free now. */
export async function areFree(first: number, count: number): Promise<boolean> {
  const held: Server[] = [];
  try {
    for (let next = 0; next < count; next++) held.push(await listen(first + next));
    return true;
  } catch {
    return false;
  } finally {
    await Promise.all(held.map(close));
  }
}

/** The first of `count` neighbouring ports that are all free. */
export async function freePorts(count = 1): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const held = [await listen(0)];
    const first = portOf(held[0] as Server);
    try {
      for (let next = 1; next < count; next++) held.push(await listen(first + next));
      return first;
    } catch {
      // A neighbour is taken, or lies beyond the last port: look elsewhere.
    } finally {
      await Promise.all(held.map(close));
    }
  }
  throw new Error(`no ${count} neighbouring free ports in ${ATTEMPTS} attempts`);
}
