/** Return a cell that a spreadsheet would take for a formula as plain text. */
export function plainCell(text: string): string {
  return /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
}
