/** Pictures of the examples the capture benches use, as the browser encodes them. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { rendererDigest } from '@twinlens/browser';
import { servePackage } from '../../package-server.ts';
import { makePackage } from '../../packages/package.ts';
import { screenshot, showExamples, viewport } from '../../playwright/examples.ts';
import { launchBrowser } from '../../playwright/launch.ts';
import { cacheFolder, exists } from './pictures.ts';

const pngsIn = async (folder: string) =>
  (await readdir(folder)).sort().map((name) => `${folder}/${name}`);

/**
 * @param every One example of so many.
 * @returns Their files; some examples look the same.
 */
export async function takePackagePictures(every: number): Promise<string[]> {
  const { zip, files } = makePackage('mixed', { every });
  const hash = createHash('sha256').update(zip).update(JSON.stringify(rendererDigest));
  const folder = `${cacheFolder}/package-${hash.digest('hex').slice(0, 32)}`;
  if (await exists(folder)) return pngsIn(folder);
  const unfinished = `${folder}.part`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const site = await servePackage(files);
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
  let number = 0;
  for await (const { clip } of showExamples(page, site.url, { index: 0, total: 1 })) {
    const png = await screenshot(page, clip, 'disabled');
    await writeFile(`${unfinished}/${String(number++).padStart(3, '0')}.png`, png);
  }
  await browser.close();
  site.stop();
  await rename(unfinished, folder);
  return pngsIn(folder);
}
