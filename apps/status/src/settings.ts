/** What is watched and shown: a file of JSON, or what follows from the address that is watched. */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import {
  check,
  type IncidentImpact,
  incidentImpacts,
  outagePolicies,
  type ServerPart,
  TwinlensError,
  targetTypes,
} from '@twinlens/contract';
import { type Static, type TProperties, Type } from 'typebox';
import { type SubscriberKind, subscriberKinds } from './subscription/rules.ts';

/** A key nobody knows is a mistake somebody would look for. */
const strict = <const T extends TProperties>(properties: T) =>
  Type.Object(properties, { additionalProperties: false });

const Name = Type.String({
  pattern: '^[0-9a-z][0-9a-z-]{0,39}$',
  description: 'a short name of lower-case letters, digits and hyphens',
});
const Seconds = Type.Integer({ minimum: 1, maximum: 86_400 });
const Address = Type.String({
  pattern: '^https?://',
  description: 'an address with http or https',
});

const serverParts: ServerPart[] = ['database', 'store'];

/** How one thing is looked at. */
const Probe = Type.Union([
  /** Answers with 2xx, and with this text in it if one is given. */
  strict({
    kind: Type.Literal('http'),
    url: Address,
    contains: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    /** Asked at this address, whatever the name leads to. */
    address: Type.Optional(Type.String({ minLength: 2, maxLength: 45 })),
    /** Somebody is there, whatever is answered. */
    anyAnswer: Type.Optional(Type.Boolean()),
  }),
  /** A name leads to exactly these addresses, for no longer than this in anybody's cache. */
  strict({
    kind: Type.Literal('dns'),
    name: Type.String({ minLength: 1, maxLength: 253 }),
    addresses: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 20 }),
    maxTtlSeconds: Type.Optional(Seconds),
    /** Asked instead of the machine's own resolvers: `address` or `address:port`. */
    server: Type.Optional(Type.String({ minLength: 1 })),
  }),
  /** A certificate is for the name, known, and good for this long. */
  strict({
    kind: Type.Literal('certificate'),
    host: Type.String({ minLength: 1, maxLength: 253 }),
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
    minDays: Type.Integer({ minimum: 0, maximum: 1000 }),
  }),
  /** Two published documents say the same. */
  strict({ kind: Type.Literal('generation'), wanted: Address, seen: Address }),
  /** What the edge publishes of itself: its three numbers agree, and nothing is alerted. */
  strict({ kind: Type.Literal('edge'), url: Address }),
  /** A tiny package is captured, and its picture has the pixels it must have. */
  strict({
    kind: Type.Literal('run'),
    targetType: Type.Enum(targetTypes),
    timeoutSeconds: Type.Optional(Seconds),
  }),
  /** The picture of the last run of that monitor is served, byte for byte. */
  strict({
    kind: Type.Literal('image'),
    of: Name,
    /** Asked in a way that no cache has an answer to. */
    uncached: Type.Optional(Type.Boolean()),
  }),
  /** No server says of itself, or has said of it by the edge, that this does not answer. */
  strict({ kind: Type.Literal('part'), part: Type.Enum(serverParts), url: Address }),
  /** What the server publishes of its queues: nothing waits longer than this. */
  strict({ kind: Type.Literal('queue'), maxSeconds: Seconds }),
  strict({ kind: Type.Literal('deliveries'), maxSeconds: Seconds }),
]);
export type Probe = Static<typeof Probe>;

const Monitor = strict({
  id: Name,
  title: Type.String({ minLength: 1, maxLength: 100 }),
  component: Name,
  probe: Probe,
  everySeconds: Type.Optional(Seconds),
  /** It counts as down when so many of its last checks failed. */
  failures: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
  of: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
  /** How its component stands while it is down. */
  whenDown: Type.Optional(Type.Enum(['degraded_performance', 'partial_outage', 'major_outage'])),
  /** Monitors that must be well for this one to be. */
  dependsOn: Type.Optional(Type.Array(Name, { maxItems: 20 })),
});

const Component = strict({
  id: Name,
  name: Type.String({ minLength: 1, maxLength: 100 }),
  description: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
});

const GateRule = strict({
  /** What waiting commits are told when the service is gone: that it does not block, or only why they wait. */
  policy: Type.Enum(outagePolicies),
  /** So long it must have been gone. */
  afterSeconds: Seconds,
});
export type GateRule = Static<typeof GateRule>;

