/** Pictures of pages, taken once by the bundled browser and kept in `.cache/`. */
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rendererDigest } from '@twinlens/browser';
import { decodePng, pixelHash } from '@twinlens/image-diff';
import sharp from 'sharp';
import { launchBrowser } from '../../playwright/launch.ts';
import type { Page } from './pages.ts';

export const cacheFolder = fileURLToPath(new URL('../../../.cache/bench-diff', import.meta.url));

export const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** Never a part of a file under its name, whenever the bench is ended. */
export async function keep(path: string, content: Uint8Array): Promise<void> {
  await writeFile(`${path}.part`, content);
  await rename(`${path}.part`, path);
}

/** Named by all that decides what is seen. */
function fileOf(page: Page): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([page, rendererDigest]))
    .digest('hex');
  return `${cacheFolder}/${hash.slice(0, 32)}.png`;
}

/** @returns The file of each page's picture, in the order of the pages. */
export async function takePictures(pages: readonly Page[]): Promise<string[]> {
  await mkdir(cacheFolder, { recursive: true });
  const files = pages.map(fileOf);
  const missing: Page[] = [];
  for (const page of pages) if (!(await exists(fileOf(page)))) missing.push(page);
  if (missing.length === 0) return files;
  const browser = await launchBrowser();
  const tab = await browser.newPage();
  for (const page of missing) {
    await tab.setViewportSize(page);
    await tab.setContent(page.html);
    await keep(fileOf(page), await tab.screenshot({ fullPage: page.whole }));
  }
  await browser.close();
  return files;
}

/** The same pixels in other bytes. */
export async function encodedAgain(png: string): Promise<string> {
  const file = png.replace(/\.png$/, '-again.png');
  if (await exists(file)) return file;
  const original = await readFile(png);
  const again = await sharp(original).png({ compressionLevel: 9 }).toBuffer();
  if (pixelHash(decodePng(again)) !== pixelHash(decodePng(original))) {
    throw new Error(`${png} has other pixels when it is encoded again`);
  }
  await keep(file, again);
  return file;
}
