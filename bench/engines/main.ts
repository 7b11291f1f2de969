/**
 * Snapshots per second of a worker on an installed engine, beside a library that drives the same one: Puppeteer
 * on Firefox, Selenium on WebKitGTK. Playwright drives neither as Debian has them.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { EngineName } from '@twinlens/browser';
import { printRates } from '../capture/print.ts';
import { measureRates, type Rates } from '../capture/rates.ts';
import { installPeers } from '../install-peers.ts';
import { LeaseServer, startWorker } from '../lease-server.ts';
import { servePackage } from '../package-server.ts';
import { makePackage } from '../packages/package.ts';
import { workOf } from '../work.ts';
import type { Order } from './driver.ts';

export type InstalledEngine = Exclude<EngineName, 'chromium'>;

const targetOf = { firefox: 'firefox', webkit: 'safari' } as const;

async function take(driver: ChildProcess, order: Order): Promise<number> {
  driver.send(order);
  const [answer] = (await once(driver, 'message')) as [{ count: number } | { failure: string }];
  if ('failure' in answer) throw new Error(answer.failure);
  return answer.count;
}

async function startDrivers(engine: InstalledEngine, count: number): Promise<ChildProcess[]> {
  const file = join(import.meta.dirname, 'driver.ts');
  const drivers = Array.from({ length: count }, () => fork(file, [engine]));
  await Promise.all(drivers.map((driver) => once(driver, 'message')));
  return drivers;
}

interface Options {
  engine: InstalledEngine;
  chunks: number;
  rounds: number;
  say(line: string): void;
}

/** Measures small examples: of the others, some are larger than what the peers' pictures show. */
export async function benchEngine({ engine, chunks, rounds, say }: Options): Promise<Rates> {
  await installPeers(join(import.meta.dirname, 'peers'), 'puppeteer-core and selenium-webdriver');
  const made = makePackage('small', { every: 1 });
  const target = targetOf[engine];
  const server = new LeaseServer(`browser-${target}`);
  await server.start();
  const worker = await startWorker(server, target);
  const drivers = await startDrivers(engine, chunks);
  const site = await servePackage(made.files);
  const parallel = (list: ChildProcess[]) => ({
    pids: list.flatMap(({ pid }) => pid ?? []),
    async capture() {
      const total = list.length;
      const counts = list.map((driver, index) =>
        take(driver, { url: site.url, chunk: { index, total } }),
      );
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    },
  });
  const ours = (leases: number) => ({
    pids: [worker.pid],
    async capture() {
      const results = await server.capture(workOf(made, leases));
      return results.reduce((sum, { snapshots }) => sum + snapshots.length, 0);
    },
  });
  try {
    say(`\nsmall on ${engine}: ${made.examples.length} examples`);
    // Browsers start with the first page, here as there.
    await parallel(drivers).capture();
    await ours(chunks).capture();
    const ways = {
      peerOnePage: parallel(drivers.slice(0, 1)),
      peerParallel: parallel(drivers),
      twinlens: ours(chunks),
      twinlensOneLease: ours(1),
    };
    const rates = await measureRates(ways, made.examples.length, rounds);
    printRates(rates, say);
    return rates;
  } finally {
    for (const driver of drivers) driver.disconnect();
    await Promise.all([worker.stop(), ...drivers.map((driver) => once(driver, 'exit'))]);
    site.stop();
    server.stop();
  }
}
