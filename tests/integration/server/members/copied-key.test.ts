// A hardware key that was copied: a count that goes back is refused in words of its own, and the log says so.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url } from '#protocol/core/bytes.ts';
import { noticeCodec } from '#protocol/log/notice.ts';
import { SoftwareKey } from '../../../../tools/authenticator/key.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import type { Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';

let testEnv: TestEnv;
let world: World;
let anna: Person;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  anna = await world.addMember('participant');
});
afterAll(() => testEnv.close());

const enter = async () => anna.browser.refused('login/finish', await anna.loginAnswer());
async function noticesRead(by: Person): Promise<readonly string[]> {
  const { notices } = await by.browser.call('log/notices', { from: 0 });
  return notices
    .filter(({ member }) => member === anna.member)
    .map(({ notice }) => noticeCodec.parse(fromBase64url(notice)).what);
}

describe('a key that was copied', () => {
  it('is let in where it counts further; the other is refused, and owner and officers read of it', async () => {
    const [own] = anna.hardware as [SoftwareKey];
    const copy = SoftwareKey.fromState(own.toState());
    anna.hardware[0] = copy;
    await anna.login();
    await anna.login();
    anna.hardware[0] = own;
    expect(await enter()).toBe('key-copied');
    expect(await noticesRead(world.founder)).toEqual(['login-refused']);
    await anna.login(1);
    expect(await noticesRead(anna)).toEqual(['login-refused']);
  });

  it('fills no log, and shuts nobody out for good', async () => {
    const [own] = anna.hardware as [SoftwareKey];
    const behind = SoftwareKey.fromState(own.toState());
    await anna.login(1);
    // Her count passes that of the copy after some touches.
    let answer = await enter();
    for (let touches = 0; touches < 4 && answer === 'key-copied'; touches++) answer = await enter();
    expect(answer).toBe('not refused');
    anna.hardware[0] = behind;
    for (let touches = 0; touches < 3; touches++) await enter();
    expect(await noticesRead(world.founder)).toEqual(['login-refused']);
  });

  it('a wrong signature with a low count is told nothing more than any wrong signature', async () => {
    const answer = await anna.loginAnswer();
    const { assertion } = answer;
    const signature = `${assertion.signature.startsWith('A') ? 'B' : 'A'}${assertion.signature.slice(1)}`;
    const body = { ...answer, assertion: { ...assertion, signature } };
    expect(await anna.browser.refused('login/finish', body)).toBe('login-unknown');
  });
});
