import type { CdpSession } from '../cdp/connection.ts';
import type { PageEvent } from '../page.ts';

interface Request {
  method: string;
  url: string;
}

/** Reports the requests of a page that were refused, or answered with an error. */
export function watchRequests(session: CdpSession, report: (event: PageEvent) => void): void {
  const requests = new Map<string, Request>();
  const fail = (requestId: unknown, problem: string): void => {
    const request = requests.get(String(requestId));
    if (!request) return;
    requests.delete(String(requestId));
    report({ kind: 'request', method: request.method, url: request.url, problem });
  };
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    const { method, url } = request as Request;
    requests.set(String(requestId), { method, url });
  });
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const { status } = response as { status: number };
    if (status >= 400) fail(requestId, String(status));
  });
  session.on('Network.loadingFinished', ({ requestId }) => requests.delete(String(requestId)));
  session.on('Network.loadingFailed', ({ requestId, errorText, canceled }) => {
    // The page itself has thought better of it.
    if (canceled === true) requests.delete(String(requestId));
    else fail(requestId, String(errorText));
  });
  session.on('Page.frameNavigated', ({ frame }) => {
    const { parentId } = frame as { parentId?: string };
    if (parentId === undefined) requests.clear();
  });
}
