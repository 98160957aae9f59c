/**
 * Who may say where a visitor comes from: only the proxies that the configuration names. Behind one of them, the last entry
 * of X-Forwarded-For counts, because the proxy wrote it. Everything that a visitor put before it is ignored.
 */
import { BlockList, isIP } from 'node:net';

const bare = (address: string) => address.replace(/^::ffff:(?=[0-9]+\.)/u, '').replace(/%.*$/u, '');
const family = (address: string) => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

export class Proxies {
  readonly #known = new BlockList();

  /** Takes addresses and networks with commas between them: `172.30.0.2, fd00::/64`. Throws on anything else. */
  constructor(list: string) {
    for (const entry of list.split(',').map((part) => part.trim())) {
      if (entry === '') continue;
      const [address = '', bits] = entry.split('/');
      const most = isIP(address) === 4 ? 32 : 128;
      const prefix = bits === undefined ? most : Number(bits);
      const isNetwork = isIP(address) !== 0 && /^[0-9]*$/u.test(bits ?? '') && prefix >= 8 && prefix <= most;
      if (!isNetwork) throw new Error(`${entry} is neither an address nor a network of at least 8 bits`);
      this.#known.addSubnet(address, prefix, family(address));
    }
  }

  /** Returns the visitor's address as a trusted proxy says it, otherwise the address of the peer. */
  visitorBehind(peer: string, forwarded: string | readonly string[] | undefined): string {
    const address = bare(peer);
    if (isIP(address) === 0 || !this.#known.check(address, family(address))) return peer;
    const last = [forwarded ?? []].flat().join(',').split(',').at(-1)?.trim() ?? '';
    return isIP(bare(last)) === 0 ? peer : last;
  }
}
