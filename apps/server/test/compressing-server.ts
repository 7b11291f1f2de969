/** A server an hour later that compresses one picture after the other, says so, and is meant to be killed. */
import { compressNext } from '@twinlens/visual-tests';
import { startServer } from '../src/server.ts';
import { configOf } from './installation.ts';

const [dataFolder = '', databaseUrl = ''] = process.argv.slice(2);
const { ctx } = await startServer({ config: configOf(dataFolder, databaseUrl || null) });
ctx.now = () => new Date(Date.now() + 60 * 60 * 1000);
const { signal } = new AbortController();
for (;;) {
  await compressNext({ ctx, input: { signal } });
  process.send?.('compressed');
}
