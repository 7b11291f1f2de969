/// <reference lib="dom" />
/**
 * What Cypress is to a spec in the browser, as far as the projects here use it: tests with second
 * attempts, commands that are done one after the other, and the site in a frame beside them.
 */

type Command = (subject: unknown, ...args: never[]) => unknown;

interface Chain {
  subject: unknown;
}

interface Test {
  title: string[];
  body(): void;
}

interface Attempt {
  state: 'passed' | 'failed';
  error?: string;
}

export interface TestResult {
  title: string[];
  state: Attempt['state'];
  attempts: Attempt[];
}

declare global {
  interface Window {
    /** Does a task where the tests were started. */
    standInTask(name: string, argument: unknown): Promise<unknown>;
    /** Every document in the frame is announced here before its first script runs. */
    standInBeforeLoad?(opened: Window): void;
    /** Runs the tests that were described. */
    standInRun(retries: number): Promise<TestResult[]>;
  }
}

const patienceMs = 4000;

const commands = new Map<string, Command>();
type WindowListener = (opened: Window) => void;

const windowListeners: Record<string, WindowListener[]> = {
  'window:before:load': [],
  'window:load': [],
};
const hooks: (() => void)[] = [];
const tests: Test[] = [];
const titles: string[] = [];
const chains = new WeakSet<object>();
let frame = document.createElement('iframe');
let title: string[] = [];
let queue: { chain: Chain; command: Command; args: unknown[] }[] = [];

function newChain(): Record<string, (...args: unknown[]) => unknown> {
  const chain: Chain = { subject: undefined };
  const proxy = new Proxy<Record<string, (...args: unknown[]) => unknown>>(
    {},
    {
      get:
        (_, name) =>
        (...args: unknown[]) => {
          const command = commands.get(String(name));
          if (command === undefined) throw new Error(`there is no command cy.${String(name)}`);
          queue.push({ chain, command, args });
          return proxy;
        },
    },
  );
  chains.add(proxy);
  return proxy;
}

/** Does what is queued. What a command asks for comes before what follows the command. */
async function drain(): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const later = queue;
    queue = [];
    const answer = next.command(next.chain.subject, ...(next.args as never[]));
    if (!(answer instanceof Object && chains.has(answer))) {
      const subject = await answer;
      if (subject !== undefined) next.chain.subject = subject;
    }
    queue = [...queue, ...later];
  }
}

async function attempt({ title: names, body }: Test): Promise<Attempt> {
  frame.remove();
  frame = document.createElement('iframe');
  frame.width = '1000';
  frame.height = '660';
  document.body.append(frame);
  title = names;
  queue = [];
  try {
    body();
    await drain();
    return { state: 'passed' };
  } catch (error) {
    return { state: 'failed', error: String(error) };
  }
}

commands.set('visit', async (_, path: string) => {
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  frame.src = path;
  await loaded;
  if (frame.contentWindow !== null) announce('window:load', frame.contentWindow);
});
commands.set('get', async (_, selector: string) => {
  const end = Date.now() + patienceMs;
  while (Date.now() < end) {
    const found = [...(frame.contentDocument?.querySelectorAll(selector) ?? [])];
    if (found.length > 0) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`found no ${selector}`);
});
commands.set('trigger', (subject, type: string) => {
  for (const element of subject as Element[]) {
    element.dispatchEvent(new MouseEvent(type, { bubbles: true }));
  }
});
commands.set('then', (subject, use: (subject: unknown) => unknown) => use(subject));
commands.set('task', (_, name: string, argument: unknown) => window.standInTask(name, argument));

function on(event: string, listener: WindowListener): void {
  windowListeners[event]?.push(listener);
}

function announce(event: string, opened: Window): void {
  for (const listener of windowListeners[event] ?? []) listener(opened);
}

const Cypress = {
  currentRetry: 0,
  Commands: {
    add: (name: string, _options: object, command: Command) => void commands.set(name, command),
  },
  on,
};

const cy = new Proxy(
  {},
  {
    get: (_, name) => {
      if (name === 'state') return () => ({ fullTitle: () => title.join(' ') });
      if (name === 'on') return on;
      return (...args: unknown[]) => newChain()[String(name)]?.(...args);
    },
  },
);

function describe(name: string, body: () => void): void {
  titles.push(name);
  body();
  titles.pop();
}

function it(name: string, body: () => void): void {
  tests.push({ title: [...titles, name], body });
}

/** Before the first test. */
function before(hook: () => void): void {
  hooks.push(hook);
}

Object.assign(globalThis, { Cypress, cy, before, describe, it });

window.standInBeforeLoad = (opened) => announce('window:before:load', opened);

window.standInRun = async (retries) => {
  const results: TestResult[] = [];
  for (const hook of hooks) hook();
  await drain();
  for (const test of tests) {
    const attempts: Attempt[] = [];
    do {
      Cypress.currentRetry = attempts.length;
      attempts.push(await attempt(test));
    } while (attempts.at(-1)?.state === 'failed' && attempts.length <= retries);
    const state = attempts.at(-1)?.state ?? 'failed';
    results.push({ title: test.title, state, attempts });
  }
  return results;
};