const Gate = strict({
  ...GateRule.properties,
  /** Instead of that, for some projects. */
  projects: Type.Optional(
    Type.Array(
      strict({
        account: Type.Integer({ minimum: 1 }),
        project: Type.String({ minLength: 1, maxLength: 200 }),
        ...GateRule.properties,
      }),
      { maxItems: 10_000 },
    ),
  ),
});
export type Gate = Static<typeof Gate>;

/** Another status program, which watches the same from elsewhere. */
const Place = strict({
  /** As people are told: "from Frankfurt". */
  name: Type.String({ minLength: 1, maxLength: 100 }),
  url: Address,
});
export type Place = Static<typeof Place>;

const Clock = Type.String({
  pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
  description: 'a time such as 22:30',
});

const Mailbox = Type.String({
  pattern: '^[^\\s@<>,]+@[^\\s@<>,]+$',
  maxLength: 254,
  description: 'an address such as on-call@example.org',
});

const Channel = strict({
  id: Name,
  /** One of `url` and `mail`. */
  url: Type.Optional(Address),
  mail: Type.Optional(Type.Array(Mailbox, { minItems: 1, maxItems: 20 })),
  /** At `url`: a message of our own, or one line of text as chats with incoming webhooks take it. */
  format: Type.Optional(Type.Enum(['json', 'chat'])),
  /** The least that is told. */
  impact: Type.Optional(Type.Enum(incidentImpacts)),
  /** Only what nobody has taken up for this long. */
  afterSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400 })),
  /** When only critical incidents are told; the others wait. */
  quiet: Type.Optional(
    strict({ from: Clock, until: Clock, timeZone: Type.String({ minLength: 1 }) }),
  ),
});

const Alerts = strict({
  channels: Type.Optional(Type.Array(Channel, { maxItems: 20 })),
  /** An address of a service that raises the alarm when it is not asked for any more. */
  heartbeat: Type.Optional(strict({ url: Address, everySeconds: Seconds })),
});

/** Where a channel leads. */
export type AlertWay = { kind: 'mail'; to: string[] } | { kind: 'json' | 'chat'; url: string };

export interface AlertChannel {
  id: string;
  way: AlertWay;
  impact: IncidentImpact;
  afterSeconds: number;
  quiet: { from: string; until: string; timeZone: string } | null;
}

const SettingsFile = strict({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  components: Type.Array(Component, { minItems: 1, maxItems: 100 }),
  monitors: Type.Array(Monitor, { maxItems: 200 }),
  /** Whose checks count beside those from here, where they have a monitor of the same id. */
  places: Type.Optional(Type.Array(Place, { maxItems: 20 })),
  /** Who ends an incident that monitors opened, when all is well again. */
  incidentsEndedBy: Type.Optional(Type.Enum(['people', 'monitors'])),
  whenUnavailable: Type.Optional(Gate),
  alerts: Type.Optional(Alerts),
  /** How readers may be told; not at all when left out. */
  subscriptions: Type.Optional(
    Type.Array(Type.Enum(subscriberKinds), {
      maxItems: subscriberKinds.length,
      uniqueItems: true,
    }),
  ),
});

export interface Settings {
  name: string;
  components: Static<typeof Component>[];
  monitors: Required<Static<typeof Monitor>>[];
  places: Place[];
  incidentsEndedBy: 'people' | 'monitors';
  whenUnavailable: Gate;
  subscriptions: SubscriberKind[];
  alerts: { channels: AlertChannel[]; heartbeat: { url: string; everySeconds: number } | null };
}
export type MonitorSettings = Settings['monitors'][number];

/** Nothing is let through that nobody has allowed. */
const closedGate: Gate = { policy: 'closed', afterSeconds: 300 };

const defaults = {
  everySeconds: 10,
  failures: 2,
  of: 3,
  whenDown: 'major_outage',
  dependsOn: [],
} as const;

/**
 * @param watch origin of what is watched, when there is no file
 * @throws TwinlensError `invalid_request` with everything that is wrong in the file
 */
export function readSettings(file: string | null, watch: string): Settings {
  return file === null ? settingsFor(watch) : parseSettings(readFile(file), file);
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new TwinlensError('invalid_request', `${file} cannot be read`, { cause });
  }
}

