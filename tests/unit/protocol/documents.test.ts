// What documents say about the code, compared with the code.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { protocolCodes } from '#protocol/core/errors.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { errorCatalogue } from '../../../tools/errors.ts';
import { filled, generatedParts } from '../../../tools/spec.ts';
import { root } from '../../support/protocol/sources.ts';

beforeAll(async () => sodiumReady);

describe('protocol/README.md', () => {
  const text = readFileSync(`${root}protocol/README.md`, 'utf8');

  it('has the fields, labels, codes, limits and bytes that the code has (node tools/node24.mjs tools/spec.ts)', () => {
    expect(filled(text)).toBe(text);
    expect(Object.keys(generatedParts()).length).toBeGreaterThan(12);
  });

  it('names every code in its steps that the protocol can raise in them', () => {
    const written = text.slice(0, text.indexOf('## Labels'));
    const silent = protocolCodes.filter((code) => !written.includes(`\`${code}\``));
    // Raised in the client, about a state that no pure function sees.
    const elsewhere = ['release-refused'];
    expect(silent).toEqual(elsewhere);
  });
});

describe('docs/errors.md', () => {
  it('has one row per code, with the words that people read (node tools/node24.mjs tools/errors.ts)', () => {
    expect(readFileSync(`${root}docs/errors.md`, 'utf8')).toBe(errorCatalogue());
  });
});
