import { type Browser, launchChromium } from '@twinlens/testing/browser';
import { expect, test } from 'vitest';
import { type ForeignServer, startForeignServer } from '../made-up/foreign.ts';
import { reviewShas } from '../made-up/records.ts';
import { startMadeUpServer } from '../made-up/server.ts';
import { startVisit } from './visit.ts';

interface Tile {
  src: string;
  shown: string;
  width: number;
}

async function tilesOf(browser: Browser, foreign: ForeignServer, width: number): Promise<Tile[]> {
  const server = await startMadeUpServer(foreign.origin);
  const { page, open, close } = await startVisit(browser, server, width);
  await open(`/a/1/report/${reviewShas.after}?p=1`);
  await page.locator('.snapshot img').first().waitFor();
  const tiles = await page.locator('.snapshot img').evaluateAll((images) =>
    Promise.all(
      images.map(async (element) => {
        const image = element as HTMLImageElement;
        image.loading = 'eager';
        await image.decode().catch(() => undefined);
        return { src: image.src, shown: image.currentSrc, width: image.width };
      }),
    ),
  );
  const declared = await page
    .locator('.snapshot img')
    .evaluateAll((images) => images.map((image) => Number(image.getAttribute('width'))));
  await close();
  await server.close();
  return tiles.map((tile, index) => ({ ...tile, width: declared[index] ?? 0 }));
}

test.each([1280, 390])('tiles load small pictures, %i wide', async (width) => {
  const browser = await launchChromium();
  const foreign = await startForeignServer();
  const tiles = await tilesOf(browser, foreign, width);
  await browser.close();
  await foreign.close();
  const isForeign = ({ src }: Tile) => src.startsWith(foreign.origin);
  const own = tiles.filter((tile) => !isForeign(tile));
  expect(tiles.some(isForeign)).toBe(true);
  expect(tiles.filter(isForeign).every(({ shown, src }) => shown === src)).toBe(true);
  const large = own.filter((tile) => tile.width > 320);
  expect(large.length).toBeGreaterThan(0);
  for (const { shown } of large)
    expect(shown).toMatch(/\/a\/1\/thumbnails\/(320|640)\/\w{32}\.png$/);
});
