import { limits } from '../../core/limits.ts';
import { shaped, words } from './fields.ts';

/** Whatever else a member wants to say. */
export const notes = shaped({ text: words(limits.textBytes) });
