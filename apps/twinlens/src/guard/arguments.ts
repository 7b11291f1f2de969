import { parseArgs } from 'node:util';
import { TwinlensError } from '@twinlens/contract';

export type GuardArguments =
  | { name: 'help' }
  | { name: 'guard'; command: string[]; spool: string; project: string }
  | { name: 'guard replay'; folder: string };

const usage = 'guard: [--spool <folder>] [--project <name>] -- <command>, or replay <folder>';

/** @throws TwinlensError `invalid_request` */
export function readGuard(args: string[]): GuardArguments {
  const [first] = args;
  if (first === '--help' || first === '-h') return { name: 'help' };
  if (first === 'replay') {
    const [, folder, ...more] = args;
    if (folder === undefined || more.length > 0) throw new TwinlensError('invalid_request', usage);
    return { name: 'guard replay', folder };
  }
  const end = args.indexOf('--');
  const command = end < 0 ? [] : args.slice(end + 1);
  const { spool, project } = readOptions(end < 0 ? args : args.slice(0, end));
  if (command.length === 0) throw new TwinlensError('invalid_request', usage);
  return { name: 'guard', command, spool, project };
}

function readOptions(args: string[]): { spool: string; project: string } {
  const options = { spool: { type: 'string' }, project: { type: 'string' } } as const;
  try {
    const { spool = '.twinlens-spool', project = 'default' } = parseArgs({ args, options }).values;
    return { spool, project };
  } catch (cause) {
    throw new TwinlensError('invalid_request', usage, { cause });
  }
}
