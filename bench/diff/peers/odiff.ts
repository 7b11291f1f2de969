import { ODiffServer } from 'odiff-bin';
import { type Forms, refuses, type Tool } from '../tool.ts';

/** Through the process it keeps for that, so that none is started for each pair. */
function odiff(outputDiffMask: boolean): Tool {
  const server = new ODiffServer();
  return {
    async compare(before, after, out) {
      const options = { antialiasing: true, outputDiffMask };
      const result = await server.compare(before, after, out, options);
      if (result.match) return { different: false, pixels: () => 0 };
      if (result.reason === 'layout-diff') return refuses;
      if (result.reason !== 'pixel-diff') throw new Error(`odiff: ${result.reason}`);
      return { different: true, pixels: () => result.diffCount };
    },
    close() {
      server.stop();
    },
  };
}

export const forms: Forms = { full: () => odiff(false), mask: () => odiff(true) };
