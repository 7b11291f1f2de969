/** A project whose tests record pages, sent through everything that `twinlens up` starts. */
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { call, operations, type ResponseOf } from '@twinlens/contract';
import {
  eventually,
  type HappoRun,
  type RunningTwinlens,
  runHappo,
  type SignedIn,
  signIn,
  startTwinlens,
} from '@twinlens/testing';
import { launchChromium } from '@twinlens/testing/browser';
import { fetchPicture } from '@twinlens/testing/clients';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import type { Recording } from './recordings.ts';

type Report = ResponseOf<typeof operations.getReport>;
type Job = ResponseOf<typeof operations.getJob>;

const packages = resolve(import.meta.dirname, '../../../node_modules');

/** One installation, and projects in folders of their own that use this repository's packages. */
export interface Studio {
  twinlens: RunningTwinlens;
  person: SignedIn;
  makeFolder(): Promise<string>;
  /** Runs the client in a folder; `args` begin with the options of the client. */
  send(folder: string, args: string[], env?: Record<string, string>): Promise<HappoRun>;
  report(sha: string): Promise<Report>;
  /** The job of a commit, once it has ended. */
  ended(sha2: string): Promise<Job>;
  job(sha2: string): Promise<Job | undefined>;
  /** Rejects unless the person, who sets the account up for it, comes to read this on a page. */
  waitForText(path: string, text: string): Promise<void>;
  stop(): Promise<void>;
}

export async function openStudio(): Promise<Studio> {
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
  const twinlens = await startTwinlens({
    dataFolder: join(folder, 'data'),
    databaseUrl: await createPostgresDatabase(),
  });
  const person = await signIn(twinlens);
  const { account, project } = person;

  async function job(sha2: string): Promise<Job | undefined> {
    const { jobs } = await person.read(operations.listJobs, { params: { account } });
    return jobs.find((one) => one.sha2 === sha2);
  }
  return {
    twinlens,
    person,
    async makeFolder() {
      const made = await mkdtemp(join(folder, 'project-'));
      await symlink(packages, join(made, 'node_modules'));
      await writeFile(join(made, 'package.json'), '{ "private": true }');
      return made;
    },
    send: (cwd, args, env = {}) => runHappo({ cwd, twinlens, args, env }),
    report: (sha) =>
      eventually(`the report of ${sha}`, () =>
        person.read(operations.getReport, { params: { account, project, sha } }),
      ),
    job,
    ended: (sha2) =>
      eventually(`the job of ${sha2} ends`, async () => {
        const found = await job(sha2);
        return found !== undefined && found.state !== 'pending' && found;
      }),
    async waitForText(path, text) {
      const body = { name: 'Ada', email: 'ada@example.org', password: 'ten characters' };
      const headers = { cookie: person.cookie, origin: twinlens.url };
      await call({ origin: twinlens.url, headers }, operations.setUpAccount, { body });
      const browser = await launchChromium();
      try {
        const page = await browser.newPage({ extraHTTPHeaders: { cookie: person.cookie } });
        await page.goto(twinlens.url + path);
        await page.getByText(text).first().waitFor();
      } finally {
        await browser.close();
      }
    },
    async stop() {
      await twinlens.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** "component variant target" of every snapshot. */
export const named = ({ snapshots }: Report) =>
  snapshots.map(({ component, variant, target }) => `${component} ${variant} ${target}`);

function snapshotOf({ snapshots }: Report, component: string, target: string) {
  const found = snapshots.find((one) => one.component === component && one.target === target);
  if (found === undefined) throw new Error(`${component} was not captured for ${target}`);
  return found;
}

/** What the picture of a component shows at these places. */
export async function colorsOf(
  report: Report,
  component: string,
  places: string[],
  target = 'chrome',
): Promise<Record<string, string | undefined>> {
  const picture = await fetchPicture(snapshotOf(report, component, target).image.url);
  return Object.fromEntries(
    places.map((place) => {
      const [x = -1, y = -1] = place.split(',').map(Number);
      return [place, picture.colorAt(x, y)];
    }),
  );
}

/** What was seen of a recording, in the words in which it says what has to be. */
export async function seen(report: Report, recording: Recording) {
  const { component, colors, size, targets = ['chrome'] } = recording;
  const [target = 'chrome'] = targets;
  const { width, height } = snapshotOf(report, component, target).image;
  return {
    colors: await colorsOf(report, component, Object.keys(colors), target),
    ...(size !== undefined && { size: `${width} x ${height}` }),
  };
}

/** What has to be seen of a recording. */
export const expected = ({ colors, size }: Recording) => ({
  colors,
  ...(size !== undefined && { size }),
});
