/**
 * The table of clients in docs/compatibility.md: it has the rows that are defined, and some of those
 * whose client comes with the lock file are run here. `npm run test:clients` runs them all.
 */
import { isWhole } from '@twinlens/testing';
import {
  type Bench,
  comesWithLockFile,
  matrix,
  readTable,
  startBench,
  tryRow,
} from '@twinlens/testing/clients';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const named = ({ client, integration }: { client: string; integration: string }) =>
  `${client}, ${integration}`;

test('the table has exactly the rows that are defined', async () => {
  expect((await readTable()).map(named)).toEqual(matrix.map(named));
});

describe('what the table says, run', () => {
  const rows = ['custom', 'pages', ...(isWhole ? ['storybook 10.6.7'] : [])].map((integration) => {
    const row = matrix.find((one) => one.integration === integration && comesWithLockFile(one));
    if (row === undefined) throw new Error(`the client for ${integration} is not installed`);
    return row;
  });
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });

  afterAll(() => bench?.stop());

  test.for(rows)('$client, $integration', { timeout: 120_000 }, async (row) => {
    const documented = (await readTable()).find((one) => named(one) === named(row));
    const { verdict, details } = await tryRow(row, bench);
    expect(verdict, details).toBe(documented?.verdict);
  });
});
