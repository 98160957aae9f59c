/** Which part of the words each section of a catalogue belongs to. A part is fetched with the chunk that uses it. */
export const PARTS = ['first', 'own', 'new', 'rules', 'programme', 'messages', 'teams'] as const;
export type Part = (typeof PARTS)[number];

const SECTIONS: Readonly<Record<string, Part>> = {
  'Parts used everywhere': 'first',
  'Words for whole teams and ways in': 'first',
  'Where one can go': 'first',
  'Sign in': 'first',
  'Help now': 'first',
  'After Exit': 'first',
  Stop: 'first',
  'When something is refused. One pair a code: what happened (and what is safe), what to do next.': 'first',
  'Try my device': 'new',
  'Set up': 'new',
  'Recovery card': 'new',
  'My file': 'own',
  Journey: 'own',
  'Names of kinds': 'rules',
  'The rules of the event': 'rules',
  'Who opened my file': 'own',
  'Keys and devices': 'own',
  'What our computer can see': 'own',
  'The programme': 'programme',
  Messages: 'messages',
  'Work queue': 'teams',
  Person: 'teams',
  'Itinerary editor': 'teams',
  'Members and invites': 'teams',
  Founding: 'teams',
  Ledger: 'teams',
  'Programme team': 'teams',
  'Requests of the public': 'teams',
  'Messages of teams': 'teams',
  Approvals: 'teams',
};

/** Return one part of a catalogue, without its comments. A section that no part has stops the build. */
export function cutPart(catalogue: string, part: Part): string {
  const [, ...sections] = catalogue.split(/^## /mu);
  return sections
    .filter((section) => placeOf(section) === part)
    .map((section) => section.replace(/^.*\n/u, '').replaceAll(/^#.*\n/gmu, ''))
    .join('');
}

function placeOf(section: string): Part {
  const [title = ''] = section.split('\n', 1);
  const part = SECTIONS[title];
  if (part === undefined) throw new Error(`client/words/sections.ts does not place the section "${title}"`);
  return part;
}
