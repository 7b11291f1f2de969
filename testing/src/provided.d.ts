import type { EngineName } from '@twinlens/browser';

declare module 'vitest' {
  interface ProvidedContext {
    /** What tests that hold in every engine run on: the bundled one, or those that are installed. */
    engines: EngineName[];
  }
}
