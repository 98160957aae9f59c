// What is typed into the portal, and what is opened in it, is offered to nobody's translator, spell-checker or autofill.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { Input, TextBox } from '../../../client/ui/fields/input.tsx';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const sources = globSync('client/**/*.{ts,tsx}', { cwd: root });

describe('the sources', () => {
  it('have one place where text is typed', () => {
    // Boxes to tick and dots to pick hold no text.
    const typed =
      /<textarea\b|<input\b(?![^>]*type="(?:radio|checkbox)")|contentEditable|createElement\(\s*['"](?:input|textarea)/u;
    const found = sources.filter((path) => typed.test(read(path).replaceAll('=>', '')));
    expect(found).toEqual([join('client', 'ui', 'fields', 'input.tsx')]);
  });

  it('nowhere switch back on what that place switches off', () => {
    const switched = /\b(?:spellcheck|autocorrect|autocapitalize|autocomplete|writingsuggestions|translate)\s*[=:]/iu;
    const found = sources.filter((path) => switched.test(read(path)));
    expect(found).toEqual([join('client', 'ui', 'fields', 'input.tsx')]);
  });
});

const off = {
  autocomplete: 'off',
  autocapitalize: 'off',
  autocorrect: 'off',
  spellcheck: 'false',
  writingsuggestions: 'false',
};

it.each([
  ['a field', h(Input, { value: '' })],
  ['a box', h(TextBox, { value: '' })],
])('%s says so, also when its use says otherwise', (_, element) => {
  const switchedOn = {
    ...element,
    props: { ...element.props, spellcheck: true, autoCorrect: 'on', autoComplete: 'name' },
  };
  for (const one of [element, switchedOn]) {
    const html = renderToString(one).toLowerCase();
    for (const [name, value] of Object.entries(off)) expect(html, html).toContain(` ${name}="${value}"`);
  }
});

describe('the page', () => {
  const page = read('client/index.html');

  it('asks not to be translated, in each way that a browser knows', () => {
    expect(page).toMatch(/<html [^>]*translate="no"[^>]*class="notranslate"/u);
    expect(page).toContain('<meta name="google" content="notranslate" />');
  });
});
