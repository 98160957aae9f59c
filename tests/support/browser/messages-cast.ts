/** An event with one officer, a travel team of one, and two guests who have a name; made by the portal's own acts. */
import { blankContent } from '#protocol/records/content.ts';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import { demoEvent } from '../../../tools/demo/cast.ts';
import { createPerson, type Person } from '../../../tools/demo/person.ts';
import { admitJoined, foundAlone, join } from '../../../tools/demo/join-steps.ts';
import type { TestEnv } from '../processes/servers.ts';

export interface Someone {
  readonly key: SoftwareKey;
  readonly member: MemberId;
  readonly person: Person;
  readonly card: readonly string[];
}

export interface Cast {
  readonly ingrid: SoftwareKey;
  readonly tove: Someone;
  readonly amira: Someone;
  readonly tomas: Someone;
}

export async function castOf(testEnv: TestEnv): Promise<Cast> {
  const keys = () => [new SoftwareKey(), new SoftwareKey()] as const;
  const own = keys();
  const chief = createPerson(testEnv.place, own[0]);
  await foundAlone(chief, own, testEnv.foundingLink.split('#')[1] ?? '', demoEvent);
  chief.key = own[0];
  await chief.signIn();
  await chief.vault.mintEpoch('officers' as DeskId);
  await chief.vault.mintMonth((await chief.vault.readiness()).month);

  const comeIn = async (name: string, desk?: DeskId): Promise<Someone> => {
    const [first, second] = keys();
    const input = {
      role: desk === undefined ? ('participant' as const) : ('staff' as const),
      desks: desk === undefined ? [] : [desk],
    };
    const [link] = await chief.vault.mintInvites([{ ...input, name, note: '' }]);
    if (link === undefined) throw new Error('no invitation');
    const person = createPerson(testEnv.place, first);
    const card = await join(person, desk === undefined ? [first] : [first, second], link.fragment);
    await admitJoined(chief, person, link.invite);
    if (desk !== undefined) await chief.vault.joinDesk(desk, link.member);
    person.key = first;
    await person.signIn();
    return { key: first, member: link.member, person, card };
  };
  const tove = await comeIn('Puffin', 'travel' as DeskId);
  await tove.person.vault.mintEpoch('travel' as DeskId);
  const amira = await comeIn('Kingfisher');
  const tomas = await comeIn('Sandpiper');
  for (const [{ person }, alias] of [
    [amira, 'Kingfisher'],
    [tomas, 'Sandpiper'],
  ] as const) {
    await person.vault.tidy();
    await person.vault.save('card', { ...blankContent('card'), alias, languages: ['en'] });
    await person.vault.save('reach', {
      ...blankContent('reach'),
      channel: 'signal',
      address: '+46 70 174 06 10',
      neutralName: 'Library',
    });
  }
  return { ingrid: own[0], tove, amira, tomas };
}

/** She has lost every key: her card brings her back, with a new one. */
export async function comeBack(testEnv: TestEnv, who: Someone): Promise<SoftwareKey> {
  const key = new SoftwareKey();
  const person = createPerson(testEnv.place, key);
  await person.vault.enterWithCard(testEnv.place, who.card);
  await person.vault.recoveryBegin();
  await person.vault.recoveryKey('hardware');
  await person.vault.proveCard(await person.vault.newCard());
  await person.vault.recoveryFinish();
  return key;
}
