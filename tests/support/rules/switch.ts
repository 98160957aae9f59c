/** The switch that altered text calls (alterations.ts): one alteration is on at a time, or none. */
export class Switch {
  on = -1;
  /** The numbers of the alterations that were come by, since it was emptied. */
  readonly met = new Set<number>();

  is(number: number): boolean {
    this.met.add(number);
    return this.on === number;
  }

  compare(number: number, operator: string, left: number, right: number): boolean {
    this.met.add(number);
    if (this.on === number && left === right) return operator === '<' || operator === '>';
    if (operator === '<') return left < right;
    if (operator === '<=') return left <= right;
    return operator === '>' ? left > right : left >= right;
  }
}
