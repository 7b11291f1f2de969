import { randomUUID } from 'node:crypto';
import type { Browser } from '@twinlens/browser';
import { TwinlensError } from '@twinlens/contract';
import { axeScript } from '../accessibility/axe-script.ts';
import type { PackageFiles, PackageSite } from '../network/package-site.ts';
import { startProxy } from '../network/proxy.ts';
import { pictureOfText } from './animate/explain.ts';
import { animateScript } from './animate/page-script.ts';
import { appearanceOf, hasSvgAnimations } from './appearance.ts';
import { captureDomSnapshots, indexOf } from './capture-dom-snapshots.ts';
import { capturePackage } from './capture-package.ts';
import { capturePages } from './capture-pages.ts';
import { determinismOf, epoch, hasVirtualTime } from './determinism.ts';
import { documentOf } from './dom-snapshot-document.ts';
import type { CaptureJob } from './job.ts';
import { viewportOf } from './rectangle.ts';
import { happoTime, toolkit } from './toolkit.ts';

export interface CaptureInput extends Omit<CaptureJob, 'page' | 'pictureOfText'> {
  browser: Browser;
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
function siteOf({ files = new Map(), payload }: CaptureInput, nonce: string): PackageSite {
  const { snapPayloads, globalCSS } = payload;
  if (!snapPayloads) return { files };
  return {
    files,
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
 * @throws TwinlensError worded for the person who asked; BrowserGoneError when the browser crashed.
 */
export async function capture(input: CaptureInput): Promise<void> {
  const { browser, payload, log } = input;
  if (payload.staticPackage !== undefined && !input.files?.has('iframe.html')) {
    throw new TwinlensError('invalid_request', 'The package has no iframe.html at its root');
  }
  const nonce = randomUUID();
  const proxy = await startProxy(
    {
      allowedPrivateHosts: input.allowedPrivateHosts,
      allowedHostnames: allowedHostnames(payload),
    },
    siteOf(input, nonce),
    {
      onAsked: input.onAsked,
      onRefused: (reason) => log.add('warn', `A request was refused: ${reason}`),
    },
  );
  try {
    const headers = Object.fromEntries(
      (payload.outgoingRequestHeaders ?? []).map(({ name, value }) => [name, value]),
    );
    const page = await browser.newPage({
      viewport: viewportOf(payload),
      proxy: proxy.url,
      appearance: appearanceOf(payload),
      ...(hasVirtualTime(payload) && { virtualClock: { epoch } }),
      initScripts: [
        toolkit,
        determinismOf(payload),
        animateScript,
        happoTime,
        ...(input.accessibility ? [axeScript()] : []),
      ],
      svgAnimations: input.animates && hasSvgAnimations(payload),
      headers,
      withoutScripts: payload.snapPayloads !== undefined,
      onConsole: ({ level, text }) => log.add(level, text),
    });
    try {
      const job: CaptureJob = {
        ...input,
        page,
        pictureOfText: (text) => pictureOfText(browser, proxy.url, text, input.signal),
      };
      const origin = proxy.packageOrigin;
      if (payload.staticPackage !== undefined) await capturePackage(job, origin);
      else if (payload.snapPayloads) await captureDomSnapshots(job, { origin, nonce });
      else if (payload.pages) await capturePages(job, proxy.refusals);
      else throw notCapturable();
    } finally {
      await page.close();
    }
  } finally {
    await proxy.close();
  }
}
