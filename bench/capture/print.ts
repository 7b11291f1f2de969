import { nameOf, type Tried } from './forms.ts';
import { rounded } from './median.ts';
import type { Memory } from './memory.ts';
import type { Rates } from './rates.ts';

type Say = (line: string) => void;

const labels: Record<string, string> = {
  playwrightOnePage: 'Playwright, one page',
  playwrightParallel: 'Playwright, parallel',
  peerOnePage: 'Peer, one page',
  peerParallel: 'Peer, parallel',
  twinlens: 'Twinlens, chunks',
  twinlensOneLease: 'Twinlens, one lease',
  playwright: 'Playwright',
};

export function printForms(tried: readonly Tried[], say: Say): void {
  const list = tried.map(({ form, perSecond }) => `${nameOf(form)} ${rounded(perSecond)}`);
  say(`Playwright on a sample, browsers x pages: ${list.join(', ')} a second`);
}

function row(label: string, columns: (string | number)[]): string {
  return [label.padEnd(28), ...columns.map((column) => String(column).padStart(12))].join(' ');
}

export function printRates(rates: Rates, say: Say): void {
  const { playwrightForm, vsPlaywrightOnePage, vsPlaywrightParallel, ways } = rates;
  say(row('', ['a second', 'CPU ms each']));
  for (const [name, { snapshotsPerSecond, cpuMsPerExample }] of Object.entries(ways)) {
    const form = name === 'playwrightParallel' ? ` ${playwrightForm}` : '';
    say(row(`${labels[name]}${form}`, [snapshotsPerSecond, cpuMsPerExample]));
  }
  const { vsPeerOnePage, vsPeerParallel } = rates;
  if (vsPeerOnePage !== undefined)
    say(`times as fast as the peer: ${vsPeerOnePage} one page, ${vsPeerParallel} parallel`);
  if (vsPlaywrightOnePage === undefined) return;
  say(
    `times as fast as Playwright: ${vsPlaywrightOnePage} one page, ${vsPlaywrightParallel} parallel`,
  );
}

export function printMemory(memory: Record<string, Memory>, say: Say): void {
  say(`\n${row('memory in MB', ['idle', 'one page', 'each more'])}`);
  for (const [name, { idle, onePage, perPage }] of Object.entries(memory)) {
    say(row(name === 'twinlens' ? 'Twinlens' : (labels[name] ?? name), [idle, onePage, perPage]));
  }
}
