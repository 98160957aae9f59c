import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import { toHttpError, Refusal } from '../../../server/errors.ts';
import { keptKey } from '../../../server/keys.ts';
import { placeOf } from '../../../server/logger.ts';
import { ProtocolError } from '#protocol/core/errors.ts';

const good = { DATABASE_URL: 'postgres://x', WITNESS_URL: 'unix:/run/w' };

describe('the environment', () => {
  it('has defaults for a machine of one', () => {
    const config = readConfig(good);
    expect([config.origin, config.rpId, config.port, config.host]).toEqual([
      'http://localhost:8080',
      'localhost',
      8080,
      'localhost',
    ]);
    expect(config.clientDir).toBe(join(config.dataDir, 'client'));
  });

  it('may name another place to listen at, and another folder with the built client', () => {
    const config = readConfig({ ...good, HOST: '0.0.0.0', CLIENT_DIR: '/house/client' });
    expect([config.host, config.clientDir]).toEqual(['0.0.0.0', '/house/client']);
  });

  it.each([
    [{ ...good, PORT: 'eighty' }, 'PORT'],
    [{ ...good, PORT: '65535' }, 'PORT'],
    [{ ...good, PORTAL_ORIGIN: 'https://portal.example/' }, 'PORTAL_ORIGIN'],
    [{ ...good, PORTAL_ORIGIN: 'http://portal.example' }, 'https'],
    [{ ...good, WITNESS_URL: 'witness' }, 'WITNESS_URL'],
    [{ DATABASE_URL: 'postgres://x' }, 'WITNESS_URL is missing'],
    [{ WITNESS_URL: 'unix:/run/w' }, 'DATABASE_URL is missing'],
  ])('with a wrong value is named in one sentence: %o', (environment, named) => {
    expect(() => readConfig(environment)).toThrow(named);
  });
});

describe('kept keys', () => {
  it('are made once, for this user alone, and refused when damaged', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dd-keys-'));
    const key = keptKey(folder, 'log');
    expect(keptKey(folder, 'log')).toEqual(key);
    expect(keptKey(folder, 'session')).not.toEqual(key);
    expect(statSync(join(folder, 'keys', 'log')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
    writeFileSync(join(folder, 'keys', 'session'), 'short');
    expect(() => keptKey(folder, 'session')).toThrow('5 bytes');
    rmSync(folder, { recursive: true });
  });
});

describe('errors', () => {
  it('become a code and a status, whatever they carry', () => {
    expect(toHttpError(new Refusal('throttled'))).toEqual({ status: 429, code: 'throttled' });
    expect(toHttpError(new ProtocolError('malformed', 'x')).status).toBe(400);
    expect(toHttpError(new ProtocolError('roster-quorum', 'x')).status).toBe(422);
    expect(toHttpError(new ProtocolError('not-yet', 'x')).status).toBe(501);
    for (const code of ['57P01', '08006', '53300', '55P03', 'ECONNREFUSED'])
      expect(toHttpError(Object.assign(new Error('x'), { code }))).toEqual({ status: 503, code: 'database-away' });
    expect(toHttpError(new Error('secret'))).toEqual({ status: 500, code: 'internal' });
    expect(toHttpError('text')).toEqual({ status: 500, code: 'internal' });
  });

  it('come into the journal without their message and without folders of the machine', () => {
    const told = JSON.stringify(placeOf(new Error('passport 123')));
    expect(told).not.toContain('passport');
    expect(told).not.toContain(process.cwd());
  });
});
