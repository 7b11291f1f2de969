/** What the status program of the drill looks at: everything an operator would have it look at. */
import { url } from '../2021-06-07/client-runs.ts';
import { machines, name, publicAddress } from '../network.ts';

/** Where the edge says how it is, to machines of its own network. */
export const monitoring = { address: machines.edge, port: 4790 };
const edgeStatus = `http://${monitoring.address}:${monitoring.port}/status.json`;

/** How long nobody has to have heard of the server before the status program speaks for it. */
const afterSeconds = 6;

/** What is shown, by id. */
const components = {
  api: 'API',
  'web-ui': 'Web UI',
  database: 'Database',
  store: 'Store',
  edge: 'Load balancer',
  address: 'Public address',
  names: 'Names',
  certificate: 'Certificate',
  pictures: 'Pictures',
  queue: 'Queue of captures',
  commits: 'Statuses on commits',
} as const;

/** @param targets types of targets with workers of their own */
export function settingsFor(targets: readonly string[], account: number) {
  const runs = targets.map((type) => ({
    id: type,
    title: `A run in ${type}`,
    component: type,
    everySeconds: 4,
    // Its picture comes the way of all pictures.
    dependsOn: ['api', 'pictures-kept'],
    probe: { kind: 'run', targetType: `browser-${type}`, timeoutSeconds: 20 },
  }));
  const common = { everySeconds: 2 };
  const picture = { kind: 'image', of: targets[0] };
  return {
    name: 'Twinlens of the drill',
    components: [
      ...Object.entries(components).map(([id, title]) => ({ id, name: title })),
      ...targets.map((type) => ({ id: type, name: `Captures in ${type}` })),
    ],
    incidentsEndedBy: 'monitors',
    whenUnavailable: {
      policy: 'closed',
      afterSeconds,
      projects: [{ account, project: 'shop', policy: 'open', afterSeconds }],
    },
    monitors: [
      {
        ...common,
        id: 'names',
        title: 'Where the name leads',
        component: 'names',
        probe: {
          kind: 'dns',
          name,
          addresses: [publicAddress],
          maxTtlSeconds: 60,
          server: machines.dns,
        },
      },
      {
        ...common,
        id: 'address',
        title: 'Somebody at the address',
        component: 'address',
        probe: { kind: 'http', url: `${url}/health/live`, address: publicAddress, anyAnswer: true },
      },
      {
        ...common,
        id: 'certificate',
        title: 'The certificate',
        component: 'certificate',
        dependsOn: ['names', 'address'],
        probe: { kind: 'certificate', host: name, minDays: 7 },
      },
      ...(['database', 'store'] as const).map((part) => ({
        ...common,
        id: part,
        title: `What the servers say of the ${part}`,
        component: part,
        probe: { kind: 'part', part, url: edgeStatus },
      })),
      {
        ...common,
        id: 'api',
        title: 'The API',
        component: 'api',
        dependsOn: ['names', 'address', 'database', 'store'],
        probe: { kind: 'http', url: `${url}/health/ready` },
      },
      {
        ...common,
        id: 'web-ui',
        title: 'The pages',
        component: 'web-ui',
        dependsOn: ['api'],
        probe: { kind: 'http', url: `${url}/sign-in` },
      },
      {
        ...common,
        id: 'edge',
        title: 'Wanted, loaded and seen configuration',
        component: 'edge',
        whenDown: 'degraded_performance',
        // It says of itself also what is wrong behind it.
        dependsOn: ['address', 'database', 'store', 'api'],
        probe: { kind: 'edge', url: edgeStatus },
      },
      ...runs,
      {
        ...common,
        id: 'pictures-kept',
        title: 'A picture from the cache',
        component: 'pictures',
        dependsOn: ['api'],
        probe: picture,
      },
      {
        ...common,
        id: 'pictures',
        title: 'A picture from the servers',
        component: 'pictures',
        dependsOn: ['api'],
        probe: { ...picture, uncached: true },
      },
      {
        ...common,
        id: 'queue',
        title: 'Age of the queue',
        component: 'queue',
        whenDown: 'degraded_performance',
        dependsOn: ['api', ...targets],
        probe: { kind: 'queue', maxSeconds: 25 },
      },
      {
        ...common,
        id: 'commits',
        title: 'Age of what is to be told outside',
        component: 'commits',
        whenDown: 'partial_outage',
        dependsOn: ['api'],
        probe: { kind: 'deliveries', maxSeconds: 10 },
      },
    ],
  };
}

export type WatchedSettings = ReturnType<typeof settingsFor>;
