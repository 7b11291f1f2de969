import { type Static, Type } from 'typebox';
import { Component, Variant } from '../fields.ts';
import { AnimateConfig } from './animate.ts';

/**
 * What a capture is asked to do (protocol.md 16.1). Unknown keys are allowed everywhere: clients
 * forward any extra option of a target verbatim.
 */
const Header = Type.Object({ name: Type.String(), value: Type.String() });

export const Viewport = Type.String({
  pattern: '^[0-9]{1,5}x[0-9]{1,5}$',
  description: 'a width and a height in pixels, such as 1024x768',
});

/** A browser that an operator has named. */
export const BrowserName = Type.String({
  pattern: '^[a-z0-9][a-z0-9._-]{0,63}$',
  description: 'the name of a browser, in lower-case letters, digits, dots, dashes and underscores',
});

/** Pixels, of each side; for the types whose size is not that of a device. */
export const viewportRange = { min: 100, max: 4000 };

export const CssBlock = Type.Object({
  id: Type.Optional(Type.String()),
  conditional: Type.Optional(Type.Boolean()),
  css: Type.Optional(Type.String()),
  source: Type.Optional(Type.String()),
});

export const PageItem = Type.Object({
  url: Type.String(),
  title: Type.String({ minLength: 1 }),
  waitForContent: Type.Optional(Type.String()),
  waitForSelector: Type.Optional(Type.String()),
  /** Field by field in place of that of the payload. */
  animate: Type.Optional(AnimateConfig),
});

const Attributes = Type.Record(Type.String(), Type.String());

/** A document somebody recorded: what was in its body, and which style sheets applied to it. */
export const SnapPayload = Type.Object({
  /** One or more elements, or a whole body element. */
  html: Type.String(),
  component: Component,
  variant: Variant,
  /** Ids of the conditional blocks of `globalCSS` that apply. */
  stylesheets: Type.Optional(Type.Array(Type.String())),
  /** Rules of this document alone, after those of `globalCSS`. */
  css: Type.Optional(Type.String()),
  htmlElementAttrs: Type.Optional(Attributes),
  bodyElementAttrs: Type.Optional(Attributes),
  /** Names of targets; the client has already left the document out of the others. */
  targets: Type.Optional(Type.Array(Type.String())),
  /** When it was recorded, in milliseconds since 1970. */
  timestamp: Type.Optional(Type.Number()),
});

/** Exactly one of `staticPackage`, `pages` and `snapPayloads` says what is captured. */
export const Payload = Type.Object({
  viewport: Viewport,
  /** Captures it in place of what comes with the type of target; a worker has to know it by this name. */
  browser: Type.Optional(BrowserName),
  maxHeight: Type.Optional(Type.Integer({ minimum: 1 })),
  maxWidth: Type.Optional(Type.Integer({ minimum: 1 })),
  freezeAnimations: Type.Optional(
    Type.Union([Type.Literal('last-frame'), Type.Literal('first-frame')]),
  ),
  animate: Type.Optional(AnimateConfig),
  prefersReducedMotion: Type.Optional(Type.Boolean()),
  prefersColorScheme: Type.Optional(Type.Union([Type.Literal('light'), Type.Literal('dark')])),
  allowPointerEvents: Type.Optional(Type.Boolean()),
  applyPseudoClasses: Type.Optional(Type.Boolean()),
  hideBehavior: Type.Optional(Type.String()),
  /** Pixels of the picture for each CSS pixel, each way. */
  deviceScaleFactor: Type.Optional(Type.Number({ minimum: 1, maximum: 3 })),
  forcedColors: Type.Optional(Type.Union([Type.Literal('active'), Type.Literal('none')])),
  media: Type.Optional(Type.Union([Type.Literal('screen'), Type.Literal('print')])),
  /** Transparent where documents paint nothing, instead of white. */
  omitBackground: Type.Optional(Type.Boolean()),
  /** `false`: time passes by itself, and clocks show that of the machine. */
  virtualTime: Type.Optional(Type.Boolean()),
  /** `false`: what is random is so. */
  seededRandomness: Type.Optional(Type.Boolean()),
  outgoingRequestHeaders: Type.Optional(Type.Array(Header)),
  useFullPageFallbackForTallScreenshots: Type.Optional(Type.Boolean()),
  allowedHostnames: Type.Optional(Type.Array(Type.String())),
  failOnWaitForTimeout: Type.Optional(Type.Boolean()),
  globalCSS: Type.Optional(Type.Union([Type.String(), Type.Array(CssBlock)])),
  staticPackage: Type.Optional(Type.String()),
  /** What recorded documents refer to. */
  assetsPackage: Type.Optional(Type.String()),
  chunk: Type.Optional(
    Type.Object({ index: Type.Integer({ minimum: 0 }), total: Type.Integer({ minimum: 1 }) }),
  ),
  pages: Type.Optional(Type.Array(PageItem)),
  snapPayloads: Type.Optional(Type.Array(SnapPayload)),
});
export type Payload = Static<typeof Payload>;
