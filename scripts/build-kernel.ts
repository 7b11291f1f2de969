/**
 * Compiles packages/image-diff/assembly to WebAssembly and writes it, as text, beside the code that
 * loads it. With `--check`, says whether what is there is what the sources give.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const target = 'packages/image-diff/src/kernel/kernel-bytes.ts';

function compile(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-'));
  const file = join(folder, 'kernel.wasm');
  try {
    execFileSync(
      process.execPath,
      [
        'node_modules/assemblyscript/bin/asc.js',
        'packages/image-diff/assembly/kernel.ts',
        ...['-O3', '--runtime', 'stub', '--enable', 'simd', '--noAssert', '--use', 'abort='],
        ...['--initialMemory', '4', '-o', file],
      ],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sourceOf(wasm: Buffer): string {
  const lines = wasm.toString('base64').match(/.{1,96}/g) ?? [];
  return [
    '/** Made of packages/image-diff/assembly by `npm run build:kernel`; in a form every bundler takes. */',
    'export const kernelBytes = [',
    ...lines.map((line) => `  '${line}',`),
    "].join('');",
    '',
  ].join('\n');
}

const source = sourceOf(compile());
if (!process.argv.includes('--check')) {
  writeFileSync(target, source);
} else if (readFileSync(target, 'utf8') !== source) {
  console.error(`${target} is not what packages/image-diff/assembly gives: npm run build:kernel`);
  process.exit(1);
}
