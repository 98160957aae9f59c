/** A person with her keys, made by the protocol's own code as the vault makes them, and software security keys. */
import { randomBytes } from 'node:crypto';
import { assertion, type Assertion, type Credential } from '#protocol/crypto/assertion.ts';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { deriveCardKeys, mintCard, parseCard, signCardLogin, type CardKeys } from '#protocol/members/recovery-card.ts';
import { challengeFor, salts, type Purpose } from '#protocol/crypto/challenge.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import {
  deriveMemberKeys,
  deriveOpenKeys,
  type MemberCard,
  type MemberKeys,
  type Role,
} from '#protocol/members/keys.ts';
import { makeSlot, prfKey, slotCodec } from '#protocol/members/slot.ts';
import { key32, type Key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import { SoftwareKey, type KeyOptions } from '../../../tools/authenticator/key.ts';
import { cardOf } from '../protocol/operations.ts';
import { Browser, type Client } from './client.ts';

export const bytes = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

export interface Enrolment {
  begin(): Promise<{ challenge: string; nonce: string; userHandle: string }>;
  finish(
    challenge: string,
    registration: Body<'login/enrol-finish'>['registration'],
  ): Promise<Reply<'login/enrol-finish'>>;
}

export class Person {
  readonly role: Role;
  readonly rpId: string;
  member: MemberId;
  readonly browser: Browser;
  accountSecret: Key32 = key32(bytes(32));
  previous: Key32[] = [];
  deskSecret: Key32 = key32(bytes(32));
  hardware: SoftwareKey[] = [];
  credentials: Credential[] = [];
  recovery: CardKeys;
  portalTagKey: Uint8Array = new Uint8Array(0);

  constructor(client: Client, role: Role, member: MemberId) {
    [this.role, this.member] = [role, member];
    this.browser = new Browser(client);
    this.rpId = new URL(client.origin).hostname;
    this.recovery = this.#mintRecovery();
  }

  #mintRecovery(): CardKeys {
    return deriveCardKeys(this.rpId, parseCard(mintCard(bytes(96))));
  }

  get origin(): string {
    return this.browser.client.origin;
  }

  get keys(): MemberKeys {
    return deriveMemberKeys(this.accountSecret);
  }

  get open(): KeyPair | undefined {
    return this.role === 'participant' ? undefined : deriveOpenKeys(this.deskSecret);
  }

  get card(): MemberCard {
    return cardOf(this, this.role, this.credentials, this.recovery.login);
  }

  /** New keys after a recovery card: everything of hers but her id. */
  renew(): void {
    this.previous = [this.accountSecret, ...this.previous];
    this.accountSecret = key32(bytes(32));
    [this.hardware, this.credentials] = [[], []];
    this.recovery = this.#mintRecovery();
  }

  async enrol(root: Uint8Array, through: Enrolment, options: KeyOptions = {}): Promise<SoftwareKey> {
    const asked = await through.begin();
    const key = new SoftwareKey(options);
    const nonce = fromBase64url(asked.nonce);
    const { origin, rpId, member } = this;
    const made = await key.create(
      {
        rp: { id: rpId },
        user: { id: fromBase64url(asked.userHandle), name: 'portal' },
        challenge: challengeFor({ purpose: 'enrol', origin, rootfp: root, member, nonce }),
        pubKeyCredParams: [{ alg: this.hardware.length % 2 === 0 ? -8 : -7 }],
        extensions: { prf: {} },
      },
      origin,
    );
    const found = await through.finish(asked.challenge, {
      id: toBase64url(made.id),
      clientDataJSON: toBase64url(made.clientDataJSON),
      attestationObject: toBase64url(made.attestationObject),
      transports: ['usb'],
    });
    this.hardware.push(key);
    this.credentials.push({
      id: fromBase64url(found.id),
      publicKey: fromBase64url(found.publicKey),
      aaguid: fromBase64url(found.aaguid),
      backupEligible: found.backupEligible,
    });
    return key;
  }

  /** Slots for every key, and the recovery card's. */
  async kit(rootfp: Uint8Array): Promise<{ slots: string[]; card: Body<'invites/join'>['card'] }> {
    const slots: string[] = [];
    for (const [i, { id }] of this.credentials.entries()) {
      const key = this.hardware[i] as SoftwareKey;
      const touched = await key.get(
        {
          rpId: this.rpId,
          challenge: bytes(32),
          allowCredentials: [{ id }],
          extensions: { prf: { eval: { first: salts.unlock, second: salts.open } } },
        },
        this.origin,
      );
      const { first, second } = touched.clientExtensionResults.prf?.results ?? { first: new Uint8Array(0) };
      slots.push(this.#slot('unlock', id, prfKey(first), this.accountSecret, rootfp));
      if (this.role !== 'participant' && second !== undefined)
        slots.push(this.#slot('open', id, prfKey(second), this.deskSecret, rootfp));
    }
    const { recovery } = this;
    const slot = this.#slot('unlock', recovery.id, recovery.slot, this.accountSecret, rootfp);
    return { slots, card: { id: toBase64url(recovery.id), loginKey: toBase64url(recovery.login.publicKey), slot } };
  }

  #slot(purpose: 'unlock' | 'open', holder: Uint8Array, key: Key32, secret: Key32, rootfp: Uint8Array): string {
    const held = { secret, rootfp, signKey: this.keys.sign.publicKey, previous: this.previous };
    return toBase64url(slotCodec.encode(makeSlot(key, { purpose, member: this.member, holder }, held, bytes(32))));
  }

  /** One touch of her n-th key over something signed. */
  async touch(rootfp: Uint8Array, purpose: Purpose, data: Uint8Array, key = 0): Promise<Assertion> {
    const nonce = bytes(32);
    const { origin, rpId, member } = this;
    const challenge = challengeFor({ purpose, rootfp, origin, member, data, nonce });
    const { id } = this.credentials[key] as Credential;
    const made = await (this.hardware[key] as SoftwareKey).get({ rpId, challenge, allowCredentials: [{ id }] }, origin);
    return assertion.parse(
      assertion.encode({
        credentialId: made.id,
        authenticatorData: made.authenticatorData,
        clientDataJSON: made.clientDataJSON,
        signature: made.signature,
        nonce,
      }),
    );
  }

  /** What login/finish takes, from her n-th key. */
  async loginAnswer(key = 0): Promise<Body<'login/finish'>> {
    const asked = await this.browser.call('login/begin', {});
    const { origin, rpId } = this;
    const challenge = challengeFor({ purpose: 'login', origin, nonce: fromBase64url(asked.nonce) });
    const made = await (this.hardware[key] as SoftwareKey).get(
      { rpId, challenge, extensions: { prf: { eval: { first: salts.unlock } } } },
      origin,
    );
    return {
      headNonce: toBase64url(bytes(32)),
      assertion: {
        challenge: asked.challenge,
        credentialId: toBase64url(made.id),
        authenticatorData: toBase64url(made.authenticatorData),
        clientDataJSON: toBase64url(made.clientDataJSON),
        signature: toBase64url(made.signature),
        userHandle: toBase64url(made.userHandle),
      },
    };
  }

  async login(key = 0): Promise<Reply<'login/finish'>> {
    const welcome = await this.browser.call('login/finish', await this.loginAnswer(key));
    this.portalTagKey = fromBase64url(welcome.portalTagKey);
    return welcome;
  }

  async loginWithCard(): Promise<Reply<'login/card-finish'>> {
    const card = toBase64url(this.recovery.id);
    const asked = await this.browser.call('login/card-begin', { card });
    const signature = toBase64url(signCardLogin(this.recovery, this.origin, fromBase64url(asked.nonce)));
    const headNonce = toBase64url(bytes(32));
    return this.browser.call('login/card-finish', { challenge: asked.challenge, card, signature, headNonce });
  }
}
