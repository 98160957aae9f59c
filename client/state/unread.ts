/**
 * True if something was written that she has not looked at. It is shown as a dot in the navigation, never in the tab's
 * title.
 */
import { signal } from '@preact/signals';

export const unread = signal(0);
