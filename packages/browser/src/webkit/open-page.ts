import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { BrowserGoneError, type Page, PageGoneError, type PageOptions } from '../page.ts';
import { makeProfile, removeProfile } from '../program/profile.ts';
import { type Program, startedInTime, startGuardedProgram } from '../program/start-program.ts';
import { watchUsage } from '../program/watch-usage.ts';
import { WebDriverPage } from '../webdriver/page.ts';
import { WebDriverSession } from '../webdriver/session.ts';
import { webkitCapabilities } from './capabilities.ts';

/** Longest time driver and browser may take to start, on a busy machine. Milliseconds. */
const startMs = 60_000;

/** Between two looks whether the driver answers. Milliseconds. */
const lookMs = 25;

export interface WebKitFiles {
  driver: string;
  browser: string;
  /** Of the browser, after those that it is driven by. */
  args: readonly string[];
  /** PATH of the processes. */
  path: string;
  /** Folder for profiles. */
  cache: string;
  /** A fontconfig file that knows the bundled fonts and no others. */
  fontConfig: string;
  /** What GStreamer has found out about its plugins. Each browser has a copy; without, it looks at all of them. */
  mediaRegistry: string;
}

/** The driver has to be told a port, and cannot choose one itself. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function writeSettings(profile: string, reducedMotion: boolean): Promise<void> {
  const folder = join(profile, 'config', 'gtk-3.0');
  await mkdir(folder, { recursive: true });
  const settings = [
    `gtk-enable-animations=${reducedMotion ? 0 : 1}`,
    'gtk-overlay-scrolling=1',
    'gtk-cursor-blink=0',
    // What pages get as `system-ui`.
    'gtk-font-name=system-ui 10',
    'gtk-xft-antialias=1',
    'gtk-xft-hinting=0',
    'gtk-xft-rgba=none',
    'gtk-xft-dpi=98304',
  ];
  await writeFile(join(folder, 'settings.ini'), `[Settings]\n${settings.join('\n')}\n`);
}

const registryIn = (profile: string, { mediaRegistry }: WebKitFiles): string =>
  join(profile, basename(mediaRegistry));

function environment(
  files: WebKitFiles,
  profile: string,
  display: string,
  { appearance }: PageOptions,
): Record<string, string> {
  return {
    PATH: files.path,
    DISPLAY: display,
    HOME: profile,
    TMPDIR: profile,
    XDG_CONFIG_HOME: join(profile, 'config'),
    XDG_CACHE_HOME: join(profile, 'cache'),
    XDG_DATA_HOME: join(profile, 'data'),
    XDG_RUNTIME_DIR: profile,
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    LANGUAGE: 'en',
    FONTCONFIG_FILE: files.fontConfig,
    // Its own settings, not those of whoever runs this.
    GSETTINGS_BACKEND: 'memory',
    GTK_THEME: appearance.colorScheme === 'dark' ? 'Adwaita:dark' : 'Adwaita',
    GDK_SCALE: String(appearance.deviceScaleFactor ?? 1),
    LIBGL_ALWAYS_SOFTWARE: '1',
    NO_AT_BRIDGE: '1',
    GST_REGISTRY_1_0: registryIn(profile, files),
  };
}

function proxyOf(proxy: string | null) {
  if (proxy === null) return {};
  const { host } = new URL(proxy);
  return { proxy: { proxyType: 'manual', httpProxy: host, sslProxy: host } };
}

/** The processes of MiniBrowser and of the driver draw, and have no pages in them. */
const hasPages = (command: string): boolean => /WebKit(Web|Network)Process/.test(command);

/** In full screen there is no tool bar, and the window is as large as the page. */
const argumentsFor = (device: PageOptions['device']): string[] => [
  '--automation',
  '--full-screen',
  ...(device ? [`--user-agent=${device.userAgent}`] : []),
];

async function openSession(
  address: string,
  { browser, args }: WebKitFiles,
  { proxy, device }: PageOptions,
): Promise<WebDriverSession> {
  for (;;) {
    const answers = await fetch(`${address}/status`).then(
      () => true,
      () => false,
    );
    if (answers) break;
    await delay(lookMs);
  }
  return WebDriverSession.open(address, {
    'webkitgtk:browserOptions': { binary: browser, args: [...argumentsFor(device), ...args] },
    pageLoadStrategy: 'none',
    unhandledPromptBehavior: 'dismiss',
    timeouts: { script: 3_600_000, pageLoad: 3_600_000 },
    ...proxyOf(proxy),
  });
}

/**
 * Opens a page in a browser of its own: proxy and appearance are a matter of the process.
 * @param onClosed Called once the page is closed.
 */
export async function openWebKitPage(
  files: WebKitFiles,
  display: string,
  options: PageOptions,
  onClosed: () => void,
): Promise<Page> {
  const { viewport, appearance, initScripts } = options;
  const profile = await makeProfile(files.cache);
  let driver: Program | undefined;
  let stopWatching = (): void => undefined;
  const end = async (): Promise<void> => {
    await driver?.end();
    await removeProfile(profile);
  };
  try {
    await writeSettings(profile, appearance.reducedMotion ?? false);
    // Where there is none the browser makes its own.
    await copyFile(files.mediaRegistry, registryIn(profile, files)).catch(() => undefined);
    const port = await freePort();
    const args = [`--port=${port}`, '--host=127.0.0.1'];
    driver = await startGuardedProgram(
      files.driver,
      args,
      environment(files, profile, display, options),
    );
    const opening = openSession(`http://127.0.0.1:${port}`, files, options);
    const session = await startedInTime('WebKit', driver, startMs, opening);
    const page = new WebDriverPage({
      session,
      capabilities: webkitCapabilities,
      viewport,
      deviceScaleFactor: appearance.deviceScaleFactor ?? 1,
      initScripts,
      async end() {
        stopWatching();
        await end();
        onClosed();
      },
    });
    void driver.exited.then(() => page.fail(new BrowserGoneError('the browser has ended')));
    await startedInTime('WebKit', driver, startMs, page.start());
    stopWatching = watchUsage({ group: driver.pid, profile, hasPages }, options, (reason) =>
      page.fail(new PageGoneError(reason)),
    );
    return page;
  } catch (error) {
    await end();
    throw error;
  }
}
