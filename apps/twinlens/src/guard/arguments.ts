import { TwinlensError } from '@twinlens/contract';

export type GuardArguments =
  | { name: 'help' }
  | { name: 'guard'; command: string[]; spool: string }
  | { name: 'guard replay'; folder: string };

const usage = 'guard: [--spool <folder>] -- <command>, or replay <folder>';

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
  const options = end < 0 ? args : args.slice(0, end);
  const command = end < 0 ? [] : args.slice(end + 1);
  const [option, spool = '.twinlens-spool', ...more] = options;
  const isKnown = option === undefined || (option === '--spool' && options.length > 1);
  if (!isKnown || more.length > 0 || command.length === 0) {
    throw new TwinlensError('invalid_request', usage);
  }
  return { name: 'guard', command, spool };
}
