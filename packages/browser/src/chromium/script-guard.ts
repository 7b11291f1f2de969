import type { CdpSession } from '../cdp/connection.ts';

interface Header {
  name: string;
  value: string;
}

interface Paused {
  requestId: string;
  frameId: string;
  request: { url: string };
  /** Where the response is what is held up. */
  responseStatusCode?: number;
  responseHeaders?: Header[];
}

/** What is true of the bytes on the wire, and not of the body as it is handed to us. */
const encoding = /^content-(encoding|length)$/i;

/** What has no document of its own; with any other status, a location is a header like others. */
const redirects = new Set([301, 302, 303, 307, 308]);

/** Inherited by the documents frames get without a request: srcdoc, data:, blob:, about:blank. */
const policy: Header = { name: 'Content-Security-Policy', value: "script-src 'none'" };

/**
 * Keeps the scripts of a page from running, and the page where it was sent. By a policy on every
 * document, not by turning scripts off: then the parser would show what is meant for browsers
 * without them (noscript).
 */
export class ScriptGuard {
  readonly #session: CdpSession;
  readonly #mainFrameId: string;
  #destination: string | undefined;

  constructor(session: CdpSession, mainFrameId: string) {
    this.#session = session;
    this.#mainFrameId = mainFrameId;
    session.on('Fetch.requestPaused', (paused) => {
      const { requestId } = paused;
      this.#decide(paused as unknown as Paused)
        .catch(() => session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' }))
        // The request is gone when its frame is.
        .catch(() => undefined);
    });
  }

  async start(): Promise<void> {
    const patterns = (['Request', 'Response'] as const).map((requestStage) => ({
      resourceType: 'Document',
      requestStage,
    }));
    await this.#session.send('Fetch.enable', { patterns });
  }

  /** Lets the page go there, and nowhere else from now on. */
  allow(url: string): void {
    this.#destination = url;
  }

  async #decide({ requestId, frameId, request, ...response }: Paused): Promise<void> {
    if (response.responseStatusCode !== undefined) {
      await this.#answer(requestId, response.responseStatusCode, response.responseHeaders ?? []);
    } else if (frameId === this.#mainFrameId && request.url !== this.#destination) {
      await this.#session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    } else {
      await this.#session.send('Fetch.continueRequest', { requestId });
    }
  }

  /** Answers in the server's place: a header added to its own answer would not be read any more. */
  async #answer(requestId: string, responseCode: number, headers: Header[]): Promise<void> {
    const leadsOn = headers.some(({ name }) => name.toLowerCase() === 'location');
    if (leadsOn && redirects.has(responseCode)) {
      await this.#session.send('Fetch.continueRequest', { requestId });
      return;
    }
    const answer = await this.#session.send('Fetch.getResponseBody', { requestId });
    const { body, base64Encoded } = answer as { body: string; base64Encoded: boolean };
    await this.#session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode,
      responseHeaders: [...headers.filter(({ name }) => !encoding.test(name)), policy],
      body: base64Encoded ? body : Buffer.from(body).toString('base64'),
    });
  }
}
