import {
  type BrowserIdentity,
  type EngineName,
  engines,
  type LaunchOptions,
} from '@twinlens/browser';
import type { TargetType } from '@twinlens/contract';
import type { Logger } from 'pino';
import { type NamedBrowser, whyOtherVersion } from './named-browsers.ts';
import { targets } from './targets.ts';

/** A browser of this machine, ready to be started. */
export interface FoundBrowser extends BrowserIdentity {
  engine: EngineName;
  /** Null where the engine found it by itself. */
  named: NamedBrowser | null;
}

/** What a type of target is captured with. */
export interface Served {
  type: TargetType;
  /** By which a target has to ask for it; null where it is what comes with the type. */
  name: string | null;
  /** What people read beside its pictures. */
  label: string;
  browser: FoundBrowser;
}

export interface FoundBrowsers {
  browsers: FoundBrowser[];
  served: Served[];
  /** Browsers that were asked for and capture nothing, with the reason. */
  refused: { browser: string; why: string }[];
}

interface Wanted extends LaunchOptions {
  targets: readonly TargetType[];
  named: readonly NamedBrowser[];
}

/** Looks for what some types are captured with. What cannot be used is left out, and the log says why. */
export async function findBrowsers(wanted: Wanted, logger: Logger): Promise<FoundBrowsers> {
  const browsers: FoundBrowser[] = [];
  const refused: FoundBrowsers['refused'] = [];
  // One after the other: each takes all processors while it starts.
  for (const one of candidatesOf(wanted)) {
    const browser = one.named?.name ?? one.engine;
    try {
      browsers.push({ ...one, ...(await identify(one, wanted)) });
    } catch (error) {
      logger.warn({ err: error, browser }, 'the browser cannot be used');
      const why = error instanceof Error ? error.message : String(error);
      refused.push({ browser, why: why.slice(0, 500) });
    }
  }
  return { browsers, served: servedOf(wanted, browsers), refused };
}

type Candidate = Pick<FoundBrowser, 'engine' | 'named'>;

/** Those that are named, and those of engines where nothing takes their place. */
function candidatesOf({ targets: types, named }: Wanted): Candidate[] {
  const left = types.filter((type) => !named.some(({ defaultFor }) => defaultFor.includes(type)));
  const own = new Set(left.map((type) => targets[type].engine));
  const needed = new Set(types.map((type) => targets[type].engine));
  return [
    ...[...own].map((engine) => ({ engine, named: null })),
    ...named
      .filter(({ engine }) => needed.has(engine))
      .map((browser) => ({ engine: browser.engine, named: browser })),
  ];
}

async function identify({ engine, named }: Candidate, options: LaunchOptions) {
  const { cache, path } = options;
  const program = named?.program;
  const identity = await engines[engine].identify({ cache, path, ...(program && { program }) });
  const why = named && whyOtherVersion(named, identity.version);
  if (why !== null) throw new Error(why);
  return identity;
}

function servedOf({ targets: types, named }: Wanted, browsers: FoundBrowser[]): Served[] {
  return types.flatMap((type) => {
    const { engine, label } = targets[type];
    const chosen = named.find(({ defaultFor }) => defaultFor.includes(type)) ?? null;
    const able = browsers.filter((one) => one.engine === engine);
    const serve = (browser: FoundBrowser, name: string | null): Served => {
      const { version, named: own } = browser;
      return { type, name, browser, label: label(own ? `${own.label}: ${version}` : version) };
    };
    return [
      ...able.filter((one) => one.named === chosen).map((one) => serve(one, null)),
      ...able.flatMap((one) => (one.named ? [serve(one, one.named.name)] : [])),
    ];
  });
}
