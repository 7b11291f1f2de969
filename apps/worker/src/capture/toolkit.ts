import type { InitScript } from '@twinlens/browser';
import { applyStyle } from './in-page/apply-style.ts';
import { containsText } from './in-page/contains-text.ts';
import { focusMarked, releaseFocus } from './in-page/focus.ts';
import { freeze } from './in-page/freeze.ts';
import { hiddenBoxes } from './in-page/hidden-boxes.ts';
import { insertStyles } from './in-page/insert-styles.ts';
import { measureContent } from './in-page/measure.ts';
import { measurePage } from './in-page/measure-page.ts';
import { openRoots } from './in-page/open-roots.ts';
import { rebuild } from './in-page/rebuild.ts';
import { responsiveImages } from './in-page/responsive-images.ts';
import { restoreScroll } from './in-page/restore-scroll.ts';
import { scrollToStart } from './in-page/scroll-to-start.ts';
import { taken } from './in-page/taken.ts';
import { undefinedElements } from './in-page/undefined-elements.ts';
import { unreadyMedia } from './in-page/unready-media.ts';
import { watchImages } from './in-page/watch-images.ts';

const functions = {
  applyStyle,
  containsText,
  focusMarked,
  freeze,
  hiddenBoxes,
  insertStyles,
  measureContent,
  measurePage,
  openRoots,
  rebuild,
  releaseFocus,
  responsiveImages,
  restoreScroll,
  scrollToStart,
  undefinedElements,
  unreadyMedia,
};

/**
 * Declares a document that forms and images of the page cannot stand in the way of. Asked for anew each
 * time: the window of a frame may outlive its first, empty document.
 */
export const ownDocument = `const document = new Proxy(Object.create(Document.prototype), {
      get(_target, key) {
        const shown = globalThis.document;
        const value = Reflect.get(Document.prototype, key, shown);
        return typeof value === 'function' ? value.bind(shown) : value;
      },
    });`;

/**
 * Our functions, put into every document in a world of their own: the page can neither see nor
 * replace them, nor fake the clock they go by. Nor do forms and images stand in the way of the
 * document's own properties, as they do for scripts where their names are the same.
 */
export const toolkit: InitScript = {
  world: 'isolated',
  source: `{
    ${ownDocument}
    globalThis.twinlens = { ${Object.entries(functions)
      .map(([name, code]) => `${name}: ${code.toString()}`)
      .join(',\n')} };
    const unreadyImages = (${watchImages.toString()})(${taken.toString()});
    twinlens.unready = (roots) => [...twinlens.unreadyMedia(roots), ...unreadyImages(roots)];
  }`,
};

/** The page's own clock, kept before anything on the page may replace it (happo clients use it). */
export const happoTime: InitScript = {
  world: 'page',
  source: `window.happoTime = {
    originalDateNow: Date.now,
    originalSetTimeout: window.setTimeout.bind(window),
  };`,
};
