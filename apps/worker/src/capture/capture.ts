import { randomUUID } from 'node:crypto';
import { BrowserGoneError } from '@twinlens/browser';
import { documentOf, TwinlensError } from '@twinlens/contract';
import type { PackageFiles, PackageSite } from '../network/package-site.ts';
import { startProxy } from '../network/proxy.ts';
import { captureDomSnapshots, indexOf } from './capture-dom-snapshots.ts';
import { capturePackage } from './capture-package.ts';
import { capturePages } from './capture-pages.ts';
import type { CaptureJob } from './job.ts';
import { type Capture, Stage, scriptsOf } from './stage.ts';
import { checkViewport, unmetBy } from './unmet.ts';

export interface CaptureInput extends Capture {
  /** The package with the page or with the assets; undefined when the payload names none. */
  files: PackageFiles | undefined;
  /** `host` or `host:port` pages may reach although they are not on the public internet. */
  allowedPrivateHosts: readonly string[];
  /** The page asks for an address, `inside` the package or not. */
  onAsked(url: URL, inside: boolean): void;
}

/** Host names the payload leaves open; a page to capture may always be reached itself. */
function allowedHostnames({
  allowedHostnames,
  pages,
}: CaptureJob['payload']): string[] | undefined {
  if (!allowedHostnames) return undefined;
  const own = (pages ?? []).flatMap(({ url }) =>
    URL.canParse(url) ? [new URL(url).hostname] : [],
  );
  return [...allowedHostnames, ...own];
}

/** What the page finds at its origin: the package, and the recorded documents at its root. */
function siteOf(input: CaptureInput, nonce: string): PackageSite {
  const { files = new Map(), payload, browsers } = input;
  const { snapPayloads, globalCSS } = payload;
  const { initScripts, withoutScripts } = browsers.capabilities;
  if (!snapPayloads) {
    const scripts = initScripts ? [] : scriptsOf(input).filter(({ world }) => world === 'page');
    return { files, headScripts: scripts.map(({ source }) => source) };
  }
  return {
    files,
    forbidsScripts: !withoutScripts,
    documentAt(search) {
      const snapshot = snapPayloads[indexOf(nonce, search) ?? -1];
      return snapshot && documentOf(snapshot, globalCSS);
    },
  };
}

const notCapturable = () =>
  new TwinlensError(
    'invalid_request',
    'The payload has neither a static package nor pages nor recorded documents',
  );

/**
 * Captures everything one payload asks for, in a page with a profile and a way out of its own.
 * @throws TwinlensError worded for the person who asked; BrowserGoneError when the browser crashed;
 *   PageGoneError or PageScriptError when the page failed before it had any example.
 */
export async function capture(input: CaptureInput): Promise<void> {
  const { payload, log } = input;
  if (payload.staticPackage !== undefined && !input.files?.has('iframe.html')) {
    throw new TwinlensError('invalid_request', 'The package has no iframe.html at its root');
  }
  const { capabilities } = input.browsers;
  checkViewport(capabilities, payload);
  const unmet = unmetBy(capabilities, input);
  if (unmet.length > 0) log.add('warn', `This browser cannot do: ${unmet.join(', ')}`);
  const nonce = randomUUID();
  const proxy = await startProxy(
    {
      allowedPrivateHosts: input.allowedPrivateHosts,
      allowedHostnames: allowedHostnames(payload),
    },
    siteOf(input, nonce),
    {
      onAsked: input.onAsked,
      onRefused: (reason) => log.add('warn', `A request was refused: ${reason}`, 'request'),
    },
  );
  const stage = new Stage(input, proxy);
  try {
    const origin = proxy.packageOrigin;
    if (payload.staticPackage !== undefined) await capturePackage(stage, origin);
    else if (payload.snapPayloads) await captureDomSnapshots(stage, { origin, nonce });
    else if (payload.pages) await capturePages(stage, proxy.refusals);
    else throw notCapturable();
  } catch (error) {
    if (!(error instanceof BrowserGoneError)) await stage.blameBrowser(error, 'during the capture');
    throw error;
  } finally {
    await stage.close();
    await proxy.close();
  }
}
