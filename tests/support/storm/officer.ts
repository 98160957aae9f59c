/** The officer in a storm: she invites, admits and removes people, and moves somebody into and out of the travel team. */
import type { InviteId, MemberId } from '#protocol/core/ids.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import type { Person, Place } from '../../../tools/demo/person.ts';
import { join } from '../../../tools/demo/join-steps.ts';
import { travel } from '../attacks/event.ts';
import type { Crowd, Resident } from './crowd.ts';
import { Guest } from './guest.ts';

const newcomersMax = 3;

/** On her way in: she has sent her join, and the officer has not admitted her yet. */
interface Joined {
  readonly invite: InviteId;
  readonly guest: Guest;
}

interface Newcomer {
  readonly guest: Guest;
  readonly resident: Resident;
}

export class Officer {
  readonly person: Person;
  readonly #crowd: Crowd;
  readonly #place: Place;
  readonly #mover: MemberId;
  readonly #waiting: Joined[] = [];
  readonly #inside: Newcomer[] = [];
  /** Everybody who ever got so far as to send a join. */
  readonly newcomers: Guest[] = [];
  #number = 0;

  constructor(crowd: Crowd, place: Place, given: { person: Person; mover: MemberId }) {
    [this.#crowd, this.#place, this.person, this.#mover] = [crowd, place, given.person, given.mover];
  }

  resident(): Resident {
    const acts = [this.#invite, this.#admit, this.#admit, this.#remove, this.#move];
    return { handle: 'ingrid', person: this.person, acts, left: false };
  }

  readonly #invite = async (): Promise<void> => {
    if (this.#waiting.length + this.#inside.length >= newcomersMax) return;
    const handle = `guest ${(this.#number += 1)}`;
    const input = { role: 'participant', desks: [], name: handle, note: '' } as const;
    const [link] = await this.person.vault.mintInvites([input]);
    if (link === undefined) return;
    const key = new SoftwareKey();
    const person = this.#crowd.person(handle, key);
    const card = await join(person, [key], link.fragment);
    const guest = new Guest(this.#crowd, this.#place, { handle, member: link.member, way: { key, card }, person });
    this.#waiting.push({ invite: link.invite, guest });
    this.newcomers.push(guest);
  };

  readonly #admit = async (): Promise<void> => {
    const [next] = this.#waiting;
    if (next === undefined) return this.#invite();
    const { invite, guest } = next;
    if (!(await this.#isMember(guest.member))) {
      const shown = await this.person.vault.reveal(invite);
      const { digits, checked } = await guest.person.vault.joiningAwait();
      // Without the witness her page shows nothing new, so nobody compares and nobody is let in.
      if (!checked) return;
      if (digits !== shown) this.#crowd.faults.push(`${guest.handle} sees ${digits}, and the officer ${shown}`);
      await this.person.vault.admit(invite, 'in-person');
    }
    this.#waiting.shift();
    const resident = guest.resident(['save', 'save', 'trace']);
    this.#inside.push({ guest, resident });
    this.#crowd.admit(resident);
  };

  readonly #remove = async (): Promise<void> => {
    const [first] = this.#inside;
    if (first === undefined || this.#inside.length < 2) return;
    // From here on she is told that she is nobody, and that is right.
    first.resident.left = true;
    if (await this.#isMember(first.guest.member)) await this.person.vault.removeMember(first.guest.member);
    this.#inside.shift();
  };

  readonly #move = async (): Promise<void> => {
    const { desks } = await this.person.vault.members();
    const isThere = desks.find(({ desk }) => desk === travel)?.people.includes(this.#mover) === true;
    const move = isThere ? this.person.vault.leaveDesk : this.person.vault.joinDesk;
    await move(travel, this.#mover);
  };

  async #isMember(member: MemberId): Promise<boolean> {
    const { members } = await this.person.vault.members();
    return members.some((line) => line.member === member);
  }
}
