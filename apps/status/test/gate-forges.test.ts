/** Commits at every kind of forge, while the real server is killed and after it is back. */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { call, type NewDestination, operations, statusOperations } from '@twinlens/contract';
import { eventually, type SignedIn, signIn } from '@twinlens/testing';
import {
  type ForgeDouble,
  startAzureDouble,
  startBitbucketDouble,
  startBitbucketServerDouble,
  startGiteaDouble,
  startGithubDouble,
  startGitlabDouble,
} from '@twinlens/testing/forges';
import { afterAll, beforeAll, test } from 'vitest';
import {
  newPlace,
  type ServerPlace,
  type ServerProgram,
  serviceToken,
  startServerProgram,
} from './server-program.ts';
import { quietSettings, type StatusProgram, startStatus } from './status-program.ts';

const newSha = () => randomBytes(20).toString('hex');

interface Told {
  name: string;
  double: ForgeDouble;
  link: string;
  sha: string;
  sha1: string;
  /** In the words of the forge: waiting, let through or held, and failed. */
  pending: string;
  during: { state: string; text: RegExp };
  failed: string;
  /** What the forge shows where it is no status. */
  shown?: (sha: string) => { state: string; description: string } | undefined;
}

const through = (state: string) => ({ state, text: /^Twinlens is unavailable, not blocking/ });
const held = (state: string) => ({ state, text: /^Twinlens is unavailable, the verdict follows/ });

let server: ServerProgram;
let status: StatusProgram;
let person: SignedIn;
let place: ServerPlace;
const commits: Told[] = [];

async function add(
  name: string,
  double: ForgeDouble,
  destination: NewDestination,
  path: string,
  words: Pick<Told, 'pending' | 'during' | 'failed' | 'shown'>,
): Promise<Told> {
  const { account, read } = person;
  await read(operations.addDestination, { params: { account }, body: destination });
  const { repository } = destination.settings as { repository: string };
  const link = `https://${repository}/${path}`;
  const told = { name, double, link, sha: newSha(), sha1: newSha(), ...words };
  commits.push(told);
  return told;
}

beforeAll(async () => {
  place = await newPlace();
  server = await startServerProgram(place);
  person = await signIn(server);
  const github = await startGithubDouble();
  const { id, installation, privateKey } = github.app;
  await add(
    'GitHub App',
    github,
    {
      kind: 'github',
      settings: { api: github.api, repository: github.repository, app: { id, installation } },
      secret: privateKey,
    },
    'pull/7',
    { pending: 'pending', during: through('success'), failed: 'failure' },
  );
  const checks = await startGithubDouble('docs');
  await add(
    'GitHub App, check runs',
    checks,
    {
      kind: 'github',
      settings: {
        api: checks.api,
        repository: checks.repository,
        app: { id: checks.app.id, installation: checks.app.installation },
        writes: 'check',
      },
      secret: checks.app.privateKey,
    },
    'pull/8',
    {
      pending: 'in_progress',
      during: through('neutral'),
      failed: 'failure',
      shown(sha) {
        const run = checks.checkRuns.findLast((one) => one.sha === sha);
        return run && { state: run.conclusion ?? run.status, description: run.title };
      },
    },
  );
  const gitlab = await startGitlabDouble();
  await add(
    'GitLab',
    gitlab,
    {
      kind: 'gitlab',
      settings: { api: gitlab.api, repository: gitlab.repository },
      secret: gitlab.token,
    },
    '-/merge_requests/7',
    { pending: 'running', during: through('success'), failed: 'failed' },
  );
  const gitea = await startGiteaDouble();
  await add(
    'Gitea',
    gitea,
    {
      kind: 'gitea',
      settings: { api: gitea.api, repository: gitea.repository },
      secret: gitea.token,
    },
    'pulls/7',
    { pending: 'pending', during: through('success'), failed: 'failure' },
  );
  const azure = await startAzureDouble();
  const onAzure = await add(
    'Azure DevOps',
    azure,
    {
      kind: 'azure',
      settings: { api: azure.api, repository: azure.repository },
      secret: azure.token,
    },
    'pullrequest/7',
    { pending: 'pending', during: through('succeeded'), failed: 'failed' },
  );
  azure.pushes.set(7, [newSha(), onAzure.sha]);
  const bitbucket = await startBitbucketDouble();
  await add(
    'Bitbucket',
    bitbucket,
    {
      kind: 'bitbucket',
      settings: { api: bitbucket.api, repository: bitbucket.repository },
      secret: bitbucket.token,
    },
    'pull-requests/7',
    { pending: 'INPROGRESS', during: held('INPROGRESS'), failed: 'FAILED' },
  );
  const dataCenter = await startBitbucketServerDouble();
  await add(
    'Bitbucket Data Center',
    dataCenter,
    {
      kind: 'bitbucket-server',
      settings: { api: dataCenter.api, repository: dataCenter.repository },
      secret: dataCenter.token,
    },
    'pull-requests/7',
    { pending: 'INPROGRESS', during: held('INPROGRESS'), failed: 'FAILED' },
  );
  status = await startStatus({
    watch: server.url,
    env: { TWINLENS_STATUS_TOKEN: serviceToken },
    settings: quietSettings,
  });
});
afterAll(async () => {
  await Promise.all([status?.stop(), server?.stop('SIGKILL')]);
  await Promise.all(commits.map(({ double }) => double.close()));
  await rm(place.dataFolder, { recursive: true, force: true });
});

