/** Who looks at which screens for the pictures, and what is done there before each is taken. */
import type { Page } from 'playwright-core';
import { isOrdinary } from '#domain/programme/draw.ts';
import type { Args } from '../../client/words/words.ts';
import type { SoftwareKey } from '../authenticator/key.ts';
import { createPerson, type Place } from './person.ts';
import { demoProgramme } from './programme.ts';
import { drawAndTell } from './seats.ts';

export type Keys = Readonly<Record<string, SoftwareKey>>;

type Act = (page: Page, say: (id: string, args?: Args) => string) => Promise<void>;

export interface Screen {
  readonly name: string;
  readonly path: string;
  /** What is done there before the picture is taken. */
  readonly act?: Act;
}

export interface Visit {
  /** What has happened in the event meanwhile, before this visit and the ones after it. */
  readonly meanwhile?: (place: Place, keys: Keys) => Promise<void>;
  /** Whose keys are plugged in; nobody signs in without one. */
  readonly who: string | undefined;
  readonly screens: readonly Screen[];
}

const openQueue: Act = async (page, say) => {
  await page.getByLabel(say('person-open-why')).selectOption('booking');
  await page.getByRole('button', { name: say('open-queue'), exact: true }).click();
  await page.getByRole('row').filter({ hasText: 'Kingfisher' }).waitFor();
};
const pickAmira: Act = async (page) => {
  await page.getByRole('row').filter({ hasText: 'Kingfisher' }).click();
  await page.getByRole('complementary').waitFor();
};
const showNames: Act = async (page, say) => {
  await page.getByRole('button', { name: say('names-show'), exact: true }).click();
  await page.getByRole('row').filter({ hasText: 'Kingfisher' }).waitFor();
};
const readReasons: Act = async (page, say) => {
  await page.getByRole('button', { name: say('ledger-read'), exact: true }).click();
  await page
    .getByRole('row')
    .filter({ hasText: say('reason-booking') })
    .first()
    .waitFor();
};

const openStation =
  (title: string): Act =>
  async (page) => {
    await page.getByRole('button', { name: title, exact: true }).first().click();
    await page.getByRole('dialog').waitFor();
  };
const closeSheet: Act = async (page) => {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};
const pressed =
  (id: string, args = {}): Act =>
  async (page, say) => {
    await closeOpen(page);
    await page.getByRole('button', { name: say(id, args), exact: true }).click();
  };
async function closeOpen(page: Page): Promise<void> {
  if ((await page.locator('dialog[open], .panel').count()) > 0) await page.keyboard.press('Escape');
}
const pickSession: Act = async (page) => {
  await page.locator('.gridsession').filter({ hasText: 'Phone hygiene', visible: true }).first().click();
  await page.getByRole('complementary').waitFor();
};
/** Counts on the button change from one visit to the next. */
const openSeats: Act = async (page, say) => {
  await page.getByRole('button', { name: say('seats-open'), exact: true }).click();
  await page.getByRole('heading', { name: say('waiting-title'), exact: true }).waitFor();
};
const openChoices: Act = async (page, say) => {
  await page.getByRole('button', { name: say('seats-open'), exact: true }).click();
  await page.getByRole('button', { name: say('seats-draw-do'), exact: true }).waitFor();
};

/** A version with two seats in each workshop and a notice; seats told, one of them offered. */
async function tellSeats(place: Place, keys: Keys): Promise<void> {
  const elin = createPerson(place, keys['elin'] as SoftwareKey);
  await elin.signIn();
  const sessions = demoProgramme.sessions.map((session) =>
    isOrdinary(session) ? { ...session, capacity: 2 } : session,
  );
  const programme = { ...demoProgramme, sessions, version: 15, notice: 'Tuesday’s film evening begins at 19:30.' };
  await elin.vault.programme();
  await elin.vault.saveProgramme(programme);
  await drawAndTell(elin, programme);
}

const openWords: Act = async (page, say) => {
  await page.getByRole('button', { name: say('site-open') }).click();
  await page.getByRole('heading', { name: say('site-preview') }).waitFor();
};

export const visits: readonly Visit[] = [
  {
    who: undefined,
    screens: [
      { name: 'sign-in', path: '/' },
      { name: 'try', path: '/try' },
      { name: 'help', path: '/help' },
      { name: 'join', path: '/join' },
      { name: 'card', path: '/card' },
    ],
  },
  {
    who: 'amira',
    screens: [
      { name: 'today', path: '/' },
      { name: 'file', path: '/file' },
      { name: 'edit-card', path: '/file/card' },
      { name: 'edit-reach', path: '/file/reach' },
      { name: 'edit-travel', path: '/file/travel' },
      { name: 'journey', path: '/journey' },
      { name: 'opened', path: '/opened' },
      { name: 'keys', path: '/keys' },
      { name: 'seen', path: '/seen' },
      { name: 'more', path: '/more' },
      { name: 'programme', path: '/programme' },
      { name: 'session', path: '/programme', act: openStation('Phone hygiene before you fly') },
      { name: 'choices', path: '/programme/choices', act: closeSheet },
      { name: 'after', path: '/programme/after' },
      { name: 'certificate', path: '/programme/certificate' },
    ],
  },
  {
    who: 'elin',
    screens: [
      { name: 'editor', path: '/programme-team' },
      { name: 'editor-session', path: '/programme-team', act: pickSession },
      { name: 'editor-settings', path: '/programme-team', act: pressed('prog-settings') },
      { name: 'editor-import', path: '/programme-team', act: pressed('prog-import') },
      { name: 'editor-save', path: '/programme-team', act: pressed('prog-save', { version: 15 }) },
      { name: 'open-part-closed', path: '/programme-team/open' },
      { name: 'open-part', path: '/programme-team/open', act: openWords },
      { name: 'sign-ups-closed', path: '/programme-team/seats' },
      { name: 'sign-ups', path: '/programme-team/seats', act: openChoices },
      { name: 'how-it-was', path: '/programme-team/feedback' },
    ],
  },
  {
    who: 'vera',
    screens: [
      { name: 'requests-closed', path: '/requests' },
      { name: 'requests', path: '/requests', act: pressed('requests-open') },
    ],
  },
  {
    who: 'leyla',
    meanwhile: tellSeats,
    screens: [
      { name: 'today-changed', path: '/' },
      { name: 'day', path: '/programme/mine' },
      { name: 'seat', path: '/programme/mine', act: openStation('Holistic security plan') },
    ],
  },
  {
    who: 'elin',
    screens: [{ name: 'seat-book', path: '/programme-team/seats', act: openSeats }],
  },
  {
    who: 'tove',
    screens: [
      { name: 'queue-closed', path: '/desk/travel' },
      { name: 'queue', path: '/desk/travel', act: openQueue },
      { name: 'person', path: '/desk/travel', act: pickAmira },
    ],
  },
  {
    who: 'ingrid',
    screens: [
      { name: 'members', path: '/members' },
      { name: 'members-named', path: '/members', act: showNames },
      {
        name: 'invite',
        path: '/members',
        act: (page, say) => page.getByRole('button', { name: say('members-invite') }).click(),
      },
      { name: 'approvals', path: '/approvals' },
      { name: 'ledger', path: '/ledger', act: readReasons },
    ],
  },
];
