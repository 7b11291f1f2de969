/** One supervised child process: started again when it ends, until it is told to stop. */
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChildMessage, TwinlensError } from '@twinlens/contract';
import type { LogStream } from './log-stream.ts';

const limits = {
  /** Starts that may fail before a part that was never ready is given up. */
  firstAttempts: 3,
  /** A start that takes longer has failed. Milliseconds. */
  readyMs: 60_000,
  /** Work in hand may be finished for this long after a stop was asked for. Milliseconds. */
  drainMs: 20_000,
  firstDelayMs: 250,
  longestDelayMs: 10_000,
  /** After living this long a part counts as healthy again. Milliseconds. */
  healthyMs: 30_000,
  /** Lines repeated when a part is given up. */
  lastLines: 12,
};

export interface Part<Ready extends ChildMessage> {
  /** What the part said when it was first ready; rejects with `unavailable` when it never got there. */
  ready: Promise<Ready>;
  /** Lets the part finish what it has in hand, and ends it by force when that takes too long. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

export function startPart<Ready extends ChildMessage>(options: {
  name: string;
  program: string;
  environment: NodeJS.ProcessEnv;
  log: LogStream;
}): Part<Ready> {
  const { name, log } = options;
  const stopping = new AbortController();
  const ready = Promise.withResolvers<Ready>();
  // Whoever starts a part may be stopping before it looks at the promise.
  ready.promise.catch(() => {});
  let child: ChildProcess | null = null;
  let lastLines: string[] = [];

  const run = async (): Promise<{ how: string; wasReady: boolean; livedMs: number }> => {
    const begun = Date.now();
    let wasReady = false;
    lastLines = [];
    const started = launch(options, (line) => {
      lastLines = [...lastLines, line].slice(-limits.lastLines);
    });
    child = started;
    const tooLate = setTimeout(() => killGroup(started), limits.readyMs);
    started.on('message', (message: Ready) => {
      if (message.type !== 'ready') return;
      clearTimeout(tooLate);
      wasReady = true;
      ready.resolve(message);
    });
    const how = await new Promise<string>((resolve) => {
      started.once('error', (error) => resolve(`could not be started: ${error.message}`));
      started.once('exit', (code, signal) =>
        resolve(signal === null ? `ended with code ${code}` : `was ended by ${signal}`),
      );
    });
    clearTimeout(tooLate);
    // Browsers and the like which it started must not outlive it.
    killGroup(started);
    child = null;
    return { how, wasReady, livedMs: Date.now() - begun };
  };

  const supervise = async () => {
    let everReady = false;
    let failures = 0;
    while (!stopping.signal.aborted) {
      const { how, wasReady, livedMs } = await run();
      if (stopping.signal.aborted) break;
      everReady ||= wasReady;
      failures = wasReady && livedMs > limits.healthyMs ? 1 : failures + 1;
      if (!everReady && failures >= limits.firstAttempts) {
        ready.reject(
          new TwinlensError(
            'unavailable',
            `the ${name} ${how}, ${failures} times in a row. Its last words:\n${lastLines.map((line) => `  ${line}`).join('\n')}`,
          ),
        );
        return;
      }
      const delayMs = Math.min(limits.longestDelayMs, limits.firstDelayMs * 2 ** (failures - 1));
      log.say('warn', `the ${name} ${how}; starting it again in ${delayMs} ms`);
      await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
    ready.reject(new TwinlensError('unavailable', `the ${name} was stopped`));
  };
  const ended = supervise();

  return {
    ready: ready.promise,
    async stop() {
      stopping.abort();
      child?.kill('SIGTERM');
      const deadline = setTimeout(() => {
        log.say('warn', `the ${name} did not finish within ${limits.drainMs} ms; ending it`);
        if (child !== null) killGroup(child);
      }, limits.drainMs);
      await ended;
      clearTimeout(deadline);
    },
    kill() {
      stopping.abort();
      if (child !== null) killGroup(child);
    },
  };
}

function launch(
  options: { name: string; program: string; environment: NodeJS.ProcessEnv; log: LogStream },
  onLine: (line: string) => void,
): ChildProcess {
  const child = spawn(process.execPath, [options.program], {
    env: options.environment,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A group of its own: Ctrl-C in a terminal reaches the supervisor only, which then drains.
    detached: true,
  });
  for (const output of [child.stdout, child.stderr]) {
    if (output !== null) options.log.follow(options.name, output, onLine);
  }
  return child;
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left in the group.
  }
}
