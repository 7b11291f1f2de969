/** Versions as they are installed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PeerName } from '../../bench/diff/tools.ts';

const root = join(import.meta.dirname, '..', '..');

const folders: Record<PeerName, string> = {
  pixelmatch: 'node_modules/pixelmatch',
  odiff: 'bench/diff/peers/node_modules/odiff-bin',
  blazediff: 'bench/diff/peers/node_modules/@blazediff/bin',
  looksSame: 'node_modules/looks-same',
  lcs: 'node_modules/lcs-image-diff',
};

export function versionOf(peer: PeerName): string {
  const manifest = readFileSync(join(root, folders[peer], 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
