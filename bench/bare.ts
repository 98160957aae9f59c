/** The reference of the authenticated read: the same select and the same answer behind Fastify and nothing else. */
import fastify from 'fastify';
import { openDatabase } from '../server/db.ts';

const { DATABASE_URL: url = '', PORT: port = '', ID_HASH: idHash = '' } = process.env;
const db = openDatabase(url);
const app = fastify({ logger: false });
app.post('/look', async () => {
  const row = await db
    .selectFrom('session')
    .innerJoin('member', 'member.member', 'session.member')
    .whereRef('session.epoch', '=', 'member.epoch')
    .where('id_hash', '=', Buffer.from(idHash, 'hex'))
    .select(['session.member', 'way', 'created', 'seen'])
    .executeTakeFirstOrThrow();
  return { member: row.member, role: 'participant', expires: row.created };
});
process.once('SIGTERM', () => void app.close().then(() => db.destroy()));
await app.listen({ host: '127.0.0.1', port: Number(port) });
process.stdout.write('ready\n');
