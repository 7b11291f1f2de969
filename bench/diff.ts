/**
 * Our comparison next to its peers, side by side: from two PNG files (ours also from what it has
 * stored of them) to a verdict and a picture of what differs on disk. Each engine runs in a process of
 * its own; rounds are interleaved, and ratios are medians of the ratios of each round, so that other
 * work on the machine touches all alike.
 *
 * Run: `npm run bench:diff -- [--quick] [--json] [--corpus]`; with `--corpus`, what each engine says
 * of the labelled pairs instead.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { byClass, judge, readCorpus } from './diff/corpus.ts';
import { type ByTool, startFastest, startOurs } from './diff/engines.ts';
import { makePairs } from './diff/pairs.ts';
import { printCorpus, printForms } from './diff/print.ts';
import { resultOf } from './diff/result.ts';
import * as suite from './diff/suite.ts';
import { refuses } from './diff/tool.ts';
import type { ToolProcess } from './diff/tool-processes.ts';
import { peers as peerNames } from './diff/tools.ts';
import { installPeers } from './install-peers.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    corpus: { type: 'boolean', default: false },
  },
});

async function measure(engines: suite.Suite): Promise<object> {
  const pairs = await suite.makeAllPairs();
  return resultOf({
    speeds: await suite.measureSpeeds(engines, pairs),
    report: await suite.measureReports(engines),
    memory: await suite.measureMemory(engines, pairs),
    kernels: await suite.measureAllKernels(engines, pairs),
    storage: await suite.measureStores(engines, pairs),
  });
}

async function judgeCorpus({ ours, peers, folder }: suite.Suite): Promise<object> {
  const pairs = await readCorpus();
  const judged = await judge(pairs, [...(ours ? [ours.cold] : []), ...peers], folder);
  const corpus = byClass(judged);
  if (pairs.length === 0) console.log('There is no corpus yet.');
  else printCorpus(corpus);
  return { corpus, pairs: judged };
}

const withoutRefusals = (_key: string, value: unknown) => (value === refuses ? null : value);

const folder = await mkdtemp(join(tmpdir(), 'twinlens-bench-'));
const running: ToolProcess[] = [];
try {
  const { small } = await makePairs('full');
  const ours = await startOurs(small, folder);
  if (ours) running.push(ours.stored, ours.cold);
  else console.log('Our engine is not built yet: the peers alone.');
  await installPeers(`${import.meta.dirname}/diff/peers`, 'odiff and blazediff');
  const peers: ToolProcess[] = [];
  const forms: ByTool<string> = {};
  for (const name of peerNames) {
    const tool = await startFastest(name, small, folder);
    running.push(tool);
    peers.push(tool);
    forms[name] = tool.form;
  }
  printForms(forms);
  const engines: suite.Suite = { ours, peers, quick: values.quick, folder };
  const result = values.corpus ? await judgeCorpus(engines) : await measure(engines);
  if (values.json) console.log(JSON.stringify({ ...result, forms }, withoutRefusals));
} finally {
  await Promise.all(running.map((tool) => tool.stop()));
  await rm(folder, { recursive: true, force: true });
}
