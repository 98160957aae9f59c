/**
 * Add styles to the page. They travel inside their chunk's script: they need no request of their own, and the hash that
 * pins the script pins them too. A chunk is loaded after the chunks that it builds on, so its styles always come later.
 */
export function adoptStyles(styles: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets.push(sheet);
}
