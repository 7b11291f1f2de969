/** Where the other programs lie, beside this one; they are started, never imported. */
import { resolve } from 'node:path';

export const workspaceRoot = resolve(import.meta.dirname, '../../..');

export const programs = {
  server: resolve(workspaceRoot, 'apps/server/src/main.ts'),
  backup: resolve(workspaceRoot, 'apps/server/src/backup/main.ts'),
  status: resolve(workspaceRoot, 'apps/status/src/main.ts'),
  workerSelfTest: resolve(workspaceRoot, 'apps/worker/src/self-test.ts'),
  worker: resolve(workspaceRoot, 'apps/worker/src/main.ts'),
  edge: resolve(workspaceRoot, 'apps/edge/src/main.ts'),
} as const;

/** Exists once the pages have been built. */
export const reviewPages = resolve(workspaceRoot, 'apps/review/dist/index.html');

export const exampleLibrary = resolve(workspaceRoot, 'examples/component-library');
