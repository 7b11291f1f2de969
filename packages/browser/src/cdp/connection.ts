import type { Readable, Writable } from 'node:stream';
import { Lifetime } from '../connection/lifetime.ts';
import { PendingCalls } from '../connection/pending-calls.ts';
import { BrowserGoneError } from '../page.ts';
import { openPipe, type Pipe } from './pipe.ts';
import { readMessage } from './read-message.ts';

/** Commands and events are loosely typed on purpose: callers read the few fields they need. */
export type CdpObject = Record<string, unknown>;

/** The browser answered a command with an error. */
export class CdpError extends Error {
  override readonly name = 'CdpError';
}

/**
 * The browser itself answers at once, however busy its pages are; one that has not after this is
 * stopped or broken. Milliseconds; much, for machines with much else to do.
 */
const answerMs = 15_000;

interface Call {
  sessionId: string | undefined;
  method: string;
  timer: NodeJS.Timeout | undefined;
}

interface Incoming {
  id?: number;
  sessionId?: string;
  method?: string;
  params?: CdpObject;
  result?: CdpObject;
  error?: { message: string };
}

type Listener = (params: CdpObject) => void;

/** One DevTools connection to a browser, and the sessions on it. */
export class CdpConnection {
  /** Undefined while open. */
  closedBy: Error | undefined;
  readonly root: CdpSession;
  readonly #pipe: Pipe;
  readonly #sessions = new Map<string | undefined, CdpSession>();
  readonly #pending = new PendingCalls<CdpObject, Call>();

  constructor(toBrowser: Writable, fromBrowser: Readable) {
    this.root = this.session(undefined);
    this.#pipe = openPipe(toBrowser, fromBrowser, {
      onMessage: (message) => this.#receive(readMessage(message) as Incoming),
      onClose: () => this.close(new BrowserGoneError('the browser has ended')),
    });
  }

  /** The session with this id (as answered by `Target.attachToTarget`). */
  session(sessionId: string | undefined): CdpSession {
    const session = new CdpSession(this, sessionId);
    this.#sessions.set(sessionId, session);
    return session;
  }

  send(sessionId: string | undefined, method: string, params: CdpObject): Promise<CdpObject> {
    if (this.closedBy) return Promise.reject(this.closedBy);
    const lost = () => this.close(new BrowserGoneError('the browser stopped answering'));
    const timer = sessionId === undefined ? setTimeout(lost, answerMs) : undefined;
    return this.#pending.add({ sessionId, method, timer }, (id) =>
      this.#pipe.send(JSON.stringify({ id, sessionId, method, params })),
    );
  }

  /** Whether any session is open but that of the browser itself. */
  get hasPages(): boolean {
    return [...this.#sessions.keys()].some((sessionId) => sessionId !== undefined);
  }

  /** Forgets a session; what still waits for it is rejected with `reason`. */
  drop(sessionId: string | undefined, reason: Error): void {
    this.#sessions.delete(sessionId);
    this.#pending.reject(reason, (call) => call.sessionId === sessionId);
  }

  /** Ends the connection; everything that still waits is rejected with `reason`. */
  close(reason: Error): void {
    if (this.closedBy) return;
    this.closedBy = reason;
    this.#pending.reject(reason, ({ timer }) => {
      clearTimeout(timer);
      return true;
    });
    for (const session of this.#sessions.values()) session.end(reason);
    this.#sessions.clear();
    this.#pipe.close();
  }

  #receive(message: Incoming): void {
    if (message.id === undefined) {
      if (message.method === undefined) return;
      if (message.method === 'Target.detachedFromTarget') {
        const detached = this.#sessions.get(message.params?.sessionId as string);
        detached?.end(new BrowserGoneError('the page has gone'));
      }
      this.#sessions.get(message.sessionId)?.emit(message.method, message.params ?? {});
      return;
    }
    const pending = this.#pending.take(message.id);
    if (!pending) return;
    const { about, resolve, reject } = pending;
    clearTimeout(about.timer);
    if (message.error) reject(new CdpError(`${about.method}: ${message.error.message}`));
    else resolve(message.result ?? {});
  }
}

/** Commands to, and events from, one target. */
export class CdpSession {
  /** Until the target has crashed or the connection has ended. */
  readonly lifetime = new Lifetime();
  readonly #connection: CdpConnection;
  readonly #id: string | undefined;
  readonly #listeners = new Map<string, Set<Listener>>();

  constructor(connection: CdpConnection, id: string | undefined) {
    this.#connection = connection;
    this.#id = id;
  }

  /** @throws CdpError when the browser refuses, BrowserGoneError when nobody can answer. */
  send(method: string, params: CdpObject = {}): Promise<CdpObject> {
    if (this.endedBy) return Promise.reject(this.endedBy);
    return this.#connection.send(this.#id, method, params);
  }

  /** @returns Takes the listener back. */
  on(method: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(method) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(method, listeners);
    return () => listeners.delete(listener);
  }

  emit(method: string, params: CdpObject): void {
    for (const listener of this.#listeners.get(method) ?? []) listener(params);
  }

  get endedBy(): Error | undefined {
    return this.lifetime.endedBy;
  }

  /** For what waits for an event, which will not come once nobody can send it. @see Lifetime */
  whenEnded(listener: (reason: Error) => void): () => void {
    return this.lifetime.whenEnded(listener);
  }

  /** Settles once nobody can send anything any more. */
  ended(): Promise<void> {
    return new Promise((resolve) => {
      this.whenEnded(() => resolve());
    });
  }

  /** Rejects what waits and refuses what comes: a crashed target never answers by itself. */
  end(reason: Error): void {
    if (this.endedBy) return;
    this.lifetime.end(reason);
    this.#connection.drop(this.#id, reason);
  }
}
