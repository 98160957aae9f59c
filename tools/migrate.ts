// Brings the database to the schema of this checkout, as its owner. A deployment runs it once before the servers start,
// so that none of those has to know the owner's password.
const ownerUrl = process.env['DATABASE_OWNER_URL'];
if (!ownerUrl) {
  console.error('DATABASE_OWNER_URL is not set');
  process.exit(1);
}
const room = new URL('../server/migrate.ts', import.meta.url).href;
const { migrate } = (await import(room)) as { migrate: (ownerUrl: string) => Promise<unknown> };
await migrate(ownerUrl);

export {};
