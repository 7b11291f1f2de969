import type { CdpConnection, CdpSession } from '../cdp/connection.ts';
import { BrowserGoneError, type Page, type PageOptions } from '../page.ts';
import { ChromiumPage } from './chromium-page.ts';
import { watchConsole } from './console.ts';
import { isolatedWorldName } from './contexts.ts';
import { Frames } from './frames.ts';
import { Media } from './media.ts';
import { Metrics } from './metrics.ts';
import { Pointer } from './pointer.ts';
import { ScriptGuard } from './script-guard.ts';
import { SystemPace } from './system-pace.ts';
import { VirtualClock } from './virtual-clock.ts';
import { VirtualPace } from './virtual-pace.ts';

/** What pages are told of their machine, whichever it is. */
const hardwareConcurrency = 4;

function watchForCrash(session: CdpSession): void {
  session.on('Inspector.targetCrashed', () => {
    session.end(new BrowserGoneError('the page crashed'));
  });
  session.on('Inspector.detached', ({ reason }) => {
    session.end(new BrowserGoneError(`the page has gone: ${String(reason)}`));
  });
}

function answerDialogs(session: CdpSession): void {
  session.on('Page.javascriptDialogOpening', ({ type }) => {
    const accept = type === 'alert' || type === 'beforeunload';
    session.send('Page.handleJavaScriptDialog', { accept }).catch(() => undefined);
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

async function makeParts(session: CdpSession, { viewport, appearance, virtualClock }: PageOptions) {
  const metrics = new Metrics(session, viewport, appearance.deviceScaleFactor ?? 1);
  const parts = { metrics, media: new Media(session, appearance), pointer: new Pointer(session) };
  if (!virtualClock) {
    const frames = new Frames(session);
    return { ...parts, frames, pace: new SystemPace(frames) };
  }
  const clock = new VirtualClock(session);
  await clock.start(virtualClock.epoch);
  const frames = new Frames(session, clock);
  return { ...parts, frames, pace: new VirtualPace(clock, frames) };
}

/** Opens a page in a browser context of its own. */
export async function openChromiumPage(
  connection: CdpConnection,
  options: PageOptions,
): Promise<Page> {
  const { root } = connection;
  const { browserContextId } = (await root.send('Target.createBrowserContext', {
    disposeOnDetach: true,
    proxyServer: options.proxy,
    proxyBypassList: '<-loopback>',
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
    watchForCrash(session);
    answerDialogs(session);
    watchConsole(session, options.onConsole, options.withoutScripts === true);
    // The main frame has the id of its target.
    const guard = options.withoutScripts ? new ScriptGuard(session, targetId) : undefined;
    const parts = await makeParts(session, options);
    const target = { targetId, browserContextId };
    const page = new ChromiumPage({ root, session, target, guard, ...parts });
    await guard?.start();
    await prepare(session, parts, options);
    return page;
  } catch (error) {
    await root.send('Target.disposeBrowserContext', { browserContextId }).catch(() => undefined);
    throw error;
  }
}
