/** An event with one officer, a programme team of one, and defenders, all made by the portal's own acts in this process. */
import type { Content } from '#protocol/records/content.ts';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import { demoEvent } from '../../../tools/demo/cast.ts';
import { createPerson, type Person } from '../../../tools/demo/person.ts';
import { demoProgramme } from '../../../tools/demo/programme.ts';
import { admitJoined, foundAlone, join } from '../../../tools/demo/join-steps.ts';
import type { TestEnv } from '../processes/servers.ts';

type Programme = Content<'programme'>;

/** One place in it, and nobody is drawn into it. */
const drill = 'demo-00-30';
export const phoneHygiene = 'Phone hygiene before you fly';

export const storyProgramme: Programme = {
  ...demoProgramme,
  choicesUntil: '2099-01-01',
  announcedAt: '2099-01-02',
  sessions: demoProgramme.sessions.map((session) => (session.id === drill ? { ...session, capacity: 1 } : session)),
};

interface Newcomer {
  readonly key: SoftwareKey;
  readonly member: MemberId;
}

export interface Cast {
  readonly elin: Person;
  /** For her own browser. */
  readonly elinKey: SoftwareKey;
  /** Joined before the members key was made, and after it. */
  readonly amira: Newcomer;
  readonly tomas: Newcomer;
}

/** `open`: the members' key is made and the programme is out; else both are left to the programme team's browser. */
export async function castOf(testEnv: TestEnv, { open = true } = {}): Promise<Cast> {
  const keys = () => [new SoftwareKey(), new SoftwareKey()] as const;
  const own = keys();
  const chief = createPerson(testEnv.place, own[0]);
  await foundAlone(chief, own, testEnv.foundingLink.split('#')[1] ?? '', demoEvent);
  chief.key = own[0];
  await chief.signIn();
  await chief.vault.mintEpoch('officers' as DeskId);
  await chief.vault.mintMonth((await chief.vault.readiness()).month);

  const comeIn = async (name: string, desk?: DeskId) => {
    const [first, second] = keys();
    const input = {
      role: desk === undefined ? ('participant' as const) : ('staff' as const),
      desks: desk === undefined ? [] : [desk],
    };
    const [link] = await chief.vault.mintInvites([{ ...input, name, note: '' }]);
    if (link === undefined) throw new Error('no invitation');
    const person = createPerson(testEnv.place, first);
    await join(person, desk === undefined ? [first] : [first, second], link.fragment);
    await admitJoined(chief, person, link.invite);
    if (desk !== undefined) await chief.vault.joinDesk(desk, link.member);
    person.key = first;
    return { person, key: first, member: link.member };
  };
  const elin = await comeIn('Goldeneye', 'programme' as DeskId);
  const amira = await comeIn('Kingfisher');
  await elin.person.signIn();
  await elin.person.vault.mintEpoch('programme' as DeskId);
  if (open) {
    await elin.person.vault.mintMembersKey();
    await elin.person.vault.saveProgramme(storyProgramme);
  }
  const tomas = await comeIn('Sandpiper');
  return { elin: elin.person, elinKey: elin.key, amira, tomas };
}
