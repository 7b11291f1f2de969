import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { TwinlensError } from '@twinlens/contract';

export type BackupCommand =
  | { name: 'create' | 'verify'; folder: string; dataFolder: string | undefined }
  | { name: 'restore'; folder: string; backup: string | null; dataFolder: string | undefined };

/** @throws TwinlensError `invalid_request` saying what is not understood */
export function readArguments(args: string[]): BackupCommand {
  const { values, positionals } = parse(args);
  const dataFolder = values.data;
  const [verb = '', ...rest] = positionals;
  if (verb === 'restore') {
    const [folder, backup = null, ...more] = rest;
    return { name: 'restore', folder: requireFolder(folder, more), backup, dataFolder };
  }
  const isVerify = rest[0] === 'verify';
  const [folder, ...more] = isVerify ? rest.slice(1) : rest;
  return {
    name: isVerify ? 'verify' : 'create',
    folder: requireFolder(folder, more),
    dataFolder,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: { data: { type: 'string' } }, allowPositionals: true });
  } catch (cause) {
    const [sentence = ''] = (cause as Error).message.split('. ');
    throw new TwinlensError('invalid_request', sentence, { cause });
  }
}

function requireFolder(folder: string | undefined, more: string[]): string {
  if (folder === undefined) {
    throw new TwinlensError('invalid_request', 'name the folder of the backups');
  }
  if (more.length > 0) {
    throw new TwinlensError('invalid_request', `"${more[0]}" is not understood`);
  }
  return resolve(folder);
}
