/**
 * Pages in a network where every place they must not reach is there, and a name server that lies: names that have
 * another address the second time they are asked for (DNS rebinding). In namespaces of its own.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

interface Outcome {
  reached: string[];
  said: string[];
  visited: string[];
  pages: { failed: string[]; log: string[] };
  inPackage: { failed: string[]; log: string[] };
  asked: Record<string, number>;
  same: boolean;
}

const program = join(import.meta.dirname, 'escapes/network-of-its-own.ts');

/** Namespaces need root, or a kernel that gives them to anybody: not part of `npm test`. */
const all = inject('engines').length > 1;

describe.runIf(all).each(inject('engines'))('%s', (engine) => {
  let folder: string;
  let outcome: Outcome;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'twinlens-own-network-'));
    const args = [
      '--net',
      '--mount',
      ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
    ];
    const text = execFileSync('unshare', [...args, process.execPath, program, engine, folder], {
      encoding: 'utf8',
      timeout: 110_000,
    });
    outcome = JSON.parse(text);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('the attack takes place: its names change, and its pages run', () => {
    expect(outcome.visited).toEqual(expect.arrayContaining(['', 'redirect', 'endless', 'say']));
    expect(outcome.asked['first-mine.test']).toBeGreaterThan(1);
    expect(outcome.asked['by-turns.test']).toBeGreaterThan(1);
    expect(outcome.said.length).toBeGreaterThan(20);
  });

  it('no place inside hears of anything', () => {
    expect(outcome.reached).toEqual([]);
    expect(outcome.said.filter((text) => text.startsWith('reached'))).toEqual([]);
  });

  it('people read why, and the next picture is as before', () => {
    const { failed } = outcome.pages;
    expect(failed).toEqual([
      // It is shown, and asks its own name for more: by then that leads inside.
      expect.stringMatching(/"rebound, default".*TWINLENS_ALLOWED_PRIVATE_HOSTS/),
      expect.stringMatching(/"inside, default".*TWINLENS_ALLOWED_PRIVATE_HOSTS/),
      expect.stringMatching(/"led inside, default".*TWINLENS_ALLOWED_PRIVATE_HOSTS/),
      expect.stringMatching(/"led without end, default"/),
    ]);
    expect(outcome.inPackage.failed).toEqual([]);
    expect(outcome.inPackage.log.join('\n')).toContain(
      '169.254.169.254 is not on the public internet',
    );
    expect(outcome.same).toBe(true);
  });
});
