#!/usr/bin/env node
import { TwinlensError } from '@twinlens/contract';
import manifest from '../package.json' with { type: 'json' };
import { readArguments } from './arguments.ts';
import { readConfig } from './config.ts';
import { demo } from './demo/demo.ts';
import { guard } from './guard/guard.ts';
import { replay } from './guard/replay.ts';
import { help } from './help.ts';
import { passOn } from './pass-on.ts';
import { selfTest } from './self-test/self-test.ts';
import { runStatusProgram } from './status/program.ts';
import { showStandIns } from './status/show-stand-ins.ts';
import { tellIncident } from './status/tell-incident.ts';
import { up } from './up/up.ts';
import { exitCodes } from './wait/exit-codes.ts';
import { wait } from './wait/wait.ts';
import { wordsOf } from './words-of.ts';
import { worker } from './worker/worker.ts';

/** Exit code for arguments that are not understood. */
const misuse = 2;

async function run(): Promise<number> {
  let command: ReturnType<typeof readArguments>;
  try {
    command = readArguments(process.argv.slice(2));
  } catch (error) {
    complain(error);
    process.stderr.write('See twinlens --help.\n');
    return process.argv[2] === 'wait' ? exitCodes.usage : misuse;
  }
  try {
    switch (command.name) {
      case 'help':
        process.stdout.write(help);
        return 0;
      case 'version':
        process.stdout.write(`${manifest.version}\n`);
        return 0;
      case 'up':
        return await up(command, readConfig());
      case 'worker':
        return await worker(command, readConfig());
      case 'edge':
        return await passOn('edge', command.arguments);
      case 'backup': {
        const { defaultDataFolder, environment } = readConfig();
        const env = { TWINLENS_DATA: defaultDataFolder, ...environment };
        return await passOn('backup', command.arguments, env);
      }
      case 'demo':
        return await demo(command, readConfig());
      case 'self-test':
        return await selfTest(command, readConfig());
      case 'wait':
        return await wait(command, readConfig());
      case 'guard':
        return await guard(command, readConfig());
      case 'guard replay':
        return await replay(command, readConfig());
      case 'status':
        return await runStatusProgram(command, readConfig());
      case 'status stand-ins':
        return await showStandIns(readConfig());
      case 'status incident':
        return await tellIncident(command, readConfig());
    }
  } catch (error) {
    complain(error);
    return command.name === 'wait' ? exitCodes.usage : 1;
  }
}

/** What went wrong on purpose is told in its own words; anything else is a fault of ours, with its stack. */
function complain(error: unknown): void {
  const text =
    error instanceof TwinlensError
      ? wordsOf(error)
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  process.stderr.write(`twinlens: ${text}\n`);
}

// Whoever reads the log may go away; that ends nothing.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

process.exitCode = await run();
