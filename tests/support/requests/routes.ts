/** The routes of a server, as its own router prints them: a route that comes tomorrow is tried tomorrow. */
import type { FastifyInstance } from 'fastify';

export interface Route {
  readonly method: string;
  /** With `:name` for a parameter and `*` for the rest. */
  readonly path: string;
}

/** A tree, one node a line: four characters of drawing a level, a part of the path, the methods in brackets. */
export async function routesOf(app: Pick<FastifyInstance, 'ready' | 'printRoutes'>): Promise<readonly Route[]> {
  await app.ready();
  const above: string[] = [];
  const routes: Route[] = [];
  for (const line of app.printRoutes().split('\n')) {
    const [, drawing = '', part = '', methods] = /^((?:[│ ] {3})*[├└]── )(.*?)(?: \(([A-Z, ]+)\))?$/u.exec(line) ?? [];
    if (drawing === '') continue;
    const level = drawing.length / 4 - 1;
    above.splice(level, Infinity, part);
    const path = above.join('');
    for (const method of methods?.split(', ') ?? []) routes.push({ method, path });
  }
  return routes;
}
