/** Reports of any number of snapshots, made through the clients' own interface. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { call, operations } from '@twinlens/contract';
import { type Comparison, type RunningTwinlens, type SignedIn, signIn } from '@twinlens/testing';
import { readCorpus } from '../diff/corpus.ts';

/** Snapshots that changed in each comparison, where there are so many. */
export const changedCount = 200;

/** Unchanged snapshots share some pictures: only how many there are matters of them. */
export const unchangedPictures = 40;

export interface Pair {
  before: string;
  after: string;
}

/** Pairs of PNG files that differ, from the labelled corpus; as many as there are. */
export async function readPairs(): Promise<Pair[]> {
  const pairs = await readCorpus();
  return pairs.filter((pair) => pair.class !== 'identical');
}

export interface Reviewer extends SignedIn {
  url: string;
  /** The page of two reports of so many snapshots, which are made and compared. */
  compare(size: number): Promise<string>;
  /** Two reports of so many snapshots, all of which changed. */
  compareAllChanged(size: number): Promise<Comparison>;
}

export async function startReviewing(twinlens: RunningTwinlens): Promise<Reviewer> {
  const { url, apiKey, apiSecret } = twinlens;
  const basic = Buffer.from(`${apiKey}:${apiSecret}`).toString('base64');
  const client = { origin: url, headers: { authorization: `Basic ${basic}` } };
  const person = await signIn(twinlens);
  // The first person is asked for a password before anything else.
  const asPerson = { origin: url, headers: { cookie: person.cookie, origin: url } };
  await call(asPerson, operations.setUpAccount, {
    body: { name: 'Reviewer', email: 'reviewer@example.com', password: 'correct horse battery' },
  });
  const pairs = await readPairs();

  /** @returns its address */
  async function upload(path: string): Promise<string> {
    const signed = await call(client, operations.signImageUpload, {
      params: { hash: nameOf(path) },
    });
    if (signed?.url) return signed.url;
    const form = new FormData();
    form.set('file', new Blob([await readFile(path)], { type: 'image/png' }), 'picture.png');
    const stored = await fetch(signed?.uploadUrl ?? '', { method: 'POST', body: form });
    if (!stored.ok) throw new Error(`the upload answered ${stored.status}`);
    return ((await stored.json()) as { url: string }).url;
  }
  const nameOf = (path: string) => createHash('md5').update(path).digest('hex');
  const snapshot = (index: number, picture: string) => ({
    component: `Family${String(Math.floor(index / 400)).padStart(3, '0')}/Component${String(Math.floor(index / 10) % 40).padStart(2, '0')}`,
    variant: `example ${index % 10}`,
    target: 'chrome',
    url: picture,
    width: 1280,
    height: 800,
  });

  /** Makes two reports and compares them. */
  async function make(sha1: string, sha2: string, size: number, changed: number) {
    const step = Math.floor(size / changed);
    const pictures = new Map<string, string>();
    for (const { before, after } of pairs.slice(0, changed)) {
      pictures.set(before, await upload(before));
      pictures.set(after, await upload(after));
    }
    for (const [side, sha] of [
      ['before', sha1],
      ['after', sha2],
    ] as const) {
      const snaps = Array.from({ length: size }, (_, index) => {
        const isChanged = index % step === 0 && index / step < changed;
        const pair = pairs[(isChanged ? index / step : index % unchangedPictures) % pairs.length];
        const picture = pair?.[isChanged ? side : 'before'] ?? '';
        return snapshot(index, pictures.get(picture) ?? '');
      });
      await call(client, operations.createReport, { params: { sha }, body: { snaps } });
    }
    const params = { sha1, sha2 };
    await call(client, operations.compareReports, { params, body: { isAsync: true } });
    const comparison = await person.compared(sha1, sha2);
    if (comparison.counts.changed !== changed) {
      throw new Error(`${comparison.counts.changed} of ${changed} snapshots changed`);
    }
    return comparison;
  }

  return {
    ...person,
    url,
    async compare(size) {
      const shas = [`before-${size}`, `after-${size}`] as const;
      await make(...shas, size, Math.min(changedCount, size));
      return `${url}/a/${person.account}/p/${person.project}/compare/${shas.join('/')}`;
    },
    compareAllChanged: (size) => make(`old-${size}`, `new-${size}`, size, size),
  };
}
