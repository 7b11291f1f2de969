/** What a reviewer does most, in every engine. */
import { decodePng } from '@twinlens/image-diff';
import { type AnyWindow, openAnyWindow } from '@twinlens/testing/browser';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { reviewShas } from '../made-up/records.ts';
import { type MadeUpServer, startMadeUpServer } from '../made-up/server.ts';

const comparison = `/a/1/p/1/compare/${reviewShas.before}/${reviewShas.after}`;
const decision = '.decision [role="status"]';
const zoom = `[...document.querySelectorAll('*')].map((element) => element.textContent).find((text) => /^[\\d,]+%$/.test(text))`;

let server: MadeUpServer;
beforeAll(async () => {
  server = await startMadeUpServer();
});
afterAll(() => server.close());

/** How many colours a picture has: few, where nothing was painted. */
function coloursOf(png: Buffer): number {
  const { rgba } = decodePng(png);
  const view = new DataView(rgba.buffer, rgba.byteOffset, rgba.byteLength);
  const colours = new Set<number>();
  for (let at = 0; at < rgba.byteLength; at += 4) colours.add(view.getUint32(at));
  return colours.size;
}

// One story: each step begins where the one before has left the page.
describe.each(inject('engines'))('%s', (name) => {
  let window: AnyWindow;
  beforeAll(async () => {
    window = await openAnyWindow(name);
  });
  afterEach(() => expect(window.problems).toEqual([]));
  afterAll(() => window.close());

  it('signs in, and arrives at the comparison that was wanted', async () => {
    await window.goTo(`${server.origin}/a/1/jobs`);
    await window.click('button', 'Sign out');
    await window.see('Sign in', 'h1');
    // What the page was told meanwhile is that nobody is signed in.
    window.problems.length = 0;
    await window.goTo(server.origin + comparison);
    await window.until(
      `location.pathname === '/sign-in' && document.querySelector('[name=email]')`,
    );
    window.problems.length = 0;
    await window.click('[name=email]');
    await window.type('ada@example.com');
    await window.press('Tab');
    await window.type('correct horse');
    await window.press('Enter');
    await window.see('2 accepted', decision);
    expect(await window.evaluate('location.pathname')).toBe(comparison);
  });

  it('goes through the changes by keyboard, with both pictures in sight', async () => {
    await window.see('1 / 42');
    await window.press('j');
    await window.see('2 / 42');
    await window.press('j');
    await window.see('3 / 42');
    await window.press('k');
    await window.see('2 / 42');
    await window.until(
      `document.querySelectorAll('.pane img, .pane canvas').length >= 2 && [...document.images].every(({ complete, loading }) => complete || loading === 'lazy')`,
    );
    expect(coloursOf(await window.picture())).toBeGreaterThan(100);
  });

  it('changes how the change is looked at', async () => {
    const modes = [
      'Side by side',
      'Diff',
      'Swipe',
      'Overlay',
      'Onion skin',
      'Blink',
      'Changes only',
    ];
    for (const [index, mode] of modes.entries()) {
      await window.press(String(index + 1));
      await window.until(
        `document.querySelector('[role=tab][aria-selected=true]')?.textContent.includes(${JSON.stringify(mode)})`,
      );
      await window.until(`document.querySelector('.skeleton') === null`);
      expect(coloursOf(await window.picture())).toBeGreaterThan(50);
    }
    await window.press('1');
  });

  it('zooms by keys', async () => {
    await window.press('z');
    await window.until(`${zoom} === '100%'`);
    await window.press('+');
    await window.until(`${zoom} !== '100%'`);
    await window.press('0');
    await window.until(`document.querySelector('[aria-pressed=true]') !== null`);
  });

  it('accepts, rejects and undoes', async () => {
    await window.press('a');
    await window.see('3 accepted', decision);
    await window.press('r');
    await window.see('1 rejected', decision);
    await window.press('u');
    await window.until(`!document.querySelector('${decision}').innerText.includes('rejected')`);
    await window.press('u');
    await window.see('2 accepted', decision);
  });

  it('writes a comment', async () => {
    await window.press('c');
    await window.until(`document.querySelector('.threads-list') !== null`);
    await window.click('.threads-new textarea');
    await window.until(`document.activeElement?.matches('.threads-new textarea')`);
    await window.type('Is this meant?');
    await window.press('Enter', ['Control']);
    await window.see('Is this meant?', '.threads-list');
  });

  it('looks at what a snapshot looked like before', async () => {
    const query = 'component=Avatar%2F000&variant=default&target=chrome-desktop';
    await window.goTo(`${server.origin}/a/1/p/1/history?${query}`);
    await window.until(`document.querySelector('input[type=range], [role=slider]')`);
    await window.evaluate(`document.querySelector('input[type=range], [role=slider]').focus()`);
    await window.press('ArrowLeft');
    await window.see('Picture 59 of 60');
    await window.until(
      `[...document.images].some(({ complete, naturalWidth }) => complete && naturalWidth > 0)`,
    );
    expect(coloursOf(await window.picture())).toBeGreaterThan(50);
  });
});
