/**
 * Limits floods and locks nobody out: buckets that fill again, never a ban.
 *
 * - One for the network of a request (an IPv4 /24, an IPv6 /48), because a venue, a school or a country may be behind one
 *   address. It has a third of the places, so that many people in one hall can ask at once and one sender cannot take all
 *   places in one burst. It gains one every five seconds.
 * - One for all whose network no trusted proxy names: the onion service, or a proxy that is not configured (proxies.ts). A
 *   private or loopback address says nothing about the visitor.
 * - One for everybody. It has twice what any other has and fills faster, so that no single one of them empties it.
 *
 * Buckets are named by a hash of the network under a salt. The salt is only in this memory and is drawn anew every hour: a
 * stolen table names nobody, and an hour later not even this process could tell who came.
 */
import { randomBytes } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { utf8 } from '#protocol/core/bytes.ts';
import { derive, key32 } from '#protocol/crypto/sodium.ts';
import type { Store } from './store.ts';

const hourMs = 3_600_000;
/** Shorter than the name of any network's bucket. */
const everybody = utf8('everybody');
const unseen = utf8('unseen');

const near = new BlockList();
for (const [network, prefix] of [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const)
  near.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  near.addSubnet(network, prefix, 'ipv6');

/** Undefined where the address is the proxy's. */
export function networkOf(address: string): string | undefined {
  const plain = address.replace(/^::ffff:(?=[0-9]+\.)/u, '').replace(/%.*$/u, '');
  const version = isIP(plain);
  if (version === 0 || near.check(plain, version === 4 ? 'ipv4' : 'ipv6')) return undefined;
  if (version === 4) return plain.split('.').slice(0, 3).join('.');
  const [head = '', tail] = plain.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const full = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return full
    .slice(0, 3)
    .map((part) => part.replace(/^0+(?=.)/u, ''))
    .join(':');
}

export class Throttle {
  readonly #store: Store;
  #salt = key32(randomBytes(32));
  readonly #timer: NodeJS.Timeout;

  constructor(store: Store) {
    this.#store = store;
    this.#timer = setInterval(() => this.rotate(), hourMs).unref();
  }

  rotate(): void {
    this.#salt = key32(randomBytes(32));
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Returns true if this request may be handled now. `places` is the number of all places, of every kind. */
  async admits(address: string, places: number): Promise<boolean> {
    const most = Math.max(30, Math.min(240, places));
    const network = networkOf(address);
    const [bucket, own, perSecond] =
      network === undefined
        ? ([unseen, most, 1 / 2] as const)
        : ([this.#bucketOf(network), Math.max(10, Math.min(60, Math.ceil(places / 3))), 1 / 5] as const);
    return (await this.#store.take(bucket, own, perSecond)) && this.#store.take(everybody, most * 2, 1);
  }

  #bucketOf(network: string): Uint8Array {
    return derive(this.#salt, utf8(network), 32);
  }
}
