import type { EngineName } from '@twinlens/browser';

/**
 * Conventions that do not hold in an engine, by name, with the reason. The list may only get shorter: the
 * suite fails where one of them holds.
 */
const notOfferedByBidi = 'no: WebDriver BiDi has no word for it in this version';
const notOfferedByWebDriver = 'no: WebDriver has no word for it';

export const gaps: Record<EngineName, Readonly<Record<string, string>>> = {
  chromium: {},
  firefox: {
    'On paper': notOfferedByBidi,
    'Forced colours': notOfferedByBidi,
    'No background': notOfferedByBidi,
  },
  webkit: {
    'Viewport of a long page': 'no: the window is made larger for pictures that reach beyond it',
    'Picture that moves': 'no: it moves on',
    'On paper': notOfferedByWebDriver,
    'Forced colours': notOfferedByWebDriver,
    'No background': notOfferedByWebDriver,
  },
};
