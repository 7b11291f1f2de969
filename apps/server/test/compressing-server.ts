/** A server an hour later that compresses a picture whenever it is told to, and is meant to be killed. */
import { compressNext } from '@twinlens/visual-tests';
import { startServer } from '../src/server.ts';
import { configOf } from './installation.ts';

const [dataFolder = '', databaseUrl = ''] = process.argv.slice(2);
const { ctx } = await startServer({ config: configOf(dataFolder, databaseUrl || null) });
ctx.now = () => new Date(Date.now() + 60 * 60 * 1000);
const { signal } = new AbortController();
process.on('message', async () => {
  await compressNext({ ctx, input: { signal } });
  process.send?.('compressed');
});
process.send?.('ready');
