/**
 * How Chromium is started: frames only when asked for, the same pixels everywhere, no traffic of its
 * own, and no way around the proxy.
 */
const frames = [
  '--enable-begin-frame-control',
  '--run-all-compositor-stages-before-draw',
  '--disable-new-content-rendering-timeout',
  '--disable-threaded-animation',
  '--disable-threaded-scrolling',
  '--disable-checker-imaging',
  '--disable-image-animation-resync',
  // Drawing in the browser's own process, by one thread: a frame is small, and handing it around
  // costs more than drawing it. Measured: a fifth less time for each of 100 small examples.
  '--in-process-gpu',
  '--num-raster-threads=1',
];

const pixels = [
  // Of Math.random where no script of ours comes first, as in workers.
  '--js-flags=--random-seed=1',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--disable-lcd-text',
  '--hide-scrollbars',
  // A tile drawn anew only where it changed has other edges on rounded corners than one drawn whole:
  // an example's picture would depend on the example before it.
  '--disable-partial-raster',
  // Whatever graphics card the machine has, the same software draws. Pages are put together by the
  // software compositor, twice as fast here as OpenGL in software, which is left for WebGL.
  '--disable-gpu',
  '--enable-unsafe-swiftshader',
];

// Documents are painted as far as they reach, so that a picture may show more than the viewport, which
// keeps its size (as do units, media queries, and what is fixed in it).
const wholeDocuments = 'mainFrameClipsContent=false';

// Desktops have a mouse. Headless browsers say there is none, and pages show what is made for fingers.
const mouse =
  'primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4';

/** Animated images show their first frame; the policy that does so holds for SVG as well. */
const stillImages = [`--blink-settings=imageAnimationPolicy=2,${wholeDocuments},${mouse}`];

/** SVG moves, and images stand where a rule says so (`image-animation`). */
const movingSvg = [
  `--blink-settings=imageAnimationPolicy=0,${wholeDocuments},${mouse}`,
  '--enable-blink-features=CSSImageAnimation',
];

const quiet = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--mute-audio',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-breakpad',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-sync',
  '--metrics-recording-only',
  '--password-store=basic',
];

const network = [
  // Pages get a proxy each; what has none (the browser itself) gets an address nobody answers at.
  '--proxy-server=127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--disable-quic',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  // Names are resolved by the proxy; the browser must not even ask.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

const processes = [
  // Chromium's own sandbox needs root or user namespaces, and containers commonly offer neither.
  // The border around a page is therefore the worker's: its own user or container, no secrets in
  // its environment, and the proxy as the only way out.
  '--no-sandbox',
  // One process less to start, and to hand every request to.
  '--enable-features=NetworkServiceInProcess2',
  // The frames of a page in one process: they are of one customer, and their frames stay in step.
  '--disable-site-isolation-trials',
  '--disable-features=IsolateOrigins,site-per-process,LocalNetworkAccessChecks,Translate,MediaRouter,OptimizationHints,PaintHolding',
];

/** Processes share pictures in files of the disk: in /tmp, or where the environment says. */
const sharedOnDisk = '--disable-dev-shm-usage';

/** What one process is for. */
export interface Purpose {
  /** Pictures of SVG move by themselves. */
  svgAnimations: boolean;
}

/**
 * @param profile Folder for the files of this one process.
 * @param sharesMemory Whether there is room enough for what processes share in memory.
 */
export function chromiumFlags(
  profile: string,
  { svgAnimations }: Purpose,
  sharesMemory: boolean,
): string[] {
  return [
    '--headless',
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
    ...frames,
    ...pixels,
    ...(svgAnimations ? movingSvg : stillImages),
    ...quiet,
    ...network,
    ...processes,
    ...(sharesMemory ? [] : [sharedOnDisk]),
  ];
}