function parseSettings(text: string, file: string): Settings {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new TwinlensError('invalid_request', `${file} is not JSON: ${String(cause)}`, { cause });
  }
  const checked = check(SettingsFile, parsed);
  if (!checked.ok) throw new TwinlensError('invalid_request', `${file}: ${checked.problem}`);
  const { components, monitors, places = [], alerts = {} } = checked.value;
  const problems = [
    ...twice(components.map(({ id }) => id)).map((id) => `there are two components "${id}"`),
    ...twice(monitors.map(({ id }) => id)).map((id) => `there are two monitors "${id}"`),
    ...twice(places.map(({ name }) => name)).map((name) => `there are two places "${name}"`),
    ...(alerts.channels ?? [])
      .filter(({ url, mail }) => (url === undefined) === (mail === undefined))
      .map(({ id }) => `channel "${id}": give one of url and mail`),
    ...(alerts.channels ?? []).flatMap(({ id, quiet }) =>
      quiet === undefined || isTimeZone(quiet.timeZone)
        ? []
        : [`channel "${id}": there is no time zone "${quiet.timeZone}"`],
    ),
  ];
  const known = new Set(monitors.map(({ id }) => id));
  for (const { id, component, dependsOn = [], failures, of, probe } of monitors) {
    if (probe.kind === 'image' && !isRun(monitors, probe.of)) {
      problems.push(`monitor "${id}": there is no monitor "${probe.of}" that makes runs`);
    }
    if (probe.kind === 'http' && probe.address !== undefined && isIP(probe.address) === 0) {
      problems.push(`monitor "${id}": "${probe.address}" is no address such as 192.0.2.10`);
    }
    if (!components.some((one) => one.id === component)) {
      problems.push(`monitor "${id}": there is no component "${component}"`);
    }
    for (const other of dependsOn) {
      if (!known.has(other)) problems.push(`monitor "${id}": there is no monitor "${other}"`);
    }
    if ((failures ?? defaults.failures) > (of ?? defaults.of)) {
      problems.push(`monitor "${id}": failures must not be more than of`);
    }
  }
  if (problems.length > 0) {
    throw new TwinlensError('invalid_request', `${file}:\n  ${problems.join('\n  ')}`);
  }
  return {
    name: 'Twinlens',
    incidentsEndedBy: 'people',
    whenUnavailable: closedGate,
    subscriptions: [],
    places: [],
    ...checked.value,
    alerts: alertsOf(alerts),
    monitors: monitors.map((monitor) => ({ ...defaults, dependsOn: [], ...monitor })),
  };
}

const alertsOf = ({
  channels = [],
  heartbeat,
}: Static<typeof Alerts> = {}): Settings['alerts'] => ({
  channels: channels.map(
    ({ id, url = '', mail, format, impact = 'minor', afterSeconds = 0, quiet = null }) => ({
      ...{ id, impact, afterSeconds, quiet },
      way: mail === undefined ? { kind: format ?? 'json', url } : { kind: 'mail', to: mail },
    }),
  ),
  heartbeat: heartbeat ?? null,
});

const isRun = (monitors: Static<typeof Monitor>[], id: string): boolean =>
  monitors.some((monitor) => monitor.id === id && monitor.probe.kind === 'run');

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone });
    return true;
  } catch {
    return false;
  }
}

const twice = (ids: string[]): string[] => [
  ...new Set(ids.filter((id, index) => ids.indexOf(id) !== index)),
];

/** The two things everybody asks about. */
function settingsFor(watch: string): Settings {
  const common = { ...defaults, dependsOn: [], everySeconds: 2 };
  return {
    name: 'Twinlens',
    components: [
      { id: 'api', name: 'API', description: 'What builds call' },
      { id: 'web-ui', name: 'Web UI', description: 'The pages people review on' },
    ],
    monitors: [
      {
        ...common,
        id: 'api',
        title: 'API',
        component: 'api',
        probe: { kind: 'http', url: `${watch}/health/ready` },
      },
      {
        ...common,
        id: 'web-ui',
        title: 'Web UI',
        component: 'web-ui',
        // The same server answers both: what both see is one trouble.
        dependsOn: ['api'],
        probe: { kind: 'http', url: `${watch}/sign-in` },
      },
    ],
    places: [],
    incidentsEndedBy: 'people',
    whenUnavailable: closedGate,
    alerts: alertsOf(),
    subscriptions: [],
  };
}
