/** Whether something was written that she has not looked at: a dot in the navigation, never in the tab's title. */
import { signal } from '@preact/signals';

export const unread = signal(0);
