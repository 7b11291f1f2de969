/**
 * A process of its own for one engine, so that each pays for its own memory and garbage.
 * Arguments: the engine's name and the name of a form.
 */
import { rmSync } from 'node:fs';
import { cpuMs } from './cpu.ts';
import type { Answer, Comparison, Order, Turn } from './messages.ts';
import { peakMemory } from './peak-memory.ts';
import { NotBuiltError, refuses } from './tool.ts';
import { loadForms, type ToolName } from './tools.ts';

const [name, form = ''] = process.argv.slice(2);
const make = (await loadForms(name as ToolName))[form];
if (!make) throw new Error(`${name} has no form "${form}"`);
const tool = make();

async function turn({ before, after, out }: Comparison, leastMs: number): Promise<Turn> {
  const cpuBefore = cpuMs();
  const began = performance.now();
  let count = 0;
  let wallMs: number;
  let verdict: Awaited<ReturnType<typeof tool.compare>>;
  do {
    // File systems may write what takes the place of another file to the disk at once, and wait for it.
    rmSync(out, { force: true });
    verdict = await tool.compare(before, after, out);
    count += 1;
    wallMs = performance.now() - began;
  } while (wallMs < leastMs);
  const spent = { wallMs: wallMs / count, cpuMs: (cpuMs() - cpuBefore) / count };
  if (verdict === refuses) return { ...spent, verdict };
  return { ...spent, verdict: { ...verdict, pixels: verdict.pixels() } };
}

async function obey(order: Order): Promise<Answer> {
  if ('turn' in order) return { turn: await turn(order.turn, order.leastMs) };
  if ('peak' in order) {
    const { before, after, out } = order.peak;
    return { peak: await peakMemory(() => tool.compare(before, after, out)) };
  }
  const { png, folder } = order.ingest;
  const before = cpuMs();
  const reference = (await tool.ingest?.(png, folder)) ?? png;
  return { ingested: { reference, cpuMs: cpuMs() - before } };
}

const tell = (answer: Answer): void => {
  // Whoever asked may have gone meanwhile.
  if (process.connected) process.send?.(answer);
};

process.on('message', (order: Order) => {
  obey(order).then(tell, (error: unknown) =>
    tell({ failure: String(error), notBuilt: error instanceof NotBuiltError }),
  );
});
process.on('disconnect', () => {
  tool.close?.();
  process.exit(0);
});
