/**
 * A room's styles come inside its script: no request of their own, and the hash that pins the script pins them too. The
 * rooms that one stands on are loaded before it, so theirs always come first.
 */
export function adoptStyles(styles: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets.push(sheet);
}
