import { limits } from '../../core/limits.ts';
import { anyMember, date, many, oneOf, shaped, words } from './fields.ts';

export const taskStates = ['new', 'asked', 'waiting', 'held', 'booked', 'told', 'done'] as const;

export type TaskState = (typeof taskStates)[number];

/** A desk's task about one member, without identity. */
export const task = shaped({
  state: oneOf(...taskStates),
  due: date,
  assignee: anyMember,
  /** What to do next; no identity. */
  what: words(120),
  told: date,
});
export type Task = ReturnType<(typeof task)['parse']>;

/** All tasks of one desk about one member. */
export const caseContent = shaped({ tasks: many(task, limits.tasksPerCase) });
