import { defineConfig } from 'vitest/config';

/** What holds in every engine, on those that have to be installed: `npm run test:engines`. */
export default defineConfig({
  test: {
    include: ['{apps,packages}/**/test/**/*.engines.test.ts'],
    provide: { engines: ['chromium', 'firefox', 'webkit'] },
    // One browser at a time: they take seconds to start, each with all processors.
    maxWorkers: 1,
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
