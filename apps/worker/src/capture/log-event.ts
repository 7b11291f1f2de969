import type { PageEvent } from '@twinlens/browser';
import type { CaptureLog } from './capture-log.ts';

const maxAddress = 300;

/**
 * Words what a page did for its log.
 * @param origin Of the package: nobody can tell its files by an origin that is made up.
 */
export function logEvent(log: CaptureLog, event: PageEvent, origin: string): void {
  const address = (url: string): string =>
    (url.startsWith(`${origin}/`) ? url.slice(origin.length) : url).slice(0, maxAddress);
  switch (event.kind) {
    case 'console':
      log.addFromPage(event.level, event.text, 'console');
      break;
    case 'dialog':
      log.addFromPage('warn', `A dialog was answered at once (${event.type}): ${event.text}`);
      break;
    case 'window':
      log.addFromPage('warn', `A window was closed at once: ${address(event.url)}`);
      break;
    case 'download':
      log.addFromPage('warn', `A download was refused: ${address(event.url)}`);
      break;
    case 'request':
      log.addFromPage(
        'error',
        `${event.method} ${address(event.url)}: ${event.problem}`,
        'request',
      );
      break;
    case 'endless':
      log.add('warn', `A request does not end, and is not waited for: ${address(event.url)}`);
      break;
  }
}