const client = () => {
  const basic = Buffer.from(`${server.apiKey}:${server.apiSecret}`).toString('base64');
  return { origin: server.url, headers: { authorization: `Basic ${basic}` } };
};

/** What the forge shows of a commit, whatever the line is called there. */
const shownOf = ({ double, sha, shown }: Told) =>
  shown === undefined ? Object.values(double.standing(sha))[0] : shown(sha);

const untilAll = (what: string, holds: (told: Told) => boolean) =>
  eventually(what, async () => {
    const left = commits.filter((told) => !holds(told));
    if (left.length === 0) return true;
    throw new Error(
      left.map((told) => `${told.name}: ${JSON.stringify(shownOf(told))}`).join('\n'),
    );
  });

test('every forge is told in its own words; what keeps no history of a line lets nothing through', async () => {
  const { account, project, read } = person;
  // Chosen at the server: the settings of the status program would hold everybody.
  await read(operations.setOutageRule, {
    params: { account, project },
    body: { rule: { policy: 'open', afterSeconds: 10 } },
  });
  for (const { sha1, sha, link } of commits) {
    await call(client(), operations.startJob, { params: { sha1, sha2: sha }, body: { link } });
  }
  await untilAll('all wait', (told) => shownOf(told)?.state === told.pending);
  const standIns = async () => {
    const answer = await call(status.operator, statusOperations.listStandIns, {});
    return answer?.standIns ?? [];
  };
  await eventually(
    'all are heard of',
    async () => status.kept('waiting_commit') === commits.length,
  );
  await server.stop('SIGKILL');
  await untilAll('all are spoken for', (told) => {
    const shown = shownOf(told);
    return shown?.state === told.during.state && told.during.text.test(shown.description);
  });
  // The forge shows a status before the program has read the answer to it.
  await eventually('all are kept as written', async () => {
    const kept = new Set((await standIns()).map(({ policy, state }) => `${policy} ${state}`));
    return kept.size === 2 && kept.has('open written') && kept.has('closed written');
  });

  server = await startServerProgram(place);
  await untilAll('all wait for their own verdict', (told) => shownOf(told)?.state === told.pending);
  for (const { sha1, sha } of commits) {
    const body = { message: 'it broke', status: 'failure' as const };
    await call(client(), operations.cancelJob, { params: { sha1, sha2: sha }, body });
  }
  await untilAll('all have failed', (told) => shownOf(told)?.state === told.failed);
  await eventually('none is listed', async () => (await standIns()).length === 0);
});
