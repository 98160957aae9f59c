import { limits } from '../../core/limits.ts';
import { shaped, words } from './fields.ts';

/** Anything else that a member wants to say. */
export const notes = shaped({ text: words(limits.textBytes) });
