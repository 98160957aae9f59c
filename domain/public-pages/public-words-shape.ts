/** The texts of the public pages that every language must have. */

export interface Words {
  /** The name of this language, in itself. */
  readonly name: string;
  readonly open: string;
  readonly days: readonly string[];
  readonly months: readonly string[];
  /** A day inside a sentence. */
  readonly date: (day: number, month: string, year: string) => string;
  readonly programme: string;
  readonly seat: string;
  readonly rules: string;
  readonly access: string;
  readonly press: string;
  readonly contact: string;
  readonly award: string;
  readonly skip: string;
  readonly menu: string;
  readonly times: (city: string) => string;
  readonly calendar: string;
  readonly noSessions: string;
  readonly noRecording: string;
  readonly noPhones: string;
  readonly spoken: string;
  readonly interpreted: string;
  readonly jury: string;
  readonly notYet: string;
  readonly past: string;
  readonly morePast: string;
  readonly seatIntro: string;
  readonly closed: string;
  readonly reads: string;
  readonly promise: string;
  readonly promiseHere: string;
  readonly promiseSeat: string;
  readonly promisePress: string;
  readonly promiseMore: string;
  readonly keptUntil: (day: string) => string;
  readonly keptTitle: string;
  readonly keptText: (day: string) => string;
  /** The label of the button while the form is sealed and sent. */
  readonly sealing: string;
  readonly unsent: string;
  readonly nameLabel: string;
  readonly nameHint: string;
  readonly contactLabel: string;
  readonly contactHint: string;
  readonly needsLabel: string;
  readonly needsHint: string;
  readonly outletLabel: string;
  readonly outletHint: string;
  readonly pressNameHint: string;
  readonly pressSend: string;
  readonly pressIntro: string;
  readonly treat: string;
  readonly treatment: readonly (readonly [string, string])[];
  readonly foot: string;
  readonly data: string;
  readonly back: string;
  readonly answers: Readonly<Record<AnswerName, readonly [title: string, text: string]>>;
  readonly ticket: string;
  readonly ticketCode: string;
}

export const answerNames = [
  'seat',
  'press',
  'full',
  'closed',
  'slow',
  'wrong',
  'elsewhere',
  'missing',
  'broken',
] as const;
export type AnswerName = (typeof answerNames)[number];
