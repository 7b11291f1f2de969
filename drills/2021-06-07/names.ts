/** The name people type: one server that knows, and on every machine one that remembers. */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Machine, machines, name, type Started, start } from '../network.ts';

/** As the runbook wants it all year. Seconds. */
export const timeToLive = 20;

export interface Names {
  pointTo(address: string): void;
}

export function startNames(folder: string, address: string, remembering: Machine[]): Names {
  const zone = join(folder, 'zone.hosts');
  writeFileSync(zone, `${address} ${name}\n`);
  const common = [
    'dnsmasq',
    '-k',
    '-C',
    '/dev/null',
    '--no-hosts',
    '--bind-interfaces',
    '--user=root',
    '--pid-file',
  ];
  const knowing: Started = start('dns', [
    ...common,
    '--no-resolv',
    `--addn-hosts=${zone}`,
    `--local-ttl=${timeToLive}`,
    `--listen-address=${machines.dns}`,
  ]);
  for (const machine of remembering) {
    start(machine, [
      ...common,
      '--no-resolv',
      `--server=${machines.dns}`,
      '--listen-address=127.0.0.1',
      '--cache-size=1000',
    ]);
  }
  return {
    pointTo(next) {
      writeFileSync(`${zone}.draft`, `${next} ${name}\n`);
      renameSync(`${zone}.draft`, zone);
      if (knowing.process.pid !== undefined) process.kill(knowing.process.pid, 'SIGHUP');
    },
  };
}
