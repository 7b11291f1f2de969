import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodePng, identifyPicture } from '@twinlens/image-diff';
import { launchChromium } from '@twinlens/testing/browser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { animationOf, isStill, type SeenAnimation } from './animation-of.ts';
import type { Result } from './server-double.ts';
import {
  type ExampleCode,
  packageWork,
  pageOf,
  pictureOf,
  recordedWork,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

let test: TestWorker;

beforeAll(async () => {
  test = await startTestWorker();
});
afterAll(() => test.stop());

/** From red to blue, evenly, in 400 ms; and what stands beside. */
const head = `<style>
  @keyframes to-blue { from { background: #ff0000 } to { background: #0000ff } }
  @keyframes to-right { to { transform: translateX(80px) } }
  .box { width: 20px; height: 20px; background: #00ff00 }
  .ends { animation: to-blue 400ms linear forwards }
  .repeats { animation: to-blue 400ms linear infinite }
  .moves { animation: to-right 400ms linear forwards }
  .changes { background: #ff0000; transition: background 400ms linear }
  .changes.on, .changes[open], .changes:hover, .changes:focus { background: #0000ff }
</style>`;

const box = (classes: string, attributes = '') =>
  `<div class="box ${classes}" ${attributes}></div>`;

const warningsOf = ({ log }: Result) =>
  log.filter(({ level }) => level !== 'info').map(({ text }) => text);

/** Frames at 0, 200 and 400 ms. */
const three = { mode: 'auto', fps: 7.5 };
const colours = ['#ff0000', '#800080', '#0000ff'];

async function capture(
  examples: ExampleCode[],
  animate?: unknown,
  payload: Record<string, unknown> = {},
) {
  const work = packageWork(pageOf(examples, head), {
    payload: { ...(animate !== undefined && { animate }), ...payload } as never,
  });
  const result = await test.server.capture(work);
  return {
    result,
    log: warningsOf(result),
    of: (variant = 'v0') => animationOf(test.server, result, variant),
    still: (variant = 'v0') => {
      expect(isStill(test.server, result, variant)).toBe(true);
      return pictureOf(test.server, result, variant);
    },
  };
}

describe('frames show', () => {
  it('a CSS animation from its start to its end, and a loop to one step before', async () => {
    const { of, log, result } = await capture(
      [
        { variant: 'ends', html: box('ends') },
        { variant: 'repeats', html: box('repeats') },
      ],
      three,
    );
    expect(of('ends')).toMatchObject({ size: '20x20', plays: 0, delays: [200, 200, 200] });
    expect(of('ends').at(10, 10)).toEqual(colours);
    expect(of('repeats').delays).toEqual([133, 134, 133]);
    expect(of('repeats').at(10, 10)).toEqual(['#ff0000', '#aa0055', '#5500aa']);
    expect(log).toEqual([]);
    expect(result.snapshots[0]?.image).toMatchObject({ frameCount: 3, durationMs: 600 });
    expect(result.snapshots[0]?.screenshotMs).toBeGreaterThan(0);
  });

  it('an animation that was over before anybody looked, of a pseudo element too', async () => {
    const late = `await new Promise((resolve) => setTimeout(resolve, 2000));`;
    const { of } = await capture(
      [
        { variant: 'css', html: box('ends'), code: late },
        {
          variant: 'pseudo',
          html: '<style>.p::before { content: ""; display: block; height: 20px; width: 20px; animation: to-blue 400ms linear }</style><div class="p"></div>',
          code: late,
        },
        {
          variant: 'web',
          html: box(''),
          code: `root.firstChild.animate({ background: ['#ff0000', '#0000ff'] }, 400); ${late}`,
        },
        {
          variant: 'transition',
          html: box('changes'),
          code: `root.firstChild.offsetWidth; root.firstChild.classList.add('on'); ${late}`,
        },
        {
          variant: 'shadow',
          html: '<p style="margin:0"></p>',
          code: `const shadow = root.firstChild.attachShadow({ mode: 'open' });
            shadow.innerHTML = \`${head}${box('ends')}\`; ${late}`,
        },
      ],
      three,
    );
    expect(of('css').at(10, 10)).toEqual(colours);
    expect(of('transition').at(10, 10)).toEqual(colours);
    expect(of('shadow').at(10, 10)).toEqual(colours);
    expect(of('web').at(10, 10)).toEqual(['#ff0000', '#800080', '#00ff00']);
    expect(of('pseudo').at(10, 10)).toEqual(['#ff0000', '#800080', '#ffffff']);
  });

  it('the Web Animations API: its delays, rates and directions', async () => {
    const animated = (keyframes: string, options: string, rest = '') => ({
      html: box(''),
      code: `const animation = root.firstChild.animate(${keyframes}, ${options}); ${rest}`,
    });
    const change = `{ background: ['#ff0000', '#0000ff'] }`;
    const { of } = await capture(
      [
        { variant: 'delay', ...animated(change, `{ duration: 200, delay: 200, fill: 'both' }`) },
        { variant: 'twice', ...animated(change, '400', 'animation.playbackRate = 2;') },
        { variant: 'back', ...animated(change, '400', 'animation.reverse();') },
        {
          variant: 'two',
          html: box('') + box(''),
          code: `root.firstChild.animate(${change}, 400); root.lastChild.animate(${change}, 200);`,
        },
      ],
      three,
    );
    expect(of('delay').at(10, 10)).toEqual(['#ff0000', '#ff0000', '#0000ff']);
    expect(of('twice').delays).toEqual([200, 200]);
    expect(of('back').at(10, 10).slice(0, 2)).toEqual(['#0000ff', '#800080']);
    expect(of('two').at(10, 10)).toEqual(['#ff0000', '#800080', '#00ff00']);
    expect(of('two').at(10, 30)).toEqual(['#ff0000', '#00ff00', '#00ff00']);
  });

  it('SMIL, shadow roots and frames', async () => {
    const svg = `<svg width="20" height="20" style="display:block"><rect width="20" height="20" fill="#00ff00"><animate attributeName="fill" from="#ff0000" to="#0000ff" dur="400ms" fill="freeze"/></rect></svg>`;
    const inFrame = `<!doctype html>${head}<body style="margin:0">${box('ends')}`;
    const { of } = await capture(
      [
        { variant: 'svg', html: svg },
        {
          variant: 'shadow',
          html: '<p style="margin:0"></p>',
          code: `const shadow = root.firstChild.attachShadow({ mode: 'open' });
            shadow.innerHTML = \`${head}${box('ends')}<span></span>\`;
            shadow.querySelector('span').attachShadow({ mode: 'open' }).innerHTML = \`${head}${box('ends')}\`;`,
        },
        {
          variant: 'frame',
          html: `<iframe style="border:0;display:block" width="20" height="20"></iframe>`,
          code: `root.firstChild.srcdoc = ${JSON.stringify(inFrame)};
            await new Promise((resolve) => { root.firstChild.onload = resolve; });`,
        },
      ],
      { ...three, duration: 400 },
    );
    expect(of('svg').at(10, 10)).toEqual(colours);
    expect(of('shadow').at(10, 10)).toEqual(colours);
    expect(of('shadow').at(10, 30)).toEqual(colours);
    expect(of('frame').at(10, 10)).toEqual(colours);
  });

  it('everything that comes to be seen, in one size', async () => {
    const { of } = await capture([{ html: box('moves') }], three);
    expect(of().size).toBe('100x20');
    expect(of().at(90, 10)).toEqual(['#ffffff', '#ffffff', '#00ff00']);
  });
});

describe('a trigger', () => {
  it.each([
    ['addClass', 'on', box('changes')],
    [
      'removeClass',
      'off',
      `<style>.off { background: #ff0000 !important; transition: none } .changes { background: #0000ff }</style>${box('changes off')}`,
    ],
    ['setAttribute', { name: 'open', value: '' }, box('changes')],
    ['setAttribute', 'open', box('changes')],
    [
      'removeAttribute',
      'hold',
      `<style>.changes { background: #0000ff } [hold] { background: #ff0000 !important }</style>${box('changes', 'hold')}`,
    ],
    ['click', undefined, box('changes', `onclick="this.classList.add('on')"`)],
    ['focus', undefined, box('changes', 'tabindex="0" style="outline:0"')],
    ['hover', undefined, box('changes')],
  ])('%s (%j) sets a transition off', async (action, value, html) => {
    const trigger = { selector: '.changes', action, ...(value !== undefined && { value }) };
    const { of, log } = await capture([{ html }], { fps: 7.5, trigger });
    expect(log).toEqual([]);
    expect(of().at(10, 10)).toEqual(colours);
  });

  it('finds its element in a shadow root, and says where it finds none', async () => {
    const trigger = { selector: '.changes', action: 'addClass', value: 'on' };
    const { of, still, log } = await capture(
      [
        {
          variant: 'shadow',
          html: '<p style="margin:0"></p>',
          code: `root.firstChild.attachShadow({ mode: 'open' }).innerHTML = \`${head}${box('changes')}\`;`,
        },
        { variant: 'none', html: box('') },
      ],
      { fps: 7.5, trigger },
    );
    expect(of('shadow').at(10, 10)).toEqual(colours);
    expect(still('none').at(10, 10)).toBe('#00ff00');
    expect(log).toEqual(['Nothing matches the selector of the trigger: .changes']);
  });
});

describe('the clock', () => {
  /** A bar as wide as the time since its start in fives of milliseconds, by frames and by timers. */
  const loop = `const start = performance.now();
    root.innerHTML = '<div style="height:20px;background:#0000ff"></div><div style="height:20px;background:#ff0000;width:0"></div>';
    const [bar, ticks] = root.children;
    const draw = () => { bar.style.width = Math.round((performance.now() - start) / 5) + 'px'; requestAnimationFrame(draw); };
    draw();
    let count = 0;
    setInterval(() => { count += 1; ticks.style.width = count * 10 + 'px'; }, 100);`;
  const armed = { clock: 'virtual' };
  const window = { mode: 'always', duration: 400, fps: 7.5 };
  /** How many pixels of a row have a colour, in each frame. */
  const width = (of: () => SeenAnimation, y: number, colour: string) => {
    const seen = of();
    const columns = Array.from({ length: 200 }, (_, x) => seen.at(x, y));
    return [0, 1, 2].map((frame) => columns.filter((column) => column[frame] === colour).length);
  };

  it('moves frame callbacks, timers and dates by exactly the time between frames', async () => {
    const { of } = await capture([{ code: loop, item: { animate: window } }], armed);
    expect(of().delays).toEqual([200, 200, 200]);
    const [first = 0, ...later] = width(of, 10, '#0000ff');
    expect(first).toBeLessThan(20);
    expect(later).toEqual([first + 40, first + 80]);
    expect(width(of, 30, '#ff0000')).toEqual([0, 20, 40]);
  });

  it('counts frames as a screen of 60 Hz does', async () => {
    const { of } = await capture(
      [
        {
          html: '<div style="height:20px;background:#0000ff;width:0"></div>',
          code: `let frames = -1;
            const draw = () => { frames += 1; root.firstChild.style.width = frames + 'px'; requestAnimationFrame(draw); };
            requestAnimationFrame(draw);`,
          item: { animate: window },
        },
      ],
      armed,
    );
    const [first = 0, ...later] = width(of, 10, '#0000ff');
    expect(later).toEqual([first + 12, first + 24]);
  });

  it('moves what is seekable along, also what begins meanwhile', async () => {
    const { of } = await capture(
      [
        {
          html: box('ends') + box('changes'),
          code: `setTimeout(() => root.lastChild.classList.add('on'), 200);`,
          item: { animate: { ...window, duration: 600, fps: 6.67 } },
        },
      ],
      armed,
    );
    expect(of().delays).toEqual([200, 200, 200, 200]);
    expect(of().at(10, 10)).toEqual([...colours, '#0000ff']);
    expect(of().at(10, 30)[0]).toBe('#ff0000');
    expect(of().at(10, 30).at(-1)).toMatch(/^#[0-2].00[d-f].$/);
  });

  it('stands still where it is not asked for, and nothing is an animation where nothing moves', async () => {
    const { still, log } = await capture(
      [
        { variant: 'off', code: loop, item: { animate: { mode: 'auto', clock: 'off' } } },
        { variant: 'nothing', html: box(''), item: { animate: 'auto' } },
      ],
      armed,
    );
    still('off');
    still('nothing');
    expect(log).toEqual([]);
    const unarmed = await capture(
      [{ code: loop, item: { animate: { ...window, clock: 'virtual' } } }],
      'auto',
    );
    expect(new Set(unarmed.of().at(3, 10)).size).toBe(1);
    expect(unarmed.log[0]).toContain('unless the target has it');
  });
});

describe('a driver', () => {
  /** A canvas nobody but its engine can move. */
  const engine = `const canvas = root.appendChild(document.createElement('canvas'));
    canvas.width = canvas.height = 20; canvas.style.display = 'block';
    const context = canvas.getContext('2d');
    const draw = (ms) => { const share = Math.min(1, ms / 400); context.fillStyle = 'rgb(' + Math.round(255 * (1 - share)) + ' 0 ' + Math.round(255 * share) + ')'; context.fillRect(0, 0, 20, 20); };
    draw(300);`;
  const register = (handle: string, name = 'engine') =>
    `happoAnimate.registerDriver({ name: '${name}', discover: (within) => within.contains(canvas) ? [${handle}] : [] });`;

  it('shows the times it is told, at once or after a while, and is let go', async () => {
    const calls = `window.calls = []; const note = (what) => window.calls.push(what);`;
    const handle = (seek: string) =>
      `{ target: canvas, element: canvas, durationMs: 400, seek: ${seek}, pause() { note('pause'); }, release() { note('release'); } }`;
    const { of } = await capture(
      [
        { variant: 'now', code: `${calls}${engine}${register(handle('draw'))}` },
        {
          variant: 'later',
          code: `${calls}${engine}${register(handle('(ms) => new Promise((done) => requestAnimationFrame(() => { draw(ms); done(); }))'))}`,
        },
        {
          variant: 'calls',
          html: box(''),
          code: `root.firstChild.style.width = window.calls.filter((one) => one === 'pause').length * 10 + window.calls.filter((one) => one === 'release').length + 'px';
            happoAnimate.registerDriver({ name: 'engine', discover: () => [] });`,
        },
      ],
      three,
    );
    expect(of('now').at(10, 10)).toEqual(colours);
    expect(of('later').at(10, 10)).toEqual(colours);
  });

  it('that fails is left out with a warning, and so is one nobody knows', async () => {
    const throwing = `{ durationMs: 400, seek() { throw new Error('no canvas') } }`;
    const { of, log } = await capture(
      [
        {
          code: `${engine}${register(throwing)} root.insertAdjacentHTML('beforeend', ${JSON.stringify(box('ends'))})`,
        },
      ],
      { ...three, drivers: ['engine', 'lottie'] },
    );
    expect(of().at(10, 30)).toEqual(colours);
    expect(log).toEqual([
      'There is no animation driver "lottie": none has been registered',
      'The animation driver "engine" failed: no canvas',
    ]);
  });

  it('counts only where it is named, if any is', async () => {
    const handle = `{ target: canvas, durationMs: 400, seek: draw }`;
    const { still } = await capture([{ code: `${engine}${register(handle)}` }], {
      ...three,
      drivers: [],
    });
    expect(still().at(10, 10)).toBe('#4000bf');
  });
});

/** Red, green, blue and white for 100 ms each, 16 pixels wide and high: VP8 in WebM. */
const video =
  'GkXfowEAAAAAAABiQoYBAAAAAAAABAAAAAFC9wEAAAAAAAAEAAAAAULyAQAAAAAAAAQAAAAEQvMBAAAAAAAABAAAAAhCggEAAAAAAAAEd2VibUKHAQAAAAAAAAQAAAACQoUBAAAAAAAABAAAAAIYU4BnAQAAAAAAAcsVSalmAQAAAAAAADcq17EBAAAAAAAABAAPQkBEiQEAAAAAAAAIQHkAAAAAAABNgAEAAAAAAAABdFdBAQAAAAAAAAF0FlSuawEAAAAAAABirgEAAAAAAABZ1wEAAAAAAAAEAAAAAXPFAQAAAAAAAAQAAAABgwEAAAAAAAAEAAAAAYYBAAAAAAAABVZfVlA44AEAAAAAAAAasAEAAAAAAAAEAAAAELoBAAAAAAAABAAAABAfQ7Z1AQAAAAAAAQ7nAQAAAAAAAAQAAAAAowEAAAAAAAA+gQAAgPACAJ0BKhAAEAAABwiFhYiZhIgBJBATrVAfwB/QEGpvcP7+67y/+U9jivo/8p+//5PdnjSmiX/5OACjAQAAAAAAAD+BAGSA8AIAnQEqEAAQAAAHCIWFiJmEiAEkEBOtUB/AH9AQam2w/v4f4v/6PIcawlg//o8j//fhtRQSGR/99kCjAQAAAAAAAD2BAMiAsAIAnQEqEAAQAAAHCIWFiJmEiAEkEBOtUB/AEGfv2P7/p3k//8nu/8nu/8nu//ye7/87BsS7XgAAowEAAAAAAAAjgQEsgBACAJ0BKhAAEAAABwiFhYiZhIgBJBAAYGsA/v+6gwA=';

it('a video is moved by a driver that is there already, where it is named', async () => {
  const html = `<video src="data:video/webm;base64,${video}" width="20" height="20" style="display:block" muted></video>`;
  const code = `await new Promise((resolve) => { root.firstChild.onloadeddata = resolve; });`;
  const examples: ExampleCode[] = [
    { variant: 'named', html, code, item: { animate: { drivers: ['video'] } } },
    { variant: 'not', html, code },
  ];
  const { of, still } = await capture(examples, {
    mode: 'auto',
    sampling: { times: [50, 150, 250] },
  });
  const main = of('named')
    .at(10, 10)
    .map((colour) => ['1', '3', '5'].findIndex((at) => colour.charAt(Number(at)) > '8'));
  expect(main).toEqual([0, 1, 2]);
  expect(still('not').at(10, 10).charAt(1)).toBe('f');
});

describe('what begins late', () => {
  const staggered = `root.firstChild.addEventListener('click', () => {
    for (const [index, one] of [...root.children].entries()) setTimeout(() => one.classList.add('on'), index * 200);
  });`;
  const trigger = { selector: '.changes', action: 'click' };

  it('is captured with its delay while it is looked for', async () => {
    const { of } = await capture([{ html: box('changes') + box('changes'), code: staggered }], {
      fps: 8.5,
      trigger,
      discovery: 300,
    });
    const [first, second] = [of().at(10, 10), of().at(10, 30)];
    expect(of().delays).toHaveLength(5);
    expect(first.slice(0, 3)).not.toContain('#0000ff');
    expect(first.at(-1)).toBe('#0000ff');
    expect(second[0]).toBe('#ff0000');
    expect(second[1]).toBe('#ff0000');
    expect(second.at(-1)).toBe('#0000ff');
  });

  it('is not, where it is not', async () => {
    const { of } = await capture([{ html: box('changes') + box('changes'), code: staggered }], {
      fps: 7.5,
      trigger,
    });
    expect(of().at(10, 10)).toEqual(colours);
    expect(of().at(10, 30)).toEqual(['#ff0000', '#ff0000', '#ff0000']);
  });
});

describe('stages', () => {
  /** Each animation puts the next element there when it ends, by event or promise. */
  const chain = `root.firstChild.addEventListener('animationend', () => {
      const next = root.appendChild(document.createElement('div'));
      next.className = 'box';
      next.animate({ background: ['#ff0000', '#0000ff'] }, { duration: 400, fill: 'forwards' }).finished.then(() => {
        root.insertAdjacentHTML('beforeend', ${JSON.stringify(box('ends'))});
      });
    });`;

  it('follow one another, as far as wanted', async () => {
    const examples = [{ html: box('ends'), code: chain }];
    const all = await capture(examples, { ...three, stages: 5 });
    expect(all.of().size).toBe('20x60');
    expect(all.of().delays).toEqual(Array.from({ length: 9 }, () => 200));
    const white = (count: number) => Array.from({ length: count }, () => '#ffffff');
    const blue = (count: number) => Array.from({ length: count }, () => '#0000ff');
    expect(all.of().at(10, 10)).toEqual([...colours, ...blue(6)]);
    expect(all.of().at(10, 30)).toEqual([...white(3), ...colours, ...blue(3)]);
    expect(all.of().at(10, 50)).toEqual([...white(6), ...colours]);
    const two = await capture(examples, { ...three, stages: { max: 2 } });
    expect(two.of().delays).toHaveLength(6);
    const one = await capture(examples, three);
    expect(one.of().at(10, 10)).toEqual(colours);
  });

  it('end where a chain begins anew, while what repeats goes on', async () => {
    const { of } = await capture(
      [
        {
          html: box('ends') + box('repeats'),
          code: `root.firstChild.addEventListener('animationend', () => {
            root.firstChild.classList.remove('ends'); root.firstChild.offsetWidth; root.firstChild.classList.add('ends');
          });`,
        },
      ],
      { ...three, stages: 4 },
    );
    expect(of().delays).toHaveLength(3);
  });
});

describe('sampling', () => {
  const examples = [{ html: box('ends') }];

  it('follows stops and lists of times, and plays at the speed of the animation', async () => {
    const stops = await capture(examples, {
      mode: 'auto',
      sampling: [
        { stop: 0.25, frames: 2 },
        { stop: 1, frames: 2 },
      ],
    });
    expect(stops.of().at(10, 10)).toEqual(['#ff0000', '#df0020', '#bf0040', '#0000ff']);
    expect(stops.of().delays).toEqual([50, 50, 300, 300]);
    const times = await capture(examples, {
      mode: 'auto',
      sampling: { times: [0, 100, 300, 500] },
    });
    expect(times.of().at(10, 10)).toEqual(['#ff0000', '#bf0040', '#4000bf', '#0000ff']);
    expect(times.of().delays).toEqual([100, 200, 200, 200]);
    const one = await capture(examples, { mode: 'auto', sampling: { times: [100] } });
    expect(one.still().at(10, 10)).toBe('#bf0040');
  });

  it('keeps to the window and to the number of frames', async () => {
    const few = await capture(examples, { mode: 'auto', fps: 60, maxFrames: 2, loop: 3 });
    expect(few.of()).toMatchObject({ plays: 3, delays: [400, 400] });
    const cut = await capture(examples, { ...three, maxDuration: 200 });
    expect(cut.of().at(10, 10)).toEqual(['#ff0000', '#800080']);
    const always = await capture([{ html: box('') }], { mode: 'always', fps: 1 });
    expect(always.of().delays).toEqual([1333, 1334, 1333, 1333]);
    expect(new Set(always.of().at(10, 10))).toEqual(new Set(['#00ff00']));
  });

  it('drops every other frame until the file is small enough', async () => {
    const noise = `const canvas = root.appendChild(document.createElement('canvas'));
      canvas.width = canvas.height = 60;
      const context = canvas.getContext('2d');
      const data = context.createImageData(60, 60);
      crypto.getRandomValues(data.data);
      context.putImageData(data, 0, 0);`;
    const { of, log, result } = await capture([{ html: box('ends'), code: noise }], {
      mode: 'auto',
      fps: 20,
      maxBytes: 60_000,
    });
    const { length } = test.server.images.get(result.snapshots[0]?.image.hash ?? '') ?? [];
    expect(length).toBeLessThanOrEqual(60_000);
    expect(of().at(10, 10)).toHaveLength(4);
    expect(of().at(10, 10)[0]).toBe('#ff0000');
    expect(of().delays.reduce((sum, delay) => sum + delay, 0)).toBe(457);
    expect(log).toEqual(['The animation has 4 frames of 8: more are larger than 60000 bytes']);
  });
});

describe('what counts', () => {
  it('is below the root; what is outside stands at its start', async () => {
    const { of, still } = await capture(
      [
        { variant: 'two', html: `<div id="in">${box('ends')}</div>${box('repeats')}` },
        { variant: 'none', html: box('repeats') },
      ],
      { ...three, root: '#in' },
    );
    expect(of('two').at(10, 10)).toEqual(colours);
    expect(of('two').at(10, 30)).toEqual(['#ff0000', '#ff0000', '#ff0000']);
    expect(still('none').at(10, 10)).toBe('#ff0000');
  });

  it('is nothing that stands still: the picture is the still it would be anyway', async () => {
    const examples: ExampleCode[] = [
      { variant: 'nothing', html: box('') },
      { variant: 'paused', html: box('ends', 'style="animation-play-state:paused"') },
      {
        variant: 'stopped',
        html: box(''),
        code: `root.firstChild.animate({ background: ['#ff0000', '#0000ff'] }, 400).pause();`,
      },
      {
        variant: 'cancelled',
        html: box(''),
        code: `root.firstChild.animate({ background: ['#ff0000', '#0000ff'] }, 400).cancel();`,
      },
      { variant: 'gone', html: box('ends'), code: `root.offsetWidth; root.replaceChildren();` },
      { variant: 'off', html: box('ends'), item: { animate: false } },
    ];
    const plain = await capture(examples);
    const auto = await capture(examples, 'auto');
    const hashes = ({ result }: typeof plain) => result.snapshots.map(({ image }) => image);
    expect(hashes(auto)).toEqual(hashes(plain));
  });

  it('is moved although the page tries to, and without it being told', async () => {
    const meddling = `const target = root.firstChild;
      const animation = target.getAnimations()[0];
      window.told = [];
      for (const type of ['animationstart', 'animationend', 'transitionend']) addEventListener(type, () => {
        window.told.push(type); root.insertAdjacentHTML('beforeend', '<p>told</p>');
      });
      const meddle = () => { animation.play(); animation.finish(); animation.cancel(); animation.currentTime = 123; animation.playbackRate = 5; requestAnimationFrame(meddle); };
      setTimeout(meddle, 500);`;
    const { of } = await capture([{ html: box('ends'), code: meddling }], {
      ...three,
      discovery: 400,
    });
    expect(of()).toMatchObject({ size: '20x20' });
    expect(of().at(10, 10)).toEqual(colours);
  });

  it('is what people see who want less motion, or do not', async () => {
    const style = `<style>@media (prefers-reduced-motion: reduce) { .ends { animation: none } }</style>`;
    const examples: ExampleCode[] = [
      {
        variant: 'moves',
        html: style + box('ends'),
        item: { animate: { prefersReducedMotion: false } },
      },
      { variant: 'target', html: style + box('ends') },
      {
        variant: 'matches',
        html: box(''),
        code: `root.firstChild.style.width = matchMedia('(prefers-reduced-motion: reduce)').matches ? '30px' : '40px';`,
      },
    ];
    const { of, still } = await capture(examples, three);
    expect(of('moves').at(10, 10)).toEqual(colours);
    expect(still('target').at(10, 10)).toBe('#00ff00');
    expect(still('matches').size).toBe('30x20');
  });
});

it('leaves the page as it would be without: the next examples are the same', async () => {
  // One element for all examples, as a framework that updates in place would keep it.
  const persistent: ExampleCode[] = [
    {
      variant: 'first',
      code: `root.innerHTML = ${JSON.stringify(box('moves ends') + box('repeats') + box('changes'))};`,
      item: { animate: { ...three, trigger: { selector: '.changes', action: 'hover' } } },
    },
    { variant: 'second', code: `root.lastChild.textContent = 'x';` },
    {
      variant: 'third',
      code: `root.lastChild.classList.toggle('on'); root.firstChild.className = 'box';
        root.lastChild.textContent = [document.activeElement.tagName, root.lastChild.matches(':hover'), root.getAnimations?.length].join();`,
    },
    {
      variant: 'fourth',
      code: `root.innerHTML = '<p>' + Math.round(performance.now() / 100) + '</p>';`,
    },
  ];
  const keep = (examples: ExampleCode[]) =>
    packageWork(pageOf(examples, head).replace('root.innerHTML = example.html;', ''));
  const plain = await test.server.capture(
    keep(persistent.map(({ item: _item, ...example }) => example)),
  );
  const animated = await test.server.capture(keep(persistent));
  const later = (result: typeof plain) => result.snapshots.slice(1).map(({ image }) => image.hash);
  expect(isStill(test.server, animated, 'first')).toBe(false);
  expect(later(animated)).toEqual(later(plain));
});

describe('expectations', () => {
  const nothing: ExampleCode[] = [{ component: 'Toast', variant: 'open', html: box('') }];
  const expected = { minAnimations: 1, minFrames: 3, triggered: true, drivers: { lottie: 1 } };

  it('that are not met become a picture that says so, always the same', async () => {
    const first = await capture(nothing, { mode: 'auto', expect: expected });
    const again = await capture(nothing, { mode: 'auto', expect: expected });
    expect(first.still('open').size).toMatch(/^640x\d+$/);
    expect(again.result.snapshots).toMatchObject([{ image: first.result.snapshots[0]?.image }]);
    expect(first.log).toEqual([
      [
        '"Toast, open" is not animated as expected:',
        '  expected at least 1 animation(s), found 0',
        '  expected at least 3 frame(s) that differ from the one before, found 1',
        '  expected at least 1 animation(s) of the driver "lottie", found 0',
        '  expected the trigger to find its element, but there is no trigger',
        '',
        'No animation was found.',
      ].join('\n'),
    ]);
  });

  it('fail the capture, or warn, where that is wanted', async () => {
    const stages = { expect: { minStages: 2 }, onExpectationFailure: 'fail' };
    const examples: ExampleCode[] = [{ component: 'A', variant: 'b', html: box('ends') }];
    const animate = { ...three, expect: null };
    const after: ExampleCode = { variant: 'after', html: box('ends'), item: { animate } };
    const failed = await test.server.partly(
      packageWork(pageOf([...examples, after], head), {
        payload: { animate: { mode: 'auto', ...stages } } as never,
      }),
    );
    expect(failed.failed).toMatchObject([
      {
        component: 'A',
        variant: 'b',
        message: expect.stringContaining('"A, b" is not animated as expected:'),
      },
    ]);
    const [{ message = '' } = {}] = failed.failed ?? [];
    expect(message).toContain('expected at least 2 stage(s), found 1');
    expect(message).toContain('css-animation to-blue on div.box.ends from 0 to 400 ms');
    expect(animationOf(test.server, failed, 'after').at(10, 10)).toEqual(colours);
    const warned = await capture(examples, {
      ...three,
      ...stages,
      onExpectationFailure: 'warn',
    });
    expect(warned.of('b').at(10, 10)).toEqual(colours);
    expect(warned.log[0]).toContain('expected at least 2 stage(s)');
  });

  it('that are met leave the picture alone', async () => {
    const trigger = { selector: '.changes', action: 'addClass', value: 'on' };
    const { of, log } = await capture([{ html: box('changes') }], {
      fps: 7.5,
      trigger,
      expect: { minAnimations: 1, minFrames: 3, minStages: 1, triggered: true },
    });
    expect(of().at(10, 10)).toEqual(colours);
    expect(log).toEqual([]);
  });
});

describe('a story that says itself how it is animated', () => {
  /** Stories as the clients for Storybook render them: the page asks the worker before each. */
  const stories = (list: string) => `<!doctype html>
    <html><head>${head}<style>body { margin: 0 } html:not([data-happo-animate]) * { animation: none !important; transition: none !important }
    @media (prefers-reduced-motion: reduce) { .reduced { animation: none } }</style></head>
    <body><div id="storybook-root" data-happo-ignore></div><script>
    const stories = [${list}];
    let next = 0;
    const rootElement = document.getElementById('storybook-root');
    window.happo = {
      init() {},
      async nextExample() {
        const story = stories[next++];
        if (!story) return undefined;
        window.answered = await window.happoAnimate.beforeRender(story.animate);
        rootElement.innerHTML = story.html ?? '';
        await story.play?.();
        const animate = typeof story.animate === 'object' ? Object.fromEntries(Object.entries(story.animate).filter(([, value]) => typeof value !== 'function')) : story.animate;
        return { component: 'Story', variant: story.variant, animate };
      },
    };</script></body></html>`;
  const run = async (list: string, animate?: unknown) => {
    const work = packageWork(stories(list), {
      payload: (animate === undefined ? {} : { animate }) as never,
    });
    const result = await test.server.capture(work);
    return {
      log: warningsOf(result),
      of: (variant: string) => animationOf(test.server, result, variant),
      still: (variant: string) => pictureOf(test.server, result, variant),
    };
  };
  const html = (classes: string) => `html: ${JSON.stringify(box(classes))}`;
  const options = `mode: 'auto', fps: 7.5`;

  it('is rendered where motion is welcome, and nobody after it', async () => {
    const { of, still, log } = await run(`
      { variant: 'moves', ${html('ends reduced')}, animate: { ${options}, prefersReducedMotion: false } },
      { variant: 'other', ${html('ends')} },
      { variant: 'off', ${html('ends')}, animate: false },
      { variant: 'unset', ${html('ends')}, animate: { fps: 3 } },
      { variant: 'answers', html: '<p></p>', play() { rootElement.innerHTML = '<div style="height:20px;width:' + (document.documentElement.hasAttribute('data-happo-animate') ? 20 : 10) + 'px">' + answered + '</div>'; } }`);
    expect(log).toEqual([]);
    expect(of('moves').at(10, 10)).toEqual(colours);
    for (const variant of ['other', 'off', 'unset']) {
      expect(still(variant).at(10, 10)).toBe('#00ff00');
    }
    expect(still('answers').size).toMatch(/^\d\dx20$/);
  });

  it('may set up, trigger and verify by functions of its own', async () => {
    const { of, log } = await run(`
      { variant: 'hooks', ${html('changes')}, animate: { ${options},
          setup({ rootElement: place }) { window.setUp = place.id; return () => { window.setUp = 'undone'; }; },
          async trigger({ rootElement: place }) { await new Promise((done) => setTimeout(done, 50)); place.firstChild.classList.add('on'); },
          verify(trace) { window.trace = trace; } } },
      { variant: 'seen', html: '', animate: { ${options}, trigger: null,
          verify() { throw new Error(JSON.stringify([window.setUp, window.trace])); }, onExpectationFailure: 'warn' } }`);
    expect(of('hooks').at(10, 10)).toEqual(colours);
    const [, told = ''] = /`verify` failed: (.*)/.exec(log.join('\n')) ?? [];
    expect(JSON.parse(told)).toEqual([
      'undone',
      {
        animationCount: 1,
        svgCount: 0,
        driverCounts: {},
        animations: [
          {
            kind: 'css-transition',
            name: 'background-color',
            target: 'div.box.changes.on',
            startMs: 0,
            endMs: 400,
          },
        ],
        durationMs: 400,
        frameTimes: [0, 200, 400],
        frameCount: 3,
        stageCount: 1,
        stages: [expect.objectContaining({ animationCount: 1, durationMs: 400 })],
      },
    ]);
  });

  it('says what its functions throw', async () => {
    const { log } = await run(`
      { variant: 'throws', ${html('ends')}, animate: { ${options}, onExpectationFailure: 'warn',
          setup() { throw new Error('no setup'); },
          trigger() { throw new Error('no trigger'); },
          verify() { throw new Error('not right'); } } }`);
    expect(log[0]).toContain('`setup` failed: no setup');
    expect(log[0]).toContain('`trigger` failed: no trigger');
    expect(log[0]).toContain('`verify` failed: not right');
  });

  it('is refused with its name where its options are none', async () => {
    const work = packageWork(
      stories(`{ variant: 'wrong', ${html('ends')}, animate: { fps: 'fast' } },
        { variant: 'after', ${html('ends')} }`),
    );
    const { failed, snapshots } = await test.server.partly(work);
    expect(failed).toMatchObject([
      { variant: 'wrong', message: '"Story, wrong" cannot be animated: fps: must be number' },
    ]);
    expect(snapshots).toMatchObject([{ variant: 'after' }]);
  });
});

describe('elsewhere', () => {
  it('recorded documents are animated without a script of theirs', async () => {
    const styles = head.replaceAll(/<\/?style>/g, '');
    const result = await test.server.capture(
      recordedWork(
        [
          { variant: 'ends', html: box('ends') },
          { variant: 'changes', html: box('changes') },
          {
            variant: 'shadow',
            html: `<p style="margin:0"><happo-shadow-content>${head}${box('ends')}</happo-shadow-content></p>`,
          },
          { variant: 'still', html: box('') },
        ],
        {
          payload: {
            globalCSS: `body { margin: 0 } ${styles}`,
            animate: {
              ...three,
              trigger: { selector: '.changes', action: 'addClass', value: 'on' },
            },
          } as never,
        },
      ),
    );
    for (const variant of ['ends', 'changes', 'shadow']) {
      expect(animationOf(test.server, result, variant).at(10, 10)).toEqual(colours);
    }
    expect(isStill(test.server, result, 'still')).toBe(true);
  });

  it('pages are animated by a wish of their own', async () => {
    const site = createServer((_request, response) => {
      response
        .setHeader('content-type', 'text/html')
        .end(`${head}<body style="margin:0">${box('ends')}`);
    });
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
    const host = `127.0.0.1:${(site.address() as AddressInfo).port}`;
    const other = await startTestWorker({ allowedPrivateHosts: [host] });
    try {
      const url = `http://${host}/`;
      const result = await other.server.capture({
        payload: {
          viewport: '300x300',
          animate: { fps: 7.5 },
          pages: [
            { url, title: 'moves', animate: 'auto' },
            { url: `${url}?`, title: 'stands' },
          ],
        },
      });
      const [moves, stands] = result.snapshots.map(({ image }) =>
        other.server.images.get(image.hash),
      );
      expect(moves && identifyPicture(moves)).toMatchObject({
        width: 300,
        height: 300,
        animation: { frameCount: 3, durationMs: 600 },
      });
      expect(stands && identifyPicture(stands).animation).toBeUndefined();
    } finally {
      await other.stop();
      site.close();
    }
  });

  it('accessibility targets have no animated pictures', async () => {
    const work = packageWork(pageOf([{ html: box('ends'), item: { animate: true } }], head), {
      payload: { animate: true } as never,
    });
    const { snapshots } = await test.server.capture({ ...work, type: 'browser-accessibility' });
    const hash = snapshots[0]?.image.hash ?? '';
    const picture = test.server.results.get(hash)?.picture ?? hash;
    const file = test.server.images.get(picture);
    expect(file && identifyPicture(file)).toMatchObject({ width: 20, height: 20 });
    expect(file && identifyPicture(file).animation).toBeUndefined();
  });

  it('images stand at their first frame beside what moves', async () => {
    const gif =
      'data:image/gif;base64,R0lGODlhAQABAIAAAP8AAAAA/yH/C05FVFNDQVBFMi4wAwEAAAAh+QQEAgAAACwAAAAAAQABAAACAkQBACH5BAQCAAAALAAAAAABAAEAAAICTAEAOw==';
    const { of } = await capture(
      [{ html: `${box('ends')}<img style="display:block" width="20" height="20" src="${gif}">` }],
      { mode: 'auto', fps: 20 },
    );
    expect(new Set(of().at(10, 30))).toEqual(new Set(['#ff0000']));
  });

  it('images of several sizes are the ones that fit, whatever was shown before', async () => {
    const svg = (name: string, width: number, colour: string) => ({
      name,
      content: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${width}"><rect width="100%" height="100%" fill="${colour}"/></svg>`,
    });
    const image = (width: number) =>
      `${box('ends')}<img style="display:block" srcset="small.svg 20w, large.svg 40w" sizes="${width}px" width="${width}">`;
    const examples: ExampleCode[] = [
      { variant: 'large', html: image(40) },
      { variant: 'small', html: image(20) },
    ];
    const result = await test.server.capture(
      packageWork(pageOf(examples, head), {
        files: [svg('small.svg', 20, '#00ff00'), svg('large.svg', 40, '#ffff00')],
        payload: { animate: three } as never,
      }),
    );
    const coloursOf = (variant: string) => animationOf(test.server, result, variant).at(10, 30);
    expect(new Set(coloursOf('large'))).toEqual(new Set(['#ffff00']));
    expect(new Set(coloursOf('small'))).toEqual(new Set(['#00ff00']));
  });

  it('an example whose target says nothing of animations cannot move SVG, and says so', async () => {
    const svg = `<svg width="20" height="20"><rect width="20" height="20"><animate attributeName="fill" from="#ff0000" to="#0000ff" dur="1s"/></rect></svg>`;
    const { still, log } = await capture([{ html: svg, item: { animate: 'auto' } }]);
    still();
    expect(log).toEqual([expect.stringContaining('SMIL')]);
  });
});

it('is the same picture every time', async () => {
  const examples: ExampleCode[] = [
    { variant: 'css', html: box('moves') + box('repeats') },
    {
      variant: 'clock',
      code: `const bar = root.appendChild(document.createElement('div'));
        bar.style.cssText = 'height:20px;background:#0000ff';
        const draw = (now) => { bar.style.width = now / 5 + Math.random() + 'px'; requestAnimationFrame(draw); };
        requestAnimationFrame(draw);`,
      item: { animate: { mode: 'always', duration: 300 } },
    },
  ];
  const hashes = new Set<string>();
  for (let count = 0; count < 20; count += 1) {
    const { result } = await capture(examples, { mode: 'auto', clock: 'virtual', duration: 300 });
    hashes.add(result.snapshots.map(({ image }) => image.hash).join());
  }
  expect(hashes.size).toBe(1);
});

it('is a file that browsers play', async () => {
  const { result } = await capture([{ html: box('ends') }], three);
  const file = test.server.images.get(result.snapshots[0]?.image.hash ?? '');
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.setContent(
      `<body style="margin:0"><img src="data:image/apng;base64,${file?.toString('base64')}">`,
    );
    const seen = new Set<string>();
    while (seen.size < colours.length) {
      const { rgba } = decodePng(
        await page.screenshot({ clip: { x: 5, y: 5, width: 1, height: 1 } }),
      );
      seen.add(`#${Buffer.from(rgba.subarray(0, 3)).toString('hex')}`);
    }
    expect([...seen].sort()).toEqual([...colours].sort());
  } finally {
    await browser.close();
  }
});
