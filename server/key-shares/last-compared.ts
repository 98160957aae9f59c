/**
 * When the clocks were compared last, and which day a person says it is. Both files lie beside the shares, so that a copy
 * of the folder has both.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayNumber } from '#domain/schedule/civil-time.ts';
import { isDate } from '#protocol/records/kinds/calendar.ts';

const folderOf = (dataDir: string) => join(dataDir, 'key-shares');

/** Returns the text of a file, or '' where it cannot be read: that must not keep the portal from starting. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : '';
  }
}

/** Returns the time of the last comparison in ms since 1970 UTC, or undefined where it was never written or is damaged. */
export function readLastCompared(dataDir: string): number | undefined {
  const text = readText(join(folderOf(dataDir), 'compared'));
  return text !== undefined && /^[0-9]{1,15}$/u.test(text) ? Number(text) : undefined;
}

export function writeLastCompared(dataDir: string, time: number): void {
  const path = join(folderOf(dataDir), 'compared');
  writeFileSync(`${path}-new`, `${time}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}-new`, path);
}

/**
 * Returns the day that a person wrote into the file `today`, counted from 1970, or NaN. It counts once, so the file is
 * deleted.
 */
export function takeToday(dataDir: string): number | undefined {
  const path = join(folderOf(dataDir), 'today');
  const text = readText(path);
  if (text === undefined) return undefined;
  rmSync(path);
  return isDate(text) ? dayNumber(text) : Number.NaN;
}
