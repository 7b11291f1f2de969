import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { unpackChromium } from '@twinlens/browser';
import { type Browser, chromium } from 'playwright-core';
import { decodePng } from '../../src/index.ts';
import { fontConfigWith } from './font-config.ts';
import { measureExpression, type Rectangle } from './measure.ts';
import { type Renderer, windowHeight } from './renderer.ts';

const flags = [
  '--no-sandbox',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--num-raster-threads=1',
  '--disable-partial-raster',
];
const drawing = {
  processor: ['--disable-gpu'],
  // The drawing code of graphics cards, which rounds edges otherwise, on a card that is software.
  gpu: [
    '--use-gl=angle',
    '--use-angle=swiftshader',
    '--enable-gpu-rasterization',
    '--ignore-gpu-blocklist',
    '--enable-unsafe-swiftshader',
  ],
};

/**
 * The bundled Chromium.
 * @param options.lcd text is anti-aliased on the thirds of a pixel, which fontconfig decides
 */
export async function openChromium(options: {
  drawing: keyof typeof drawing;
  lcd: boolean;
}): Promise<Renderer> {
  const files = await unpackChromium(join(tmpdir(), `twinlens-${userInfo().username}`));
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-corpus-'));
  let fontConfig = files.fontConfig;
  if (options.lcd) {
    fontConfig = join(folder, 'fonts.conf');
    await writeFile(fontConfig, await fontConfigWith(files.fontConfig, { rgba: 'rgb' }));
  }
  const browser: Browser = await chromium.launch({
    executablePath: files.executable,
    args: [...flags, ...drawing[options.drawing]],
    env: { HOME: folder, LD_LIBRARY_PATH: files.libraries, FONTCONFIG_FILE: fontConfig },
  });
  return {
    name: `chromium ${browser.version()}`,
    async render({ html, width, height, transparent = false }, edits, places) {
      const page = await browser.newPage({ viewport: { width, height: height ?? windowHeight } });
      try {
        await page.setContent(html);
        for (const edit of edits) await page.evaluate(edit);
        await page.evaluate('document.fonts.ready.then(() => undefined)');
        const measured = await page.evaluate<string>(measureExpression(places));
        const png = await page.screenshot({
          fullPage: height === undefined,
          omitBackground: transparent,
        });
        return { picture: decodePng(png), places: JSON.parse(measured) as Rectangle[] };
      } finally {
        await page.close();
      }
    },
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
