/** Where and when somebody can be reached, as she wrote it, and whether that is now. */
import type { Content } from '#protocol/records/content.ts';
import { timeKey } from '#domain/schedule/zone-keys.ts';
import { zoneWords } from '../../words/zone-words.ts';
import { t } from '../../words/words.ts';
import type { PersonFile } from '../../state/team-rows.ts';

export function reachWords(file: PersonFile | undefined): string | undefined {
  const reach = file?.reach;
  if (reach === undefined) return undefined;
  if (reach.inPerson) return t('reach-in-person-only');
  const channel = t(`reach-${reach.channel}`);
  if (reach.safeFrom === '' || reach.safeTo === '') return t('reach-by', { channel });
  const zone = reach.zone === '' ? '' : zoneWords(reach.zone);
  return t('reach-by-hours', { channel, from: reach.safeFrom, until: reach.safeTo, zone });
}

/** Return whether it is now within her hours, which may pass midnight; undefined if she gave none. */
export function isSafeNow(reach: Content<'reach'>, now: number): boolean | undefined {
  const { safeFrom, safeTo, zone } = reach;
  if (safeFrom === '' || safeTo === '') return undefined;
  const at = timeKey(now, zone === '' ? 'UTC' : zone);
  return safeFrom <= safeTo ? at >= safeFrom && at < safeTo : at >= safeFrom || at < safeTo;
}
