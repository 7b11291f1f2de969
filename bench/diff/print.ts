import type { ClassResult } from './corpus.ts';
import type { ByTool } from './engines.ts';
import { type Size, sizeLabels } from './inputs/pages.ts';
import { type Change, changes } from './inputs/variants.ts';
import type { Kernels } from './kernel.ts';
import { type MemoryByTool, memoryChanges } from './memory.ts';
import type { Report } from './report.ts';
import type { Speed } from './speed.ts';
import type { Storage } from './storage.ts';
import { refuses } from './tool.ts';
import { labels, peers, type ToolName } from './tools.ts';

const missing = 'not built';

function line(label: string, columns: readonly (string | number)[], width: number): void {
  console.log([label.padEnd(20), ...columns.map((one) => String(one).padStart(width))].join(''));
}

/** Three figures that count; nobody reads more. */
const short = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`;

const optional = (value: number | null | undefined, none = missing): string =>
  value === null || value === undefined ? none : short(value);

function printTimes(speeds: Record<Change, Speed>): void {
  for (const name of ['ours', ...peers] as const) {
    const columns = changes.map((change) => {
      const own = change === 'cold' ? 'oursCold' : 'ours';
      const spent = speeds[change].tools[name === 'ours' ? own : name];
      if (spent === undefined) return missing;
      if (spent === refuses) return refuses;
      return [spent.median, spent.least, spent.cpu].map(short).join(' / ');
    });
    line(name === 'ours' ? 'Twinlens' : labels[name], columns, 22);
  }
}

function printRatios(speeds: Record<Change, Speed>): void {
  for (const name of peers) {
    const columns = changes.map((change) => {
      const { tools, wallRatios, cpuRatios } = speeds[change];
      if (tools[name] === refuses) return refuses;
      if (wallRatios[name] === null) return missing;
      return `${optional(wallRatios[name])} (${optional(cpuRatios[name])})`;
    });
    line(labels[name], columns, 22);
  }
}

export function printSpeeds(size: Size, speeds: Record<Change, Speed>): void {
  console.log(`\n${sizeLabels[size]}: median / least / CPU, in ms`);
  line('', changes, 22);
  printTimes(speeds);
  if (speeds.same.tools.ours === undefined) return;
  console.log('times as long as Twinlens takes: wall (CPU)');
  printRatios(speeds);
}

export function printForms(forms: ByTool<string>): void {
  const list = Object.entries(forms).map(([name, form]) => `${labels[name as ToolName]} (${form})`);
  console.log(`Fastest forms: ${list.join(', ')}`);
}

export function printReport({ pairs, setMs, cpuMs, wallMs }: Report): void {
  const scaled = pairs === 100 ? '' : `; ${pairs} of the pairs measured`;
  console.log(`\n10,000 snapshots, 100 of them changed${scaled}`);
  console.log(`which of them differ, by ids: ${setMs} ms`);
  line('all 100 pictures', ['CPU s', 'wall s'], 12);
  for (const name of ['ours', 'blazediff', 'odiff'] as const) {
    const seconds = [cpuMs[name], wallMs[name]].map((ms) => optional(ms && ms / 1000));
    line(labels[name], seconds, 12);
  }
}

export function printMemory(memory: MemoryByTool): void {
  console.log('\nmost memory above base for one full page, in MB');
  line('', memoryChanges, 12);
  for (const name of ['ours', ...peers] as const) {
    const measured = memory[name];
    const cells = memoryChanges.map((change) => {
      const peak = measured?.[change];
      return peak === refuses ? refuses : optional(peak, measured ? '-' : missing);
    });
    line(labels[name], cells, 12);
  }
}

export function printKernels(kernels: Record<string, Kernels>): void {
  console.log(
    '\nkernels alone, on decoded pictures: million pixels a second, pixels different + antialiased',
  );
  for (const [name, { pixelmatch, ours, vsPixelmatch }] of Object.entries(kernels)) {
    const [theirs, own] = [pixelmatch, ours].map((speed) =>
      speed ? `${speed.megapixels} (${speed.different} + ${speed.antialiased})` : missing,
    );
    line(name, [`pixelmatch ${theirs}`, `Twinlens ${own}`, `x ${optional(vsPixelmatch)}`], 36);
  }
}

export function printStorage({ sets, added, ingest }: Storage): void {
  console.log('\nbytes stored');
  line('', ['pictures', 'PNG', 'strips at first', 'in the end'], 20);
  for (const [name, { pictures, png, atFirst, strips }] of Object.entries(sets)) {
    const columns = [atFirst, strips].map((bytes) =>
      bytes === null ? missing : `${kilobytes(bytes)} (${short(bytes / png)})`,
    );
    line(name, [pictures, kilobytes(png), ...columns], 20);
  }
  for (const [name, { png, first, second }] of Object.entries(added)) {
    const shares = [first, png].map((bytes) => `${short((100 * second) / bytes)} %`);
    console.log(
      `${name}: adds ${kilobytes(second)}, ${shares[0]} of what the first takes, ${shares[1]} of its PNG`,
    );
  }
  console.log('\nCPU of storing a picture that is all new (decoding, fingerprints, strips), in ms');
  line('', ['sharp decode', 'Twinlens', 'ratio'], 14);
  for (const [name, { sharpDecode, ours, vsSharpDecode }] of Object.entries(ingest)) {
    line(name, [short(sharpDecode), optional(ours), optional(vsSharpDecode)], 14);
  }
}

export function printCorpus(results: Record<string, ClassResult>): void {
  const tools = ['oursCold', ...peers] as const;
  console.log('pairs called different, and pixels by those a person would name');
  line('', ['pairs', ...tools.map((name) => labels[name])], 24);
  for (const [name, { pairs, tools: said, ourClasses }] of Object.entries(results)) {
    const columns = tools.map((tool) => {
      const one = said[tool];
      if (!one) return missing;
      const pixels = one.area === 0 ? `${one.pixels} px` : `x${short(one.pixels / one.area)}`;
      return `${one.different}, ${pixels}${one.refused > 0 ? `, ${one.refused} ${refuses}` : ''}`;
    });
    line(name, [pairs, ...columns], 24);
    const classes = Object.entries(ourClasses).map(([kind, count]) => `${kind} ${count}`);
    if (classes.length > 0) console.log(`  Twinlens: ${classes.join(', ')}`);
  }
}
