import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError as PublicError, readConfig as readPublic } from '../../../public/config.ts';
import { ConfigError, readConfig } from '../../../server/config.ts';
import { toHttpError, Refusal } from '../../../server/errors.ts';
import { keptKey } from '../../../server/keys.ts';
import { placeOf } from '../../../server/logger.ts';
import { ConfigError as WitnessError, readConfig as readWitness } from '../../../witness/config.ts';
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
    const config = readConfig({ ...good, HOST: '0.0.0.0', CLIENT_DIR: '/srv/client' });
    expect([config.host, config.clientDir]).toEqual(['0.0.0.0', '/srv/client']);
  });

  const readers = {
    portal: [readConfig, ConfigError],
    site: [readPublic, PublicError],
    witness: [readWitness, WitnessError],
  } as const;
  it.each([
    ['portal', { ...good, PORT: 'eighty' }, 'PORT is eighty; it must be 1 to 65533.'],
    ['portal', { ...good, PORT: '65535' }, 'PORT is 65535; it must be 1 to 65533.'],
    ['portal', { ...good, PORTAL_ORIGIN: 'https://portal.example/' }, 'PORTAL_ORIGIN is https://portal.example/; '],
    ['portal', { ...good, PORTAL_ORIGIN: 'http://portal.example' }, 'PORTAL_ORIGIN is http://portal.example; '],
    ['portal', { ...good, PUBLIC_SITE_ORIGIN: 'site' }, 'PUBLIC_SITE_ORIGIN is site; '],
    ['portal', { ...good, WITNESS_URL: 'witness' }, 'WITNESS_URL is witness; '],
    ['portal', { ...good, STREAM_TICK_MS: '1' }, 'STREAM_TICK_MS is 1; it must be 50 to 10000.'],
    ['portal', { DATABASE_URL: 'postgres://x' }, 'WITNESS_URL is missing; '],
    ['portal', { WITNESS_URL: 'unix:/run/w' }, 'DATABASE_URL is missing; '],
    ['site', { DATABASE_URL: 'postgres://x', PORT: 'eighty' }, 'PORT is eighty; it must be 1 to 65535.'],
    ['site', { DATABASE_URL: 'postgres://x', PORT: '0' }, 'PORT is 0; it must be 1 to 65535.'],
    ['site', { DATABASE_URL: 'postgres://x', TRUSTED_PROXIES: 'edge' }, 'TRUSTED_PROXIES is edge; '],
    ['site', {}, 'DATABASE_URL is missing; '],
    ['witness', { PORT: 'eighty' }, 'PORT is eighty; it must be 0 to 65535.'],
    ['witness', { WITNESS_NAME: 'a name' }, 'WITNESS_NAME is a name; it must be '],
  ] as const)('of the %s with a wrong value is refused in one sentence: %o', (server, environment, sentence) => {
    const [read, Refused] = readers[server];
    let thrown: unknown;
    try {
      read(environment);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Refused);
    expect((thrown as Error).message).toMatch(/^[A-Z_]+ is .+; .+\.$/u);
    expect((thrown as Error).message).toContain(sentence);
  });

  it.each(['server', 'public', 'witness'])(
    'of %s with a wrong value ends the start with that sentence alone',
    (name) => {
      const main = resolve(import.meta.dirname, '../../..', name, 'main.ts');
      const { status, stdout, stderr } = spawnSync(process.execPath, [main], {
        env: { ...good, PORT: 'eighty', NODE_NO_WARNINGS: '1' },
        encoding: 'utf8',
      });
      expect([status, stdout, stderr]).toEqual([
        1,
        '',
        expect.stringMatching(/^PORT is eighty; it must be [0-9 to]+\.\n$/u),
      ]);
    },
  );
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

  it('are written to the journal without their message and without folders of the machine', () => {
    const told = JSON.stringify(placeOf(new Error('passport 123')));
    expect(told).not.toContain('passport');
    expect(told).not.toContain(process.cwd());
  });
});
