import type { Browser } from '@twinlens/browser';
import { TwinlensError } from '@twinlens/contract';
import type { PackageFiles } from '../network/package-site.ts';
import { startProxy } from '../network/proxy.ts';
import { capturePackage } from './capture-package.ts';
import { capturePages } from './capture-pages.ts';
import type { CaptureJob } from './job.ts';
import { viewportOf } from './rectangle.ts';
import { happoTime, toolkit } from './toolkit.ts';

export interface CaptureInput extends Omit<CaptureJob, 'page'> {
  browser: Browser;
  /** The static package; undefined when the payload names none. */
  files: PackageFiles | undefined;
  /** `host` or `host:port` pages may reach although they are not on the public internet. */
  allowedPrivateHosts: readonly string[];
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

/**
 * Captures everything one payload asks for, in a page with a profile and a way out of its own.
 * @throws TwinlensError worded for the person who asked; BrowserGoneError when the browser crashed.
 */
export async function capture(input: CaptureInput): Promise<void> {
  const { browser, files, payload, log } = input;
  const isPackage = payload.staticPackage !== undefined;
  if (isPackage && !files?.has('iframe.html')) {
    throw new TwinlensError('invalid_request', 'The package has no iframe.html at its root');
  }
  if (!isPackage && !payload.pages) {
    throw new TwinlensError(
      'invalid_request',
      'The payload has neither a static package nor pages: this worker cannot capture it',
    );
  }
  const proxy = await startProxy(
    {
      allowedPrivateHosts: input.allowedPrivateHosts,
      allowedHostnames: allowedHostnames(payload),
    },
    files ?? new Map(),
    (reason) => log.add('warn', `A request was refused: ${reason}`),
  );
  try {
    const headers = Object.fromEntries(
      (payload.outgoingRequestHeaders ?? []).map(({ name, value }) => [name, value]),
    );
    const page = await browser.newPage({
      viewport: viewportOf(payload),
      proxy: proxy.url,
      initScripts: [toolkit, happoTime],
      headers,
      ...(payload.prefersReducedMotion !== undefined && {
        reducedMotion: payload.prefersReducedMotion,
      }),
      ...(payload.prefersColorScheme && { colorScheme: payload.prefersColorScheme }),
      onConsole: ({ level, text }) => log.add(level, text),
    });
    try {
      const job: CaptureJob = { ...input, page };
      if (isPackage) await capturePackage(job, proxy.packageOrigin);
      else await capturePages(job, proxy.refusals);
    } finally {
      await page.close();
    }
  } finally {
    await proxy.close();
  }
}
