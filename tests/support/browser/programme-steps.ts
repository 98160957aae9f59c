/** What people do with the programme in their browsers, for every story that has it. */
import type { Locator } from 'playwright-core';
import { dayIn } from '../../../client/lib/time.ts';
import { demoDay } from '../../../tools/demo/dates.ts';
import { word } from '../../../tools/demo/words.ts';
import type { TestEnv } from '../processes/servers.ts';
import type { Visitor } from './visitor.ts';

/** "Mon 12 Apr", as it is on the buttons of the programme's days; 0 is the first. */
export const dayName = (offset: number): string => dayIn(`${demoDay(offset)}T12:00:00Z`, 'UTC');

export const stations = (visitor: Visitor, title: string): Locator =>
  visitor.page.locator('.metro > li').filter({ hasText: title });

export async function enter(testEnv: TestEnv, visitor: Visitor): Promise<void> {
  await visitor.page.goto(testEnv.origin);
  await visitor.signIn();
}

/** To the programme, or to another view of it, so that it is read anew. */
export async function go(visitor: Visitor, view: string): Promise<void> {
  const sheet = visitor.page.getByRole('dialog');
  if ((await sheet.count()) > 0) await visitor.press('close', {}, sheet);
  const nav = visitor.page.getByRole('navigation').filter({ visible: true });
  await nav.getByRole('link', { name: word('place-today'), exact: true }).click();
  await nav.getByRole('link', { name: word('place-programme'), exact: true }).click();
  await visitor.arrive('day-all-title');
  if (view !== 'day-view-all') await visitor.follow(view);
}

export async function openSession(visitor: Visitor, day: string, title: string): Promise<Locator> {
  await visitor.page.getByRole('button', { name: day, exact: true }).click();
  await visitor.page.getByRole('button', { name: title, exact: true }).first().click();
  return visitor.page.getByRole('dialog');
}

/** Both press at once; what each was told. */
export async function takeTogether(people: readonly Visitor[], sheets: readonly Locator[]) {
  await Promise.all(people.map((visitor, at) => visitor.press('day-take', {}, sheets[at])));
  return Promise.all(
    sheets.map(async (sheet) => {
      await sheet
        .getByText(word('day-taken'))
        .or(sheet.getByText(word('day-gone'), { exact: false }))
        .first()
        .waitFor();
      return (await sheet.getByText(word('day-taken')).count()) > 0 ? 'taken' : 'gone';
    }),
  );
}
