/** The page of BackstopJS, on a list of results as its own runs write it. */
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { anyPicture, type MakeReport, type OpenPeer } from './open-peer.ts';
import type { FilePair } from './pictures.ts';

const built = `${import.meta.dirname}/node_modules/backstopjs/compare/output`;

export async function makeBackstopReport(
  { folder, origin, size }: MakeReport,
  files: FilePair[],
): Promise<OpenPeer> {
  await cp(built, join(folder, 'backstop'), { recursive: true });
  const tests = files.map(({ name, isChanged }) => ({
    pair: {
      reference: `../before/${name}.png`,
      test: `../after/${name}.png`,
      selector: 'document',
      fileName: `${name}.png`,
      label: name,
      requireSameDimensions: false,
      misMatchThreshold: 0,
      url: 'http://localhost/',
      expect: 0,
      viewportLabel: 'desktop',
      diff: {
        isSameDimensions: true,
        dimensionDifference: { width: 0, height: 0 },
        misMatchPercentage: isChanged ? '1.00' : '0.00',
      },
      ...(isChanged && { diffImage: `../after/${name}.png` }),
    },
    status: isChanged ? 'fail' : 'pass',
  }));
  const report = JSON.stringify({ testSuite: 'BackstopJS', tests, id: 'bench' });
  await writeFile(join(folder, 'backstop', 'config.js'), `report(${report});`);
  const url = `${origin}/backstop/index.html`;
  return { name: 'BackstopJS', size, input: { url, isThere: anyPicture } };
}
