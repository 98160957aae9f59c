/** Contents in which every free field is a word that exists nowhere else, and a list of what was planted where. */
import { randomBytes, randomInt } from 'node:crypto';
import type { Content } from '#protocol/records/content.ts';
import type { Leg } from '#protocol/records/kinds/itinerary.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';

const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Eight characters fit the shortest fields. One is not ASCII, so that escapes and encodings show. */
function word(length = 8): string {
  return `${Array.from({ length: length - 1 }, () => letters[randomInt(letters.length)]).join('')}ø`;
}

const date = (): string => `${randomInt(2100, 9999)}-0${randomInt(1, 10)}-${randomInt(10, 29)}`;

export class Planter {
  readonly texts = new Map<string, string>();
  readonly secrets = new Map<string, Uint8Array>();
  readonly #known = new Set<string>();

  /** A key gives the same value at each touch; once noted is enough. */
  secret(label: string, bytes: Uint8Array | undefined): void {
    if (bytes === undefined || this.#known.has(Buffer.from(bytes).toString('hex'))) return;
    this.#known.add(Buffer.from(bytes).toString('hex'));
    this.secrets.set(`${label} #${this.secrets.size}`, new Uint8Array(bytes));
  }

  text(label: string, text: string): string {
    this.texts.set(`${label} #${this.texts.size}`, text);
    return text;
  }

  #word = (label: string, length?: number) => this.text(label, word(length));
  #date = (label: string) => this.text(label, date());

  card(): Content<'card'> {
    return {
      alias: this.#word('card.alias', 20),
      pronouns: this.#word('card.pronouns', 12),
      languages: [this.#word('card.languages', 12), this.#word('card.languages', 12)],
      photo: 'ask',
    };
  }

  reach(): Content<'reach'> {
    return {
      channel: 'signal',
      address: this.#word('reach.address', 24),
      safeFrom: '08:00',
      safeTo: '09:00',
      zone: this.#word('reach.zone', 16),
      neutralName: this.#word('reach.neutralName', 16),
      inPerson: false,
    };
  }

  travel(): Content<'travel'> {
    return {
      from: this.#word('travel.from', 16),
      earliest: this.#date('travel.earliest'),
      latestHome: this.#date('travel.latestHome'),
      never: [this.#word('travel.never', 16), this.#word('travel.never', 16)],
      pickUp: 'yes',
      bags: 1,
      note: this.#word('travel.note', 200),
      inPerson: false,
    };
  }

  notes(): Content<'notes'> {
    return { text: this.#word('notes.text', 400) };
  }

  #leg(): Leg {
    return {
      mode: 'air',
      carrier: this.#word('leg.carrier'),
      number: this.#word('leg.number'),
      from: this.#word('leg.from', 16),
      to: this.#word('leg.to', 16),
      departDate: this.#date('leg.departDate'),
      departTime: '10:00',
      departZone: this.#word('leg.departZone', 20),
      arriveDate: this.#date('leg.arriveDate'),
      arriveTime: '11:00',
      arriveZone: this.#word('leg.arriveZone', 20),
      seat: this.#word('leg.seat'),
      bags: 1,
      booking: this.#word('leg.booking', 12),
    };
  }

  itinerary(): Content<'itinerary'> {
    return {
      legs: [this.#leg(), this.#leg()],
      meet: {
        place: this.#word('meet.place', 60),
        from: '11:00',
        show: this.#word('meet.show', 30),
        theySay: this.#word('meet.theySay', 12),
        youAnswer: this.#word('meet.youAnswer', 12),
      },
      note: this.#word('itinerary.note', 300),
    };
  }

  case(): Content<'case-'> {
    return {
      tasks: [
        {
          state: 'asked',
          due: this.#date('case.due'),
          // An id, which is not typed.
          assignee: '',
          what: this.#word('case.what', 60),
          told: this.#date('case.told'),
        },
      ],
    };
  }

  /** What somebody calls herself, and a text or a title, and a file with words in it. */
  alias = (): string => this.#word('thread.alias', 24);
  said = (): string => this.#word('thread.text', 300);
  title = (): string => this.#word('thread.title', 40);

  file(): { readonly name: string; readonly type: string; readonly bytes: Uint8Array } {
    const words = Array.from({ length: 4 }, () => this.#word('file.bytes', 60)).join('\n');
    const type = `text/${this.#word('file.type', 12)}`;
    return { name: `${this.#word('file.name', 30)}.txt`, type, bytes: new TextEncoder().encode(words) };
  }

  invite(): { readonly name: string; readonly note: string } {
    return { name: this.#word('guest-list.name', 30), note: this.#word('guest-list.note', 60) };
  }

  /** A key of which every secret is noted: what it holds, and every value that it has given out. */
  key(): SoftwareKey {
    return new NotingKey(this);
  }
}

class NotingKey extends SoftwareKey {
  readonly #planter: Planter;

  constructor(planter: Planter) {
    super();
    this.#planter = planter;
  }

  override async create(...given: Parameters<SoftwareKey['create']>) {
    const made = await super.create(...given);
    this.#note(made.clientExtensionResults.prf?.results);
    const held = this.toState().credentials.at(-1)?.credRandom;
    if (typeof held === 'string') this.#planter.secret('key.credRandom', Buffer.from(held, 'base64url'));
    return made;
  }

  override async get(...given: Parameters<SoftwareKey['get']>) {
    const got = await super.get(...given);
    this.#note(got.clientExtensionResults.prf?.results);
    return got;
  }

  #note(results: { first?: Uint8Array; second?: Uint8Array } | undefined): void {
    this.#planter.secret('prf.first', results?.first);
    this.#planter.secret('prf.second', results?.second);
  }
}

/** For the controls: a word nobody else uses. */
export const control = (): string => `control ${randomBytes(9).toString('hex')} ø`;
