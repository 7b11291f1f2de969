import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Command } from '../arguments.ts';
import type { Config } from '../config.ts';
import { startInstallation } from '../up/installation.ts';
import { createLogStream } from '../up/log-stream.ts';
import { aborted, listenForStopSignals } from '../up/stop-signals.ts';
import { edits } from './changes.ts';
import { signIn } from './reader.ts';
import { printResult } from './result.ts';
import { sendTwoCommits } from './send.ts';
import { summarize } from './summary.ts';
import { waitForComparison } from './wait.ts';

/** A demo that takes longer than this is broken; it says so instead of hanging. Milliseconds. */
const patienceMs = 5 * 60_000;

/** Lines of the parts' log repeated when the demo fails. */
const repeatedLines = 30;

const say = (text: string) => process.stdout.write(`${text}\n`);

/**
 * Sends two commits of the example through an installation of its own, which is gone afterwards;
 * answers the exit code.
 * @throws TwinlensError when a step fails.
 */
export async function demo(
  command: Extract<Command, { name: 'demo' }>,
  config: Config,
): Promise<number> {
  const signals = listenForStopSignals();
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-demo-'));
  const logFile = join(folder, 'log');
  const log = createLogStream(createWriteStream(logFile), { human: false });
  try {
    say('Starting Twinlens on an empty folder.');
    const installation = await startInstallation(
      {
        dataFolder: join(folder, 'data'),
        cacheFolder: config.cacheFolder,
        host: '127.0.0.1',
        port: command.port,
        origin: null,
        allowedPrivateHosts: [],
        environment: withoutDatabase(config.environment),
      },
      log,
      signals,
    );
    try {
      const signal = AbortSignal.any([signals.stop, AbortSignal.timeout(patienceMs)]);
      const { environment } = config;
      const commits = await sendTwoCommits({ folder, installation, environment, signal, say });
      const reader = await signIn(installation);
      const comparison = await waitForComparison(reader, { ...commits, signal });
      const seconds = performance.now() / 1000;
      const summary = await summarize(reader, { origin: installation.url, comparison, seconds });
      await printResult({ reader, comparison, summary, intended: edits, say });
      if (command.once) {
        say(JSON.stringify(summary));
      } else {
        say('Serving until Ctrl-C; everything is deleted then.');
        await aborted(signals.stop);
      }
    } finally {
      await installation.stop();
    }
  } catch (error) {
    if (!signals.stop.aborted) {
      const lines = (await readFile(logFile, 'utf8')).trimEnd().split('\n');
      process.stderr.write(`${lines.slice(-repeatedLines).join('\n')}\n`);
      throw error;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return signals.force.aborted ? 130 : 0;
}

/** The demo starts empty, also where a real installation's database is configured. */
function withoutDatabase(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DATABASE_URL: _databaseUrl, TWINLENS_ORIGIN: _origin, ...rest } = environment;
  return rest;
}
