/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

type Hook = (input: unknown) => unknown;

/** What the page has handed over before it rendered a story. */
export interface Hooks {
  trigger: boolean;
  verify: boolean;
  /** Whether it was rendered in an environment for motion. */
  motion: boolean;
  /** What `setup` threw. */
  setupFailure: string | null;
}

/** The page has come to an end, or asks what to render in. */
export type Progress<T> = { done: T } | { asked: unknown };

export interface Story {
  /** What the page calls before it renders a story. */
  beforeRender(animate: unknown): Promise<boolean>;
  /** What can be sent of a value. */
  plain(value: unknown): unknown;
  /** Forgets the story before. */
  begin(): void;
  /** Answers the end of a page's work, or that it has asked meanwhile. */
  follow<T>(work: Promise<T>): Promise<Progress<T>>;
  /** Answers what the page has asked, and goes on following. */
  answer(motion: boolean): Promise<Progress<unknown>>;
  hooks(): Hooks;
  /** @returns What it threw. */
  trigger(): Promise<string | null>;
  /** @returns What it threw. */
  verify(trace: unknown): Promise<string | null>;
  /** Takes back what `setup` did, and the mark on the document. @returns What that threw. */
  end(): Promise<string | null>;
}

/**
 * Stories that say themselves how they are animated: the page asks before it renders one, and brings
 * functions of its own along. Runs in the page: self-contained.
 */
export function makeStory(): Story {
  const mark = 'data-happo-animate';
  let functions: Record<string, Hook> = {};
  let setupFailure: string | null = null;
  let cleanUp: (() => unknown) | undefined;
  let asked = Promise.withResolvers<unknown>();
  let answered = Promise.withResolvers<boolean>();
  let following: Promise<unknown> = Promise.resolve();

  const context = () => ({
    rootElement:
      document.querySelector('#storybook-root') ??
      document.querySelector('#root') ??
      document.querySelector('#happo-root') ??
      document.body,
  });
  const messageOf = (error: unknown): string =>
    (error instanceof Error ? error.message : String(error)).slice(0, 2000);
  const attempt = async (hook: Hook | undefined, input: unknown): Promise<string | null> => {
    try {
      await hook?.(input);
      return null;
    } catch (error) {
      return messageOf(error);
    }
  };
  const plain = (value: unknown): unknown => {
    try {
      return JSON.parse(JSON.stringify(value) ?? 'null');
    } catch {
      return 'cannot be sent: it refers to itself';
    }
  };
  const follow = <T>(work: Promise<T>): Promise<Progress<T>> => {
    following = work;
    return Promise.race([
      work.then((done) => ({ done })),
      asked.promise.then((animate) => ({ asked: animate })),
    ]);
  };

  return {
    async beforeRender(animate) {
      functions = {};
      setupFailure = null;
      if (animate === undefined || animate === null) return false;
      const hooks = Object.entries(animate).filter(([, value]) => typeof value === 'function');
      functions = Object.fromEntries(hooks) as Record<string, Hook>;
      answered = Promise.withResolvers<boolean>();
      asked.resolve(plain(animate));
      const motion = await answered.promise;
      if (!motion) return false;
      document.documentElement.setAttribute(mark, '');
      setupFailure = await attempt(async (input) => {
        const undo = await functions.setup?.(input);
        if (typeof undo === 'function') cleanUp = undo as () => unknown;
      }, context());
      return true;
    },
    plain,
    begin() {
      functions = {};
      setupFailure = null;
      asked = Promise.withResolvers<unknown>();
    },
    follow,
    answer(motion) {
      asked = Promise.withResolvers<unknown>();
      answered.resolve(motion);
      return follow(following);
    },
    hooks: () => ({
      trigger: typeof functions.trigger === 'function',
      verify: typeof functions.verify === 'function',
      motion: document.documentElement.hasAttribute(mark),
      setupFailure,
    }),
    trigger: () => attempt(functions.trigger, context()),
    verify: (trace) => attempt(functions.verify, trace),
    async end() {
      document.documentElement.removeAttribute(mark);
      const undo = cleanUp;
      cleanUp = undefined;
      return attempt(undo, undefined);
    },
  };
}
