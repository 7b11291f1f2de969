import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { InitScript } from '@twinlens/browser';
import {
  examineDocument,
  finishExamination,
  makeSetTimeout,
  prepareAxe,
  takePartial,
} from './in-page/examine.ts';

const functions = { examineDocument, finishExamination, takePartial };

let made: InitScript | undefined;

/**
 * axe-core and our functions around it, put into every document in a world of their own: the page can
 * neither see nor replace them. As a function, since most of what a page loads is never examined; and
 * not sent when it is needed, since half a megabyte takes the browser longer than examining a button.
 */
export function axeScript(): InitScript {
  made ??= {
    world: 'isolated',
    source: `{
      let loaded = false;
      const load = () => {
        if (loaded) return;
        // What elements are named must not be taken for a module loader.
        var module, define;
        const setTimeout = (${makeSetTimeout.toString()})();
        ${readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')}
        (${prepareAxe.toString()})();
        loaded = true;
      };
      globalThis.twinlensAxe = { load, ${Object.entries(functions)
        .map(([name, code]) => `${name}: ${code.toString()}`)
        .join(',\n')} };
    }`,
  };
  return made;
}
