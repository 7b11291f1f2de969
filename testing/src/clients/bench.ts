import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundledChromium } from '../browser/chromium.ts';
import type { Address } from '../happo.ts';
import { type SignedIn, signIn } from '../signed-in.ts';
import { startTwinlens } from '../up.ts';
import { type PageHost, startPageHost } from './page-host.ts';
import type { Look } from './project.ts';

/** Everything a row is run with. */
export interface Bench {
  twinlens: Address;
  person: SignedIn;
  pages: PageHost;
  /** What integrations drive that need a browser. */
  browser: NonNullable<Look['browser']>;
  /** Projects are made in here. */
  folder: string;
  /** @param options.keep leaves the projects that are still there */
  stop(options?: { keep: boolean }): Promise<void>;
}

const debiansChromium = '/usr/bin/chromium';

/** `twinlens up`, a signed-in person, a web site and a browser. */
export async function startBench(): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-clients-'));
  const pages = await startPageHost();
  const twinlens = await startTwinlens({
    dataFolder: join(folder, 'data'),
    allowPrivateHosts: [pages.host],
  });
  return {
    twinlens,
    person: await signIn(twinlens),
    pages,
    browser: existsSync(debiansChromium)
      ? { executablePath: debiansChromium, args: ['--no-sandbox'] }
      : await bundledChromium(),
    folder,
    async stop({ keep } = { keep: false }) {
      await twinlens.stop();
      pages.close();
      await rm(keep ? join(folder, 'data') : folder, { recursive: true, force: true });
    },
  };
}
