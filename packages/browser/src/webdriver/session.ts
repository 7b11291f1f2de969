import { BrowserGoneError } from '../page.ts';

/** The driver answered a command with an error. */
export class WebDriverError extends Error {
  override readonly name = 'WebDriverError';
  /** As the standard has it, such as `no such frame`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message === '' ? code : `${code}: ${message}`);
    this.code = code;
  }
}

interface Answer {
  value: unknown;
}

type Method = 'GET' | 'POST' | 'DELETE';

async function ask(url: string, method: Method, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new BrowserGoneError('the driver of the browser has ended', { cause });
  });
  const { value } = (await response.json()) as Answer;
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new WebDriverError(error, message);
}

/** A session of WebDriver, over HTTP. Its commands are sent one after the other. */
export class WebDriverSession {
  readonly #url: string;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(url: string) {
    this.#url = url;
  }

  /**
   * @param driver Address of the driver, without a trailing slash.
   * @param capabilities What must be matched.
   */
  static async open(driver: string, capabilities: object): Promise<WebDriverSession> {
    const body = { capabilities: { alwaysMatch: capabilities } };
    const created = (await ask(`${driver}/session`, 'POST', body)) as { sessionId: string };
    return new WebDriverSession(`${driver}/session/${created.sessionId}`);
  }

  /**
   * Does several commands that belong together; others wait meanwhile.
   * @param commands Given what sends one.
   */
  together<T>(commands: (send: Send) => Promise<T>): Promise<T> {
    const send: Send = (method, path, body) => ask(`${this.#url}${path}`, method, body);
    const done = this.#last.catch(() => undefined).then(() => commands(send));
    this.#last = done;
    return done;
  }

  /** Does one command. @throws WebDriverError, BrowserGoneError */
  send(method: Method, path: string, body?: object): Promise<unknown> {
    return this.together((send) => send(method, path, body));
  }
}

export type Send = (method: Method, path: string, body?: object) => Promise<unknown>;
