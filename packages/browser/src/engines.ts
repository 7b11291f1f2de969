/** The one place that knows all engines. */
import { randomUUID } from 'node:crypto';
import type { Capabilities } from './capabilities.ts';
import { chromiumCapabilities } from './chromium/capabilities.ts';
import { identifyChromium } from './chromium/identity.ts';
import { launchChromium } from './chromium/launch.ts';
import { firefoxCapabilities } from './firefox/capabilities.ts';
import { launchFirefox } from './firefox/launch.ts';
import type { Browser, BrowserIdentity } from './page.ts';
import { type OwnProgram, requireProgram } from './program/own-program.ts';
import { webkitCapabilities } from './webkit/capabilities.ts';
import { launchWebKit } from './webkit/launch.ts';

export const engineNames = ['chromium', 'firefox', 'webkit'] as const;

export type EngineName = (typeof engineNames)[number];

export interface LaunchOptions {
  /** Folder for what is unpacked, and for profiles. */
  cache: string;
  /** Where installed programs are looked for, as in PATH. */
  path: string;
  /** Started in place of what the engine would start by itself. */
  program?: OwnProgram;
}

export interface Engine {
  capabilities: Capabilities;
  /** @throws BrowserMissingError, BrowserStartError */
  launch(options: LaunchOptions): Promise<Browser>;
  /** Which browser `launch` would start. Throws as it does. */
  identify(options: LaunchOptions): Promise<BrowserIdentity>;
}

/**
 * What an installed browser draws depends on libraries of the system that nobody can name: what it has
 * drawn stands for no other process of ours.
 */
const thisProcess = randomUUID();

async function identifyInstalled(launch: Engine['launch'], options: LaunchOptions) {
  const browser = await launch(options);
  await browser.close();
  const { executable, arguments: args } = options.program ?? {};
  const parts = [browser.version, executable, args, thisProcess];
  return { version: browser.version, digest: JSON.stringify(parts) };
}

const knowing =
  (launch: Engine['launch']): Engine['launch'] =>
  async (options) => {
    if (options.program) await requireProgram(options.program);
    return launch(options);
  };

const startChromium = knowing(launchChromium);
const startFirefox = knowing(launchFirefox);
const startWebKit = knowing(launchWebKit);

export const engines: Record<EngineName, Engine> = {
  chromium: {
    capabilities: chromiumCapabilities,
    launch: startChromium,
    identify: (options) =>
      options.program ? identifyInstalled(startChromium, options) : identifyChromium(options),
  },
  firefox: {
    capabilities: firefoxCapabilities,
    launch: startFirefox,
    identify: (options) => identifyInstalled(startFirefox, options),
  },
  webkit: {
    capabilities: webkitCapabilities,
    launch: startWebKit,
    identify: (options) => identifyInstalled(startWebKit, options),
  },
};
