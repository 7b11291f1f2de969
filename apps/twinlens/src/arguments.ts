import { type ParseArgsConfig, parseArgs } from 'node:util';
import { TwinlensError } from '@twinlens/contract';
import { type GuardArguments, readGuard } from './guard/arguments.ts';
import { readStatus, type StatusCommand } from './status/arguments.ts';

export type Command =
  | { name: 'help' }
  | { name: 'version' }
  | {
      name: 'up';
      /** Null: the user's data directory. */
      dataFolder: string | null;
      /** 0 takes any free port. */
      port: number;
      json: boolean;
      allowedPrivateHosts: string[];
    }
  | {
      name: 'worker';
      /** Says what this machine can capture, and captures nothing. */
      selfTest: boolean;
      /** None: the environment says. */
      servers: string[];
      /** Null: the environment says; so for what follows. */
      token: string | null;
      /** As the worker reads them: `chrome,firefox`, or `all`. */
      targets: string | null;
      /** A file that declares browsers. */
      browsers: string | null;
      workerName: string | null;
      allowedPrivateHosts: string[];
    }
  /** Said on to the edge as it is. */
  | { name: 'edge'; arguments: string[] }
  /** Said on as it is, and so with its own name. */
  | { name: 'backup'; arguments: string[] }
  | { name: 'demo'; port: number; once: boolean }
  | {
      name: 'self-test';
      port: number;
      once: boolean;
      json: boolean;
      /** A branch or commit: the pages are compared with those where the work in hand left it. */
      against: string | null;
      /** A pattern of stories' files, such as `pages/{jobs,report}`; null for all. */
      stories: string | null;
    }
  | {
      name: 'wait';
      sha: string;
      /** What it is compared with; null for any commit. */
      before: string | null;
      /** Empty: all that know the commit. */
      projects: string[];
      timeoutMs: number;
      json: boolean;
      junitFile: string | null;
    }
  | GuardArguments
  | StatusCommand;

export const defaultPort = 4750;

/** How long a verdict is waited for: captures of a large library, and some time in the queue. */
export const defaultTimeout = '1h';

/** Enough to see what it is about, within a minute. */
const storiesOfDemo = 'pages/{jobs,report,snapshots}';

/**
 * @throws TwinlensError `invalid_request` saying which argument is not understood.
 */
export function readArguments(args: string[]): Command {
  const [name = '--help', ...rest] = args;
  switch (name) {
    case '--help':
    case '-h':
    case 'help':
      return { name: 'help' };
    case '--version':
    case '-v':
      return { name: 'version' };
    case 'up':
      return readUp(rest);
    case 'worker':
      return readWorker(rest);
    case 'edge':
      return { name: 'edge', arguments: rest };
    case 'deploy':
    case 'doctor':
      return { name: 'edge', arguments: [name, ...rest] };
    case 'backup':
    case 'restore':
      if (rest.some((one) => one === '--help' || one === '-h')) return { name: 'help' };
      return { name: 'backup', arguments: [name, ...rest] };
    case 'demo':
      return readDemo(rest);
    case 'self-test':
      return readSelfTest(rest);
    case 'wait':
      return readWait(rest);
    case 'guard':
      return readGuard(rest);
    case 'status':
      return readStatus(rest);
    default:
      throw new TwinlensError('invalid_request', `there is no command "${name}"`);
  }
}

function readUp(args: string[]): Command {
  const values = parse(args, {
    data: { type: 'string' },
    port: { type: 'string' },
    json: { type: 'boolean' },
    'allow-private-host': { type: 'string', multiple: true },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return { name: 'help' };
  return {
    name: 'up',
    dataFolder: values.data ?? null,
    port: readPort(values.port, defaultPort),
    json: values.json ?? false,
    allowedPrivateHosts: readHosts(values['allow-private-host']),
  };
}

function readWorker(args: string[]): Command {
  const selfTest = args[0] === 'selftest';
  const values = parse(selfTest ? args.slice(1) : args, {
    server: { type: 'string', multiple: true },
    token: { type: 'string' },
    targets: { type: 'string' },
    browsers: { type: 'string' },
    name: { type: 'string' },
    'allow-private-host': { type: 'string', multiple: true },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return { name: 'help' };
  return {
    name: 'worker',
    selfTest,
    servers: values.server ?? [],
    token: values.token ?? null,
    targets: values.targets ?? null,
    browsers: values.browsers ?? null,
    workerName: values.name ?? null,
    allowedPrivateHosts: readHosts(values['allow-private-host']),
  };
}

function readHosts(hosts: string[] = []): string[] {
  for (const host of hosts) {
    if (!/^[\w.-]+(:\d{1,5})?$|^\[[0-9a-fA-F:]+\](:\d{1,5})?$/.test(host)) {
      throw new TwinlensError(
        'invalid_request',
        `--allow-private-host: "${host}" is not a host such as localhost:3000`,
      );
    }
  }
  return hosts;
}

function readDemo(args: string[]): Command {
  const values = parse(args, {
    port: { type: 'string' },
    once: { type: 'boolean' },
    self: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return { name: 'help' };
  const run = { port: readPort(values.port, 0), once: values.once ?? false };
  if (values.self) {
    return { name: 'self-test', ...run, json: run.once, against: null, stories: storiesOfDemo };
  }
  return { name: 'demo', ...run };
}

function readSelfTest(args: string[]): Command {
  const values = parse(args, {
    port: { type: 'string' },
    once: { type: 'boolean' },
    json: { type: 'boolean' },
    against: { type: 'string' },
    stories: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return { name: 'help' };
  return {
    name: 'self-test',
    port: readPort(values.port, 0),
    once: values.once ?? false,
    json: values.json ?? false,
    against: values.against ?? null,
    stories: values.stories ?? null,
  };
}

function readWait(args: string[]): Command {
  const { values, positionals } = parseAll(args, {
    project: { type: 'string', multiple: true },
    timeout: { type: 'string' },
    json: { type: 'boolean' },
    junit: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return { name: 'help' };
  if (positionals.length < 1 || positionals.length > 2) {
    throw new TwinlensError('invalid_request', 'name one commit, or two that are compared');
  }
  const sha = positionals.at(-1) ?? '';
  return {
    name: 'wait',
    sha,
    before: positionals.length === 2 ? (positionals[0] ?? null) : null,
    projects: values.project ?? [],
    timeoutMs: readDuration(values.timeout ?? defaultTimeout),
    json: values.json ?? false,
    junitFile: values.junit ?? null,
  };
}

function readDuration(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  const ms = { s: 1_000, m: 60_000, h: 3_600_000 }[unit];
  if (ms === undefined) {
    throw new TwinlensError(
      'invalid_request',
      `--timeout: "${text}" is not a time such as 90s, 30m or 2h`,
    );
  }
  return Number(number) * ms;
}

const parse = <const T extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: T,
) => parseAll(args, options, false).values;

function parseAll<const T extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: T,
  allowPositionals = true,
) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals });
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split('. ');
    throw new TwinlensError('invalid_request', sentence, { cause: error });
  }
}

function readPort(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new TwinlensError(
      'invalid_request',
      `--port: "${text}" is not a port number (0 to 65535)`,
    );
  }
  return port;
}
