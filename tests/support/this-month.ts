/** A key may be made for the month of its entry and the next. */
export const thisMonth = (): string => new Date().toISOString().slice(0, 7);
