/**
 * What the status page costs while everybody looks at it: requests per second and processor time of the
 * program, during an outage with ten components and three months of history; and what a reader waits for
 * on a processor slowed down four times, with nothing cached.
 *
 * Run: `npm run bench:status -- [--quick] [--json]`
 */
import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { launchChromium } from '@twinlens/testing/browser';
import { load } from './status/load.ts';
import { startMeasured } from './status/program.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const seconds = values.quick ? 5 : 20;
const rounds = values.quick ? 3 : 9;
/** As often as a phone or an old laptop is slower than the machine this runs on. */
const slowdown = 4;

const status = await startMeasured();
const browser = await launchChromium();
try {
  await load(`${status.url}/`, status.pid, { seconds: 2, readers: 16 });
  const { requests, failed, perSecond, processorMicros } = await load(
    `${status.url}/`,
    status.pid,
    { seconds, readers: 16 },
  );
  const views: { ms: number; kilobytes: number; requests: number }[] = [];
  for (let round = 0; round < rounds; round += 1) views.push(await look());
  const median = (of: (view: (typeof views)[number]) => number) =>
    views.map(of).toSorted((one, other) => one - other)[rounds >> 1] ?? Number.NaN;
  const result = {
    requests,
    failed,
    requestsPerSecond: Math.round(perSecond),
    requestsPerSecondOfOneCore: Math.round(1e6 / processorMicros),
    firstViewMs: Math.round(median(({ ms }) => ms)),
    firstViewKilobytes: Math.round(median(({ kilobytes }) => kilobytes) * 10) / 10,
    firstViewRequests: median((view) => view.requests),
  };
  console.log(`
  ${result.requests} requests, ${result.failed} failed
  ${result.requestsPerSecond} requests/s, with the readers on the same machine
  ${result.requestsPerSecondOfOneCore} requests/s would take one core (${processorMicros.toFixed(0)} us of processor time each)
  first view: ${result.firstViewMs} ms at ${slowdown}x slowdown, ${result.firstViewKilobytes} KB in ${result.firstViewRequests} request(s)`);
  if (values.json) console.log(JSON.stringify(result));
} finally {
  await browser.close();
  await status.stop();
  await rm(status.folder, { recursive: true, force: true });
}

async function look(): Promise<{ ms: number; kilobytes: number; requests: number }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  let bytes = 0;
  let requests = 0;
  session.on('Network.requestWillBeSent', () => {
    requests += 1;
  });
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(status.url, { waitUntil: 'load' });
  const ms = await page.evaluate<number>(
    `new Promise((done) => new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'first-contentful-paint') done(entry.startTime);
    }).observe({ type: 'paint', buffered: true }))`,
  );
  await context.close();
  return { ms, kilobytes: bytes / 1000, requests };
}
