/**
 * What a reviewer waits for: the first change of a comparison, the next one after a key, and that ten
 * thousand are accepted; in a real browser with its processor slowed down four times and nothing
 * cached, on reports of different sizes. Beside it the HTML reports of other tools with the same
 * pictures, which take minutes to be made; not with `--quick`.
 *
 * Run: `npm run bench:review -- [--quick] [--json] [--only twinlens]`
 */
import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { operations } from '@twinlens/contract';
import { startTwinlens } from '@twinlens/testing';
import { launchChromium } from '@twinlens/testing/browser';
import { type Reviewer, startReviewing } from './review/made-reports.ts';
import { makePeers, type Peers } from './review/peers/make.ts';
import { printReview, type ReviewResult } from './review/print.ts';
import {
  type FirstChange,
  measureKeys,
  measureScrolling,
  type OpenInput,
  openFirstChange,
} from './review/visit.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const sizes = values.quick ? [1_000] : [1_000, 10_000, 100_000];
/** Making the peers' reports of more takes longer than everything else. */
const peerSizes = [1_000];
const rounds = values.quick ? 1 : 5;
const keyPresses = values.quick ? 10 : 30;

const median = (numbers: number[]) =>
  numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? Number.NaN;

const medianOf = (all: FirstChange[]): FirstChange => ({
  ms: median(all.map(({ ms }) => ms)),
  requests: median(all.map(({ requests }) => requests)),
  kilobytes: median(all.map(({ kilobytes }) => kilobytes)),
});

function pageOf(reviewer: Reviewer, url: string): OpenInput {
  const [name = '', value = ''] = reviewer.cookie.split('=', 2);
  return {
    url,
    cookie: { name, value, domain: new URL(url).hostname, path: '/' },
    isThere: () => {
      const shown = [...document.querySelectorAll<HTMLImageElement>('.review-detail img')];
      return shown.length >= 2 && shown.every((image) => image.complete && image.naturalWidth > 0);
    },
  };
}

const browser = await launchChromium();
const twinlens = await startTwinlens();
const made: Peers[] = [];
try {
  const reviewer = await startReviewing(twinlens);
  const pages = new Map<number, OpenInput>();
  for (const size of sizes) {
    console.log(`Making two reports of ${size} snapshots.`);
    pages.set(size, pageOf(reviewer, await reviewer.compare(size)));
  }
  if (values.only !== 'twinlens' && !values.quick) {
    for (const size of peerSizes) {
      console.log(`Making the peers' reports of ${size} snapshots.`);
      made.push(await makePeers(size));
    }
  }
  const peers = made.flatMap((one) => one.peers);

  const measured = new Map<string, FirstChange[]>();
  const note = (way: string, first: FirstChange) =>
    measured.set(way, [...(measured.get(way) ?? []), first]);
  for (let round = 0; round < rounds; round++) {
    for (const [size, input] of pages) {
      const { page, first } = await openFirstChange(browser, input);
      note(`twinlens ${size}`, first);
      await page.context().close();
    }
    for (const peer of peers) {
      const { page, first } = await openFirstChange(browser, peer.input);
      note(`${peer.name} ${peer.size}`, first);
      await page.context().close();
    }
  }

  const largest = pages.get(sizes.at(-1) ?? 0);
  if (largest === undefined) throw new Error('no report was made');
  const { page } = await openFirstChange(browser, largest);
  const keys = await measureKeys(page, { key: 'j', times: keyPresses, pauseMs: 400 });
  const longestFrameMs = await measureScrolling(page, '.change-list');
  await page.context().close();

  const result: ReviewResult = {
    firstChange: new Map([...measured].map(([way, all]) => [way, medianOf(all)])),
    keyToPaintMs: median(keys),
    longestFrameMs,
    acceptMs: await measureAccepting(reviewer),
  };
  printReview(result, { sizes, peers });
  if (values.json) {
    const of = (field: keyof FirstChange) =>
      Object.fromEntries([...result.firstChange].map(([way, first]) => [way, first[field]]));
    const { keyToPaintMs, acceptMs } = result;
    console.log(
      JSON.stringify({
        firstChangeMs: of('ms'),
        kilobytes: of('kilobytes'),
        requests: of('requests'),
        keyToPaintMs,
        longestFrameMs,
        acceptMs,
      }),
    );
  }
} finally {
  await browser.close();
  await twinlens.stop();
  await rm(twinlens.dataFolder, { recursive: true, force: true });
  await Promise.all(made.map((one) => one.close()));
}

/** Milliseconds until everything that changed in the largest comparison of many changes is accepted. */
async function measureAccepting(reviewer: Reviewer): Promise<number> {
  const size = values.quick ? 1_000 : 10_000;
  const { id } = await reviewer.compareAllChanged(size);
  const params = { account: reviewer.account, comparison: id };
  const began = performance.now();
  const { decided } = await reviewer.read(operations.decideComparison, {
    params,
    body: { decision: 'accepted' },
  });
  if (decided.accepted !== size) throw new Error(`${decided.accepted} were accepted`);
  return performance.now() - began;
}
