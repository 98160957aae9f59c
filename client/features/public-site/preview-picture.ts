/**
 * A picture of a public page, drawn from exactly its bytes and its style sheet. It is an SVG image that contains the
 * page: a browser runs no script in an image, loads nothing for it and gives it no address. The portal's own policy
 * therefore stays as strict as it was; a frame would have needed a new permission.
 */
const empty = /<(meta|link|br|input)((?:\s[^<>]*?)?)>/gu;
/** Attributes without a value are HTML only. */
const bare = /\s(required|checked|disabled)(?=[\s>/])/gu;

/** Our pages are made by domain/public-pages/markup.ts: tags are lower case, attributes quoted, text escaped. */
function asXml(page: string): string {
  return page
    .replace(/^<!doctype html>\s*/u, '')
    .replaceAll(/<link\b[^>]*>|<meta\b[^>]*>|<script\b[^>]*><\/script>/gu, '')
    .replaceAll(bare, ' $1="$1"')
    .replaceAll(empty, '<$1$2/>')
    .replaceAll('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace('<html ', '<html xmlns="http://www.w3.org/1999/xhtml" ');
}

export function pictureOf(page: string, style: string, width: number, height: number): string {
  const html = asXml(page).replace(
    '</head>',
    `<style>${style.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</style></head>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><foreignObject width="${width}" height="${height}">${html}</foreignObject></svg>`;
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

/** Return the approximate height of the page: an image cannot tell it. */
export function heightOf(page: string, width: number): number {
  const text = page.replaceAll(/<svg[\s\S]*?<\/svg>/gu, '').replaceAll(/<[^>]*>/gu, ' ').length;
  return Math.round(width < 500 ? 1900 + text * 0.95 : 1500 + text * 0.4);
}
