import type { CdpConnection, CdpSession } from '../cdp/connection.ts';
import {
  BrowserGoneError,
  type Page,
  type PageEvent,
  PageGoneError,
  type PageOptions,
} from '../page.ts';
import { watchFolder } from '../program/watch-folder.ts';
import { ChromiumPage } from './chromium-page.ts';
import { watchConsole } from './console.ts';
import { isolatedWorldName } from './contexts.ts';
import { Frames } from './frames.ts';
import { Media } from './media.ts';
import { watchMemory } from './memory.ts';
import { Metrics } from './metrics.ts';
import { Pointer } from './pointer.ts';
import { watchRequests } from './requests.ts';
import { ScriptGuard } from './script-guard.ts';
import { SystemPace } from './system-pace.ts';
import { VirtualClock } from './virtual-clock.ts';
import { VirtualPace } from './virtual-pace.ts';

/** A new page that is not there after this never will be. Milliseconds; much, for busy machines. */
const openMs = 30_000;

/** What pages are told of their machine, whichever it is. */
const hardwareConcurrency = 4;

/** @returns Ends the watch. */
function watchForCrash(root: CdpSession, session: CdpSession, pageId: string): () => void {
  session.on('Inspector.detached', ({ reason }) => {
    session.end(new BrowserGoneError(`the page has gone: ${String(reason)}`));
  });
  return root.on('Target.targetCrashed', ({ targetId, status }) => {
    if (targetId !== pageId) return;
    // A page cannot kill its process, only crash it: this was a person, or a machine out of memory.
    const killed = status === 'killed';
    session.end(
      killed
        ? new BrowserGoneError('the process of the page was killed')
        : new PageGoneError({ how: 'crashed' }),
    );
  });
}

function answerDialogs(session: CdpSession, report: (event: PageEvent) => void): void {
  session.on('Page.javascriptDialogOpening', ({ type, message }) => {
    const accept = type === 'alert' || type === 'beforeunload';
    session.send('Page.handleJavaScriptDialog', { accept }).catch(() => undefined);
    report({ kind: 'dialog', type: String(type), text: String(message) });
  });
}

function watchWindows(session: CdpSession, report: (event: PageEvent) => void): void {
  session.on('Page.windowOpen', ({ url }) => report({ kind: 'window', url: String(url) }));
  session.on('Page.downloadWillBegin', ({ url }) => report({ kind: 'download', url: String(url) }));
}

/** Follows what a page does, as long as it is there. */
function watch(
  root: CdpSession,
  session: CdpSession,
  pageId: string,
  profile: string,
  { onEvent, maxBytes, maxDiskBytes, withoutScripts }: PageOptions,
): void {
  answerDialogs(session, onEvent);
  watchWindows(session, onEvent);
  watchRequests(session, onEvent);
  watchConsole(session, onEvent, withoutScripts === true);
  const stopWatching = [
    watchForCrash(root, session, pageId),
    watchMemory(root, maxBytes, () =>
      session.end(new PageGoneError({ how: 'out of memory', limit: maxBytes })),
    ),
    watchFolder(profile, maxDiskBytes, () =>
      session.end(new PageGoneError({ how: 'out of disk', limit: maxDiskBytes })),
    ),
  ];
  session.whenEnded(() => {
    for (const stop of stopWatching) stop();
  });
}

async function prepare(
  session: CdpSession,
  { metrics, media, pointer }: { metrics: Metrics; media: Media; pointer: Pointer },
  options: PageOptions,
): Promise<void> {
  const { appearance, headers, initScripts } = options;
  await Promise.all([
    session.send('Page.enable'),
    session.send('Runtime.enable'),
    session.send('Inspector.enable'),
    pointer.start(),
    session.send('Log.enable'),
    session.send('Network.enable', { maxTotalBufferSize: 0, maxResourceBufferSize: 0 }),
    metrics.start(),
    media.start(),
    session.send('Emulation.setFocusEmulationEnabled', { enabled: true }),
    session.send('Emulation.setHardwareConcurrencyOverride', { hardwareConcurrency }),
    appearance.transparent &&
      session.send('Emulation.setDefaultBackgroundColorOverride', {
        color: { r: 0, g: 0, b: 0, a: 0 },
      }),
    headers && session.send('Network.setExtraHTTPHeaders', { headers }),
    ...initScripts.map(({ world, source }) =>
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source,
        ...(world === 'isolated' && { worldName: isolatedWorldName }),
      }),
    ),
  ]);
}

async function makeParts(session: CdpSession, options: PageOptions) {
  const { viewport, appearance, virtualClock, endlessMs } = options;
  const metrics = new Metrics(session, viewport, appearance.deviceScaleFactor ?? 1);
  const parts = { metrics, media: new Media(session, appearance), pointer: new Pointer(session) };
  if (!virtualClock) {
    const frames = new Frames(session);
    return { ...parts, frames, pace: new SystemPace(frames) };
  }
  const clock = new VirtualClock(session, endlessMs);
  await clock.start(virtualClock.epoch);
  const frames = new Frames(session, clock);
  return { ...parts, frames, pace: new VirtualPace(clock, frames) };
}

/**
 * Opens a page in a browser context of its own.
 * @param profile Folder of the browser's files.
 */
export async function openChromiumPage(
  connection: CdpConnection,
  profile: string,
  options: PageOptions,
): Promise<Page> {
  const { root } = connection;
  const { browserContextId } = (await root.send('Target.createBrowserContext', {
    disposeOnDetach: true,
    ...(options.proxy === null
      ? { proxyServer: 'direct://' }
      : { proxyServer: options.proxy, proxyBypassList: '<-loopback>' }),
  })) as { browserContextId: string };
  try {
    await root.send('Browser.setDownloadBehavior', { behavior: 'deny', browserContextId });
    const { targetId } = (await root.send('Target.createTarget', {
      url: 'about:blank',
      ...options.viewport,
      browserContextId,
      enableBeginFrameControl: true,
    })) as { targetId: string };
    const attached = await root.send('Target.attachToTarget', { targetId, flatten: true });
    const session = connection.session(String(attached.sessionId));
    watch(root, session, targetId, profile, options);
    const opening = setTimeout(() => {
      session.end(new BrowserGoneError('no page could be opened'));
    }, openMs);
    session.whenEnded(() => clearTimeout(opening));
    // The main frame has the id of its target.
    const guard = options.withoutScripts ? new ScriptGuard(session, targetId) : undefined;
    const parts = await makeParts(session, options);
    const target = { targetId, browserContextId };
    const { endlessMs, onEvent } = options;
    const page = new ChromiumPage({ root, session, target, guard, endlessMs, onEvent, ...parts });
    await guard?.start();
    await prepare(session, parts, options);
    clearTimeout(opening);
    return page;
  } catch (error) {
    await root.send('Target.disposeBrowserContext', { browserContextId }).catch(() => undefined);
    throw error;
  }
}
