/** The reference of a look at the stream: a route that takes as many bytes and answers as many, and does nothing else. */
import fastify from 'fastify';

const { PORT: port = '', BYTES: bytes = '' } = process.env;
const app = fastify({ logger: false });
const look = 'x'.repeat(Number(bytes));
app.post('/look', async () => ({ look }));
process.once('SIGTERM', () => void app.close());
await app.listen({ host: '127.0.0.1', port: Number(port) });
process.stdout.write('ready\n');
