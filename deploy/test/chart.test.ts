/** The charts, rendered by Helm: what it would send to a cluster is what clusters take, and keeps to our rules. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Gateway } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/Gateway';
import { HTTPRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute';
import { ScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject';
import { TriggerAuthentication } from '@kubernetes-models/keda/keda.sh/v1alpha1/TriggerAuthentication';
import { beforeAll, describe, expect, test } from 'vitest';
import { charts, fetchHelm, type Rendered, render, runHelm } from './helm.ts';
import { isObject, kubernetesVersions, readKubernetesSchema } from './kubernetes-schema.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const image = (name: string) => ({ repository: `registry.example.org/${name}`, tag: '0.1.0' });
const small = {
  public: { host: 'twinlens.example.org', address: '203.0.113.7' },
  server: { image: image('twinlens-server'), secret: 'twinlens-server' },
  worker: { image: image('twinlens-worker'), secret: 'twinlens-worker' },
};
const installations = {
  'as little as is asked for': small,
  'one server on one disk': {
    ...small,
    server: { ...small.server, replicas: 1, data: { accessMode: 'ReadWriteOnce' } },
  },
  'servers on a bucket': {
    ...small,
    server: {
      ...small.server,
      replicas: 3,
      bucket: { name: 'twinlens', endpoint: 'https://objects.example.org', region: 'eu-1' },
      data: { accessMode: 'ReadWriteOnce' },
    },
  },
  'behind an Ingress, without probe': {
    ...small,
    public: {
      ...small.public,
      through: 'ingress',
      ingress: { className: 'traefik', tlsSecret: 'tls', annotations: { 'example.org/a': 'b' } },
      probe: { enabled: false },
    },
  },
  'everything that can be chosen': {
    ...small,
    public: { ...small.public, gateway: { name: 'edge', namespace: 'edge', listener: 'https' } },
    server: {
      ...small.server,
      image: { repository: 'registry.example.org/twinlens-server', digest },
      environment: { TWINLENS_LOG_LEVEL: 'debug' },
      data: { existingClaim: 'pictures' },
    },
    worker: {
      ...small.worker,
      environment: { TWINLENS_WORKER_TARGETS: 'all' },
      privateNetworks: ['10.1.2.0/24'],
    },
    scaling: { enabled: true, secret: 'twinlens-queue', minReplicas: 2 },
    monitoring: {
      enabled: true,
      namespace: 'monitoring',
      podMonitors: true,
      labels: { release: 'prometheus' },
    },
    imagePullSecrets: ['registry'],
  },
};
const address = {
  address: '203.0.113.7',
  gatewayClassName: 'eg',
  host: 'twinlens.example.org',
  tlsSecret: 'tls',
};

/** Follows keys and indexes; undefined where there is nothing. */
function at(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((inside, key) => {
    if (Array.isArray(inside)) return inside[Number(key)];
    return isObject(inside) ? inside[String(key)] : undefined;
  }, value);
}
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const ofKind = ({ documents }: Rendered, kind: string, name = '') =>
  documents.filter(
    (document) =>
      at(document, 'kind') === kind && String(at(document, 'metadata', 'name')).endsWith(name),
  );
const podsOf = ({ documents }: Rendered) =>
  documents
    .map((document) => at(document, 'spec', 'template', 'spec'))
    .filter((pod) => pod !== undefined);

const rendered = new Map<string, Rendered>();
beforeAll(async () => {
  await fetchHelm();
  for (const [name, values] of Object.entries(installations)) {
    rendered.set(name, await render(charts.twinlens, values));
  }
  rendered.set('the address', await render(charts.address, address));
});

function of(name: string): Rendered {
  const found = rendered.get(name);
  if (found === undefined || !found.ok) throw new Error(found?.problem ?? `no ${name}`);
  return found;
}

/** Everything the definitions of Gateway API and KEDA have against an object of theirs; null for other kinds. */
function problemsOfExtension(document: unknown): string | null {
  const models = { Gateway, HTTPRoute, ScaledObject, TriggerAuthentication };
  const kind = String(at(document, 'kind'));
  if (!isObject(document) || !Object.hasOwn(models, kind)) return null;
  const { apiVersion, kind: _kind, ...rest } = document;
  // Its types want to be told what is still to be found out.
  const Model: new (data: never) => { validate(): void; apiVersion: unknown } =
    models[kind as keyof typeof models];
  const model = new Model(rest as never);
  try {
    model.validate();
  } catch (error) {
    return String(error);
  }
  return model.apiVersion === apiVersion ? '' : `${kind} is not ${apiVersion}`;
}

