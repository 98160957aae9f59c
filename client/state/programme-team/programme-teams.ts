/** The two teams that work on the programme and on the public's requests. */
import type { DeskId } from '#protocol/core/ids.ts';

export const programmeTeam = 'programme' as DeskId;
export const communications = 'communications' as DeskId;
