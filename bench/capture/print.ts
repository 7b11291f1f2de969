import type { Memory } from './memory.ts';
import type { Rates } from './rates.ts';

type Say = (line: string) => void;

const labels: Record<string, string> = {
  playwrightOnePage: 'Playwright, one page',
  playwrightParallel: 'Playwright, parallel',
  twinlens: 'Twinlens',
  twinlensOneLease: 'Twinlens, one lease',
};

export function printRates(rates: Rates, say: Say): void {
  const { chunks, playwrightForm, playwrightForms, ways } = rates;
  if (playwrightForms) {
    const tried = Object.entries(playwrightForms).map(([form, rate]) => `${form} ${rate}`);
    say(`Playwright on a sample, browsers x pages: ${tried.join(', ')} snapshots per second`);
  }
  say(`${'way'.padEnd(30)} ${'per second'.padStart(10)} ${'CPU ms each'.padStart(12)}`);
  for (const [name, { snapshotsPerSecond, cpuMsPerExample }] of Object.entries(ways)) {
    const detail: Record<string, string | undefined> = {
      playwrightParallel: playwrightForm,
      twinlens: `${chunks} leases`,
    };
    const label = [labels[name] ?? name, detail[name]].filter(Boolean).join(', ');
    const columns = [
      String(snapshotsPerSecond).padStart(10),
      String(cpuMsPerExample).padStart(12),
    ].join(' ');
    say(`${label.padEnd(30)} ${columns}`);
  }
  if (rates.vsPlaywrightOnePage === undefined) return;
  say(
    `Twinlens is ${rates.vsPlaywrightOnePage} times as fast as one page, ${rates.vsPlaywrightParallel} times as fast as parallel pages`,
  );
}

export function printMemory({ idle, onePage, perPage }: Memory, say: Say): void {
  say(
    `worker and browsers: ${idle} MB waiting, ${onePage} MB at one page, ${perPage} MB more each`,
  );
}