describe('what a cluster gets', () => {
  test.each(kubernetesVersions)('is what Kubernetes %s takes', async (version) => {
    const schema = await readKubernetesSchema(version);
    let checked = 0;
    for (const [name, { documents }] of rendered) {
      for (const document of documents) {
        // Of another operator: a test of its own looks at all of it.
        if (at(document, 'kind') === 'PodMonitor') continue;
        const problems = schema.problemsOf(document);
        if (problems === null) expect(problemsOfExtension(document), name).toBe('');
        else expect(problems, name).toEqual([]);
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(35);
  });

  test('is refused by the same schema with a field or a type that does not exist', async () => {
    const schema = await readKubernetesSchema('1.34');
    const [deployment] = ofKind(of('as little as is asked for'), 'Deployment', 'server');
    const [budget] = ofKind(of('as little as is asked for'), 'PodDisruptionBudget', 'server');
    const [route] = ofKind(of('as little as is asked for'), 'HTTPRoute');
    const spec = at(deployment, 'spec') as object;
    const broken = { ...(deployment as object), spec: { ...spec, replicas: 'two' } };
    expect(schema.problemsOf(broken)).toEqual(['Deployment.spec.replicas: "two" is not number']);
    const misspelt = { ...(budget as object), spec: { unhealtyPodEvictionPolicy: 'AlwaysAllow' } };
    expect(schema.problemsOf(misspelt)).toHaveLength(1);
    const rules = [{ backendRefs: [{ name: 'server', port: '4750' }] }];
    expect(problemsOfExtension({ ...(route as object), spec: { rules } })).toContain('port');
  });
});

/** All that may call a worker, and nobody may where figures are not wanted. */
const fromPrometheus = {
  from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
  ports: [{ protocol: 'TCP', port: 9464 }],
};

describe.each(Object.keys(installations))('pods of an installation: %s', (name) => {
  test('run images by version, as nobody, on a file system they cannot change, with limits', () => {
    const pods = podsOf(of(name));
    expect(pods.length).toBeGreaterThanOrEqual(2);
    for (const pod of pods) {
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 10001,
          seccompProfile: { type: 'RuntimeDefault' },
        },
      });
      for (const container of list(at(pod, 'containers'))) {
        expect(container).toMatchObject({
          image: expect.stringMatching(/:(\d+\.\d+\.\d+|[0-9a-f]{64})$/),
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          resources: {
            requests: { memory: expect.any(String) },
            limits: { memory: expect.any(String) },
          },
        });
      }
      const volumes = list(at(pod, 'volumes'));
      expect(volumes.filter((volume) => at(volume, 'hostPath') !== undefined)).toEqual([]);
    }
  });

  test('a server stops being asked before it stops, and an old one stays until a new one is ready', () => {
    const [deployment] = ofKind(of(name), 'Deployment', 'server');
    expect(at(deployment, 'spec', 'strategy', 'rollingUpdate')).toEqual({
      maxSurge: 1,
      maxUnavailable: 0,
    });
    const pod = at(deployment, 'spec', 'template', 'spec');
    const server = at(pod, 'containers', 0);
    expect(at(server, 'readinessProbe', 'httpGet', 'path')).toBe('/health/ready');
    expect(at(server, 'livenessProbe', 'httpGet', 'path')).toBe('/health/live');
    const wait = Number(at(server, 'lifecycle', 'preStop', 'sleep', 'seconds'));
    expect(wait).toBeGreaterThan(0);
    expect(Number(at(pod, 'terminationGracePeriodSeconds'))).toBeGreaterThanOrEqual(wait + 15);
    expect(list(at(pod, 'topologySpreadConstraints'))).toHaveLength(2);
  });

  test('pages of others reach the server and the public internet, and nobody reaches their worker', () => {
    const [policy] = ofKind(of(name), 'NetworkPolicy', 'worker');
    const [worker] = ofKind(of(name), 'Deployment', 'worker');
    const labels = at(worker, 'spec', 'template', 'metadata', 'labels');
    expect(labels).toMatchObject(at(policy, 'spec', 'podSelector', 'matchLabels') as object);
    expect(at(policy, 'spec', 'policyTypes')).toEqual(['Ingress', 'Egress']);
    const callers = name === 'everything that can be chosen' ? [fromPrometheus] : [];
    expect(at(policy, 'spec', 'ingress')).toEqual(callers);
    const blocks = list(at(policy, 'spec', 'egress'))
      .flatMap((rule) => list(at(rule, 'to')))
      .map((peer) => at(peer, 'ipBlock'))
      .filter((block) => block !== undefined);
    const everywhere = blocks.filter((block) => String(at(block, 'cidr')).endsWith('/0'));
    expect(at(everywhere[0], 'except')).toEqual(
      expect.arrayContaining(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16']),
    );
    expect(at(everywhere[1], 'except')).toEqual(expect.arrayContaining(['fc00::/7', 'fe80::/10']));
    // It has the token of a worker, and no other secret.
    const container = at(worker, 'spec', 'template', 'spec', 'containers', 0);
    expect(at(container, 'envFrom')).toBeUndefined();
    const secrets = list(at(container, 'env'))
      .map((entry) => at(entry, 'valueFrom', 'secretKeyRef'))
      .filter((secret) => secret !== undefined);
    expect(secrets).toEqual([{ name: 'twinlens-worker', key: 'TWINLENS_WORKER_TOKEN' }]);
  });
});

