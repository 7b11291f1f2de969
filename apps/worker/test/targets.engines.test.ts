/** Every type of target by one worker, which goes from one browser to the next. */
import { canAnimate, type TargetType, targetTypes } from '@twinlens/contract';
import { identifyPicture } from '@twinlens/image-diff';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  packageWork,
  pageOf,
  pictureOf,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

/** Shows how wide the viewport is, and by its colour which browser the page takes it for. */
const page = pageOf([
  {
    html: '<div style="position:absolute;left:0;top:0;width:100vw;height:40px"></div>',
    code: `const names = { iPhone: '#ff0000', Macintosh: '#00ff00', Firefox: '#0000ff', Chrome: '#ffff00' };
      const found = Object.keys(names).find((name) => navigator.userAgent.includes(name));
      root.firstElementChild.style.background = names[found] ?? '#00ffff';`,
  },
]);

const shown: Record<TargetType, { size: string; colour: string; browser: RegExp }> = {
  'browser-chrome': { size: '1024x40', colour: '#ffff00', browser: /^Chromium [\d.]+$/ },
  'browser-edge': {
    size: '1024x40',
    colour: '#ffff00',
    browser: /^Chromium [\d.]+, in place of Microsoft Edge$/,
  },
  'browser-accessibility': { size: '1024x40', colour: '#ffff00', browser: /^Chromium [\d.]+$/ },
  'browser-firefox': { size: '1024x40', colour: '#0000ff', browser: /^Firefox / },
  'browser-safari': {
    size: '1024x40',
    colour: '#00ffff',
    browser: /^WebKitGTK [\d.]+, in place of Safari$/,
  },
  'browser-ios-safari': {
    size: '750x80',
    colour: '#ff0000',
    browser: /^WebKit, emulated iPhone \(WebKitGTK [\d.]+\)$/,
  },
  'browser-ipad-safari': {
    size: '2160x80',
    colour: '#00ff00',
    browser: /^WebKit, emulated iPad \(WebKitGTK [\d.]+\)$/,
  },
};

/** Those that have to be installed are not everywhere. */
const all = inject('engines').length === 3;

describe.runIf(all)('one worker', () => {
  let test: TestWorker;
  beforeAll(async () => {
    test = await startTestWorker({ targets: [...targetTypes] });
  });
  afterAll(() => test.stop());

  it.each(targetTypes)('%s is captured, and what with is said', async (type) => {
    const result = await test.server.capture({ ...packageWork(page), type });
    const { size, colour, browser } = shown[type];
    expect(result.browser).toMatch(browser);
    const look = pictureOf(test.server, result, 'v0');
    expect(look.size).toBe(size);
    expect(look.at(1, 1)).toBe(colour);
    const [width = 0] = size.split('x').map(Number);
    expect(look.at(width - 1, 1)).toBe(colour);
    const lacks = result.log.some(({ text }) => text.includes('touch events'));
    expect(lacks).toBe(type === 'browser-ios-safari' || type === 'browser-ipad-safari');
  });

  it.each(targetTypes)(
    '%s is animated where it can be, and stands still elsewhere',
    async (type) => {
      const moving = `<style>@keyframes grow { from { width: 20px } to { width: 60px } }
      .moves { height: 20px; background: #00f; animation: grow 1s linear forwards }</style>
      <div style="width:60px" role="img" aria-label="moves"><div class="moves"></div></div>`;
      const work = packageWork(pageOf([{ html: moving }]), { payload: { animate: true } });
      const result = await test.server.capture({ ...work, type });
      const [hash = ''] = result.snapshots.map(({ image }) => image.hash);
      const picture = test.server.images.get(test.server.results.get(hash)?.picture ?? hash);
      const isChromium = shown[type].browser.source.startsWith('^Chromium');
      const animates = canAnimate(type) && isChromium;
      expect(picture && identifyPicture(picture).animation !== undefined).toBe(animates);
      const says = result.log.some(({ text }) =>
        /^This browser cannot do:.*\banimate\b/.test(text),
      );
      expect(says).toBe(!isChromium);
      // At its end, as `last-frame` says.
      if (!animates) expect(pictureOf(test.server, result, 'v0').at(50, 10)).toBe('#0000ff');
    },
  );
});
