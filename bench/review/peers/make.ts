/** HTML reports of other tools, with the same pictures, served over loopback. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { installPeers } from '../../install-peers.ts';
import { makeBackstopReport } from './backstop.ts';
import type { OpenPeer } from './open-peer.ts';
import { linkPictures } from './pictures.ts';
import { makePlaywrightReport } from './playwright.ts';
import { makeRegReport } from './reg.ts';
import { serveFolder } from './serve-folder.ts';

export interface Peers {
  peers: OpenPeer[];
  close(): Promise<void>;
}

/** Reports of so many snapshots, one of each tool. */
export async function makePeers(size: number): Promise<Peers> {
  await installPeers(import.meta.dirname, 'reg-cli, BackstopJS and Playwright Test');
  // In the repository, as hard links do not reach from one file system to another.
  const cache = join(import.meta.dirname, '.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'report-'));
  const served = await serveFolder(folder);
  const files = await linkPictures(folder, size);
  const input = { folder, origin: served.origin, size };
  return {
    peers: [
      await makeRegReport(input),
      await makeBackstopReport(input, files),
      await makePlaywrightReport(input, files),
    ],
    async close() {
      await served.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