test('one of several may be taken away at a time, and nothing is kept of one', () => {
  const several = ofKind(of('everything that can be chosen'), 'PodDisruptionBudget');
  expect(several).toHaveLength(2);
  for (const budget of several) {
    expect(budget).toMatchObject({
      spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    });
  }
  expect(ofKind(of('one server on one disk'), 'PodDisruptionBudget', 'server')).toEqual([]);
});

test('workers are not counted by two', () => {
  const scaled = of('everything that can be chosen');
  expect(at(ofKind(scaled, 'Deployment', 'worker')[0], 'spec', 'replicas')).toBeUndefined();
  expect(at(ofKind(scaled, 'ScaledObject')[0], 'spec', 'scaleTargetRef', 'name')).toBe(
    at(ofKind(scaled, 'Deployment', 'worker')[0], 'metadata', 'name'),
  );
  expect(ofKind(of('as little as is asked for'), 'ScaledObject')).toEqual([]);
});

test('the probe wants the revision that the route shows, from the reserved address', () => {
  const one = of('as little as is asked for');
  const [job] = ofKind(one, 'Job');
  const [route] = ofKind(one, 'HTTPRoute');
  const env = list(at(job, 'spec', 'template', 'spec', 'containers', 0, 'env'));
  const shown = at(route, 'spec', 'rules', 0, 'filters', 0, 'responseHeaderModifier', 'set', 0);
  expect(shown).toEqual({ name: 'x-twinlens-revision', value: '1' });
  expect(env).toContainEqual({ name: 'REVISION', value: '1' });
  expect(env).toContainEqual({ name: 'ADDRESS', value: '203.0.113.7' });
  expect(String(at(job, 'metadata', 'annotations', 'helm.sh/hook'))).toContain('post-upgrade');
  expect(ofKind(of('behind an Ingress, without probe'), 'Job')).toEqual([]);
});

test('figures are for the namespace that is named, under the names alerts know', () => {
  const watched = of('everything that can be chosen');
  const monitors = ofKind(watched, 'PodMonitor');
  expect(monitors).toHaveLength(2);
  for (const [index, program] of ['server', 'worker'].entries()) {
    const [deployment] = ofKind(watched, 'Deployment', program);
    const container = at(deployment, 'spec', 'template', 'spec', 'containers', 0);
    expect(list(at(container, 'ports'))).toContainEqual({ name: 'metrics', containerPort: 9464 });
    const prefix = program === 'server' ? 'TWINLENS' : 'TWINLENS_WORKER';
    expect(at(container, 'env')).toContainEqual({ name: `${prefix}_METRICS_PORT`, value: '9464' });
    expect(monitors[index]).toMatchObject({
      apiVersion: 'monitoring.coreos.com/v1',
      metadata: { labels: { release: 'prometheus' } },
    });
    const spec = at(monitors[index], 'spec');
    const replacement = `twinlens-${program}`;
    expect(spec).toEqual({
      selector: { matchLabels: at(deployment, 'spec', 'selector', 'matchLabels') },
      podMetricsEndpoints: [
        { port: 'metrics', relabelings: [{ targetLabel: 'job', replacement, action: 'replace' }] },
      ],
    });
  }
  const [policy] = ofKind(watched, 'NetworkPolicy', 'server');
  expect(at(policy, 'spec', 'ingress', 1)).toEqual(fromPrometheus);
  expect(ofKind(of('as little as is asked for'), 'PodMonitor')).toEqual([]);
});

