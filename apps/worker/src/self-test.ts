/**
 * What this machine can capture, for each type of target, with a picture of the calibration sheet that is
 * looked at: `twinlens worker selftest`. Ends with 1 where something that is asked for does not work.
 */
import { engines } from '@twinlens/browser';
import { pino } from 'pino';
import { problemsOfSheet } from './calibration/check-sheet.ts';
import { digestOfPicture, takeSheet } from './calibration/take-sheet.ts';
import { type MachineConfig, readMachineConfig } from './config.ts';
import { findBrowsers, type Served } from './target/find-browsers.ts';
import { lacksOf } from './target/lacks.ts';
import { shortName, targets } from './target/targets.ts';

const logger = pino({ level: 'silent' });

interface Outcome {
  works: boolean;
  lines: string[];
}

async function tryServed(
  { type, label, browser }: Served,
  config: MachineConfig,
): Promise<Outcome> {
  const { engine, device } = targets[type];
  try {
    const signal = AbortSignal.timeout(120_000);
    const picture = await takeSheet({ ...config, ...browser, device, signal }, logger);
    const problems = problemsOfSheet(picture, {
      scale: device?.deviceScaleFactor ?? 1,
      emoji: engines[engine].capabilities.emoji,
    });
    const lacks = lacksOf(type);
    return {
      works: problems.length === 0,
      lines: [
        label,
        problems.length === 0
          ? `picture as it should be (${digestOfPicture(picture).slice(0, 12)})`
          : `picture wrong: ${problems.join('; ')}`,
        ...(lacks.length > 0 ? [`cannot do: ${lacks.join(', ')}`] : []),
      ],
    };
  } catch (error) {
    return { works: false, lines: [error instanceof Error ? error.message : String(error)] };
  }
}

let allWork = true;
function say(name: string, { works, lines }: Outcome): void {
  allWork &&= works;
  const [first = '', ...rest] = lines;
  process.stdout.write(`${works ? 'yes' : 'NO '}  ${name.padEnd(13)} ${first}\n`);
  for (const line of rest) process.stdout.write(`${' '.repeat(19)}${line}\n`);
}

const config = readMachineConfig();
const { served, refused } = await findBrowsers(config, logger);
for (const one of served) {
  const name = shortName(one.type);
  const asked = one.name === null ? name : `${name} in ${one.name}`;
  say(asked, await tryServed(one, config));
}
for (const { browser, why } of refused) say(browser, { works: false, lines: [why] });
process.exitCode = allWork ? 0 : 1;
