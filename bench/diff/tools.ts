/** The engines by name; only the one that is asked for is loaded. */
import type { Forms } from './tool.ts';

const loaders = {
  ours: async () => (await import('./ours.ts')).stored,
  oursCold: async () => (await import('./ours.ts')).cold,
  blazediff: async () => (await import('./peers/blazediff.ts')).forms,
  odiff: async () => (await import('./peers/odiff.ts')).forms,
  pixelmatch: async () => (await import('./peers/pixelmatch.ts')).forms,
  looksSame: async () => (await import('./peers/looks-same.ts')).forms,
  lcs: async () => (await import('./peers/lcs-image-diff.ts')).forms,
} satisfies Record<string, () => Promise<Forms>>;

export type ToolName = keyof typeof loaders;

export const peers = [
  'blazediff',
  'odiff',
  'pixelmatch',
  'looksSame',
  'lcs',
] as const satisfies ToolName[];
export type PeerName = (typeof peers)[number];

/** Those that take so long that `--quick` lets them take part once. */
export const slow: readonly ToolName[] = ['looksSame', 'lcs'];

export const labels: Record<ToolName, string> = {
  ours: 'Twinlens, stored',
  oursCold: 'Twinlens, two PNGs',
  blazediff: 'blazediff',
  odiff: 'odiff',
  pixelmatch: 'pixelmatch',
  looksSame: 'looks-same',
  lcs: 'lcs-image-diff',
};

export function loadForms(name: ToolName): Promise<Forms> {
  return loaders[name]();
}
