/**
 * The journal: route pattern, status, duration, request id. No address, URL, query, body or member: a seized journal must
 * not say who was here.
 */
import { pino, type Logger } from 'pino';

export type Journal = Logger;

export function openJournal(level: 'info' | 'silent' = 'info'): Journal {
  return pino({ level, base: null, timestamp: false });
}

/** Returns the sort and place of an unexpected error and nothing else: messages of drivers quote parameters. */
export function placeOf(error: unknown): { readonly error: string; readonly at: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error, at: [] };
  const code = (error as { code?: unknown }).code;
  const lines = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    error: typeof code === 'string' ? `${error.name} ${code}` : error.name,
    at: lines.slice(0, 6).map((line) => line.trim().replace(/\(?(file:\/\/)?\/\S*\/(?=[^/]+\/[^/]+:\d)/u, '(')),
  };
}