describe('values that are refused', () => {
  const server = small.server;
  test.each([
    ['no address', { ...small, public: { host: 'a.example.org' } }, 'address'],
    ['no name', { ...small, public: { address: '203.0.113.7' } }, 'host'],
    [
      'the newest image, whichever it is',
      { ...small, server: { ...server, image: { ...server.image, tag: 'latest' } } },
      'tag',
    ],
    [
      'an image of no version',
      { ...small, server: { ...server, image: { repository: 'a/b' } } },
      'image',
    ],
    ['no secret', { ...small, server: { image: server.image } }, 'secret'],
    ['a setting that is misspelt', { ...small, server: { ...server, replica: 3 } }, 'replica'],
    [
      'several servers on a disk for one',
      { ...small, server: { ...server, data: { accessMode: 'ReadWriteOnce' } } },
      'ReadWriteMany',
    ],
    ['no limits', { ...small, server: { ...server, resources: { limits: null } } }, 'limits'],
    ['figures for nobody', { ...small, monitoring: { enabled: true } }, 'namespace'],
    ['scaling without a secret', { ...small, scaling: { enabled: true } }, 'secret'],
    [
      'an Ingress of no class',
      { ...small, public: { ...small.public, through: 'ingress' } },
      'className',
    ],
  ])('%s', async (_name, values, named) => {
    const refused = await render(charts.twinlens, values);
    expect(refused.ok).toBe(false);
    expect(refused.problem).toContain(named);
  });

  test('an address chart without address', async () => {
    const refused = await render(charts.address, { ...address, address: '' });
    expect(refused.ok).toBe(false);
    expect(refused.problem).toContain('address');
  });
});

describe('the address', () => {
  test('is that of the values, stays when the release goes, and is not part of what is updated', async () => {
    const [gateway] = ofKind(of('the address'), 'Gateway');
    expect(gateway).toMatchObject({
      metadata: { annotations: { 'helm.sh/resource-policy': 'keep' } },
      spec: { addresses: [{ type: 'IPAddress', value: '203.0.113.7' }] },
    });
    for (const name of Object.keys(installations)) {
      expect(ofKind(of(name), 'Gateway')).toEqual([]);
      for (const service of ofKind(of(name), 'Service')) {
        expect(at(service, 'spec', 'type')).toBe('ClusterIP');
      }
    }
    const [claim] = ofKind(of('as little as is asked for'), 'PersistentVolumeClaim');
    expect(at(claim, 'metadata', 'annotations', 'helm.sh/resource-policy')).toBe('keep');
  });

  test('is not changed by an update of a cluster that has another one', async () => {
    await using cluster = await startCluster('203.0.113.7');
    const update = (value: string) =>
      runHelm(
        [
          'template',
          'edge',
          charts.address,
          '--is-upgrade',
          '--dry-run=server',
          '--disable-openapi-validation',
          '--namespace',
          'edge',
        ],
        { ...address, address: value },
        cluster.kubeconfig,
      );
    const same = await update('203.0.113.7');
    expect(same.problem).toContain('kind: Gateway');
    expect(same.ok).toBe(true);
    const other = await update('203.0.113.8');
    expect(other.ok).toBe(false);
    expect(other.problem).toContain('the address of this Gateway is 203.0.113.7, and stays');
    expect(cluster.asked()).toContain(
      '/apis/gateway.networking.k8s.io/v1/namespaces/edge/gateways/edge',
    );
  });
});

/** As much of the API of a cluster as Helm asks to look something up: one Gateway. */
async function startCluster(value: string) {
  const asked: string[] = [];
  const gatewayGroup = {
    name: 'gateway.networking.k8s.io',
    versions: [{ groupVersion: 'gateway.networking.k8s.io/v1', version: 'v1' }],
    preferredVersion: { groupVersion: 'gateway.networking.k8s.io/v1', version: 'v1' },
  };
  const answers: Record<string, unknown> = {
    '/version': { major: '1', minor: '34', gitVersion: 'v1.34.0' },
    '/api': { kind: 'APIVersions', versions: ['v1'] },
    '/api/v1': { kind: 'APIResourceList', groupVersion: 'v1', resources: [] },
    '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups: [gatewayGroup] },
    '/apis/gateway.networking.k8s.io/v1': {
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion: 'gateway.networking.k8s.io/v1',
      resources: [
        {
          name: 'gateways',
          singularName: 'gateway',
          namespaced: true,
          kind: 'Gateway',
          verbs: ['get'],
        },
      ],
    },
    '/apis/gateway.networking.k8s.io/v1/namespaces/edge/gateways/edge': {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'edge', namespace: 'edge' },
      spec: { addresses: [{ type: 'IPAddress', value }] },
    },
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    asked.push(path);
    const answer = answers[path];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { kind: 'Status', status: 'Failure', code: 404 }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-cluster-'));
  const kubeconfig = join(folder, 'config');
  const { port } = server.address() as AddressInfo;
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'c',
    clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${port}` } }],
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'c' } }],
    users: [{ name: 'c', user: {} }],
  };
  await writeFile(kubeconfig, JSON.stringify(config), { mode: 0o600 });
  return {
    kubeconfig,
    asked: () => asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
