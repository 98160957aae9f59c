/**
 * A map that is only added to and whose earlier states stay what they were: each roster keeps its own. Adding copies the
 * newest part alone, so that a long replay does not copy everything with every entry.
 */
const recentMax = 64;

export class GrowingMap<V> {
  readonly #old: ReadonlyMap<string, V>;
  readonly #recent: ReadonlyMap<string, V>;

  constructor(old: ReadonlyMap<string, V> = new Map(), recent: ReadonlyMap<string, V> = new Map()) {
    [this.#old, this.#recent] = [old, recent];
  }

  get(key: string): V | undefined {
    return this.#recent.get(key) ?? this.#old.get(key);
  }

  with(key: string, value: V): GrowingMap<V> {
    const recent = new Map(this.#recent).set(key, value);
    if (recent.size <= recentMax) return new GrowingMap(this.#old, recent);
    return new GrowingMap(new Map([...this.#old, ...recent]));
  }

  values(): readonly V[] {
    return [...new Map([...this.#old, ...this.#recent]).values()];
  }
}
