import { type Static, Type } from 'typebox';
import { Id, Link, Message, PathId, Time } from '../fields.ts';
import { operation } from '../operation.ts';
import {
  AzureSettings,
  BitbucketServerSettings,
  BitbucketSettings,
  CheckRun,
  CommitStatus,
  GiteaSettings,
  GithubSettings,
  GitlabSettings,
  PullRequestComment,
} from './forges.ts';

/** What webhooks are told of: the first two as the happo clients' service does (protocol.md 13). */
export const webhookEvents = [
  'comparison',
  'flake',
  'report.completed',
  'comparison.reviewed',
  'job.failed',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

const Events = Type.Array(Type.Enum(webhookEvents), {
  minItems: 1,
  maxItems: webhookEvents.length,
  uniqueItems: true,
});

export const WebhookSettings = Type.Object({ url: Link, events: Events });
export type WebhookSettings = Static<typeof WebhookSettings>;

/** A room of a chat, by an incoming webhook. */
export const ChatSettings = Type.Object({
  /** What the room is called, for whoever reads the list. */
  room: Type.String({ minLength: 1, maxLength: 100 }),
  events: Events,
});
export type ChatSettings = Static<typeof ChatSettings>;

/** Kinds of destinations that are rooms of a chat. */
export const chatKinds = ['slack', 'teams', 'discord'] as const;
export type ChatKind = (typeof chatKinds)[number];

/** Mail of the account: how it is sent is the installation's to say. */
export const MailSettings = Type.Object({});
export type MailSettings = Static<typeof MailSettings>;

const Secret = Type.String({ minLength: 1, maxLength: 10_000 });

const webhook = { kind: Type.Literal('webhook'), settings: WebhookSettings };
const github = { kind: Type.Literal('github'), settings: GithubSettings };
const gitlab = { kind: Type.Literal('gitlab'), settings: GitlabSettings };
const bitbucket = { kind: Type.Literal('bitbucket'), settings: BitbucketSettings };
const bitbucketServer = {
  kind: Type.Literal('bitbucket-server'),
  settings: BitbucketServerSettings,
};
const azure = { kind: Type.Literal('azure'), settings: AzureSettings };
const gitea = { kind: Type.Literal('gitea'), settings: GiteaSettings };
const slack = { kind: Type.Literal('slack'), settings: ChatSettings };
const teams = { kind: Type.Literal('teams'), settings: ChatSettings };
const discord = { kind: Type.Literal('discord'), settings: ChatSettings };
/** Not to be added: it is there once somebody is to be told by mail. */
const mail = { kind: Type.Literal('mail'), settings: MailSettings };

const known = {
  id: Id,
  createdAt: Time,
  /** Deliveries that wait; of those, since when the first has waited. */
  waiting: Type.Integer(),
  waitingSince: Type.Union([Time, Type.Null()]),
  /** Since when its host is left alone because it did not answer; null where it answers. */
  silentUntil: Type.Union([Time, Type.Null()]),
};

/** Somewhere an account's verdicts are told. Its secret is never shown again. */
export const Destination = Type.Union([
  Type.Object({ ...known, ...webhook }),
  Type.Object({ ...known, ...github }),
  Type.Object({ ...known, ...gitlab }),
  Type.Object({ ...known, ...bitbucket }),
  Type.Object({ ...known, ...bitbucketServer }),
  Type.Object({ ...known, ...azure }),
  Type.Object({ ...known, ...gitea }),
  Type.Object({ ...known, ...slack }),
  Type.Object({ ...known, ...teams }),
  Type.Object({ ...known, ...discord }),
  Type.Object({ ...known, ...mail }),
]);
export type Destination = Static<typeof Destination>;
export type DestinationKind = Destination['kind'];
/** What is said of a destination, by its kind. */
export type SettingsOf = { [One in Destination as One['kind']]: One['settings'] };
export type DestinationSettings = SettingsOf[DestinationKind];

/**
 * With a secret of one's own for a webhook, or none, then one is made; with a token for a forge; for a
 * chat with the address of its incoming webhook, which is all it takes to write there.
 */
export const NewDestination = Type.Union([
  Type.Object({ ...webhook, secret: Type.Optional(Secret) }),
  Type.Object({ ...github, secret: Secret }),
  Type.Object({ ...gitlab, secret: Secret }),
  Type.Object({ ...bitbucket, secret: Secret }),
  Type.Object({ ...bitbucketServer, secret: Secret }),
  Type.Object({ ...azure, secret: Secret }),
  Type.Object({ ...gitea, secret: Secret }),
  Type.Object({ ...slack, secret: Secret }),
  Type.Object({ ...teams, secret: Secret }),
  Type.Object({ ...discord, secret: Secret }),
]);
export type NewDestination = Static<typeof NewDestination>;

/** A mail to one address, about these notices; it is put into words when it is sent. */
const MailContent = Type.Object({
  type: Type.Literal('mail'),
  address: Type.String(),
  notices: Type.Array(Id),
  /** Whether it is that of the day. */
  digest: Type.Boolean(),
});

/** What is told: a status, or to webhooks a comparison that is read when it is sent, or a whole body. */
export const DeliveryContent = Type.Union([
  CommitStatus,
  CheckRun,
  PullRequestComment,
  Type.Object({ type: Type.Literal('comparison'), comparisonId: Id }),
  Type.Object({ type: Type.Literal('event'), body: Type.Unknown() }),
  MailContent,
]);
export type DeliveryContent = Static<typeof DeliveryContent>;

export const deliveryStates = ['waiting', 'delivered', 'superseded', 'refused'] as const;
export type DeliveryState = (typeof deliveryStates)[number];
const DeliveryStateOf = Type.Enum(deliveryStates);

const Headers = Type.Record(Type.String(), Type.String());

/** Without secrets; a long body is cut. */
export const SentRequest = Type.Object({
  method: Type.String(),
  url: Type.String(),
  headers: Headers,
  body: Type.String(),
});
export type SentRequest = Static<typeof SentRequest>;

export const ReceivedResponse = Type.Object({
  status: Type.Integer(),
  headers: Headers,
  body: Type.String(),
});
export type ReceivedResponse = Static<typeof ReceivedResponse>;

const delivery = {
  id: Id,
  destination: Id,
  content: DeliveryContent,
  state: DeliveryStateOf,
  attempts: Type.Integer(),
  createdAt: Time,
  /** When it is tried next; null where it has ended. */
  nextAt: Type.Union([Time, Type.Null()]),
  endedAt: Type.Union([Time, Type.Null()]),
};
export const Delivery = Type.Object(delivery);
export type Delivery = Static<typeof Delivery>;

const DeliveryAttempt = Type.Object({
  at: Time,
  tookMs: Type.Integer(),
  /** Null where it could not be put into words: what it is about is gone. */
  request: Type.Union([SentRequest, Type.Null()]),
  response: Type.Union([ReceivedResponse, Type.Null()]),
  problem: Type.Union([Message, Type.Null()]),
});

const OneDestination = Type.Object({ account: PathId, destination: PathId });
const OneDelivery = Type.Object({ account: PathId, delivery: PathId });

export const listDestinations = operation({
  id: 'listDestinations',
  method: 'GET',
  path: '/api/a/:account/destinations',
  access: 'session',
  summary: 'Where verdicts are told: webhooks and repositories.',
  params: Type.Object({ account: PathId }),
  response: Type.Object({ destinations: Type.Array(Destination) }),
});

export const addDestination = operation({
  id: 'addDestination',
  method: 'POST',
  path: '/api/a/:account/destinations',
  access: 'session',
  summary: 'Tell verdicts somewhere from now on. Administrators only.',
  params: Type.Object({ account: PathId }),
  body: NewDestination,
  response: Type.Object({
    destination: Destination,
    /** What deliveries are signed with, where it was made here; shown this once. */
    secret: Type.Union([Type.String(), Type.Null()]),
  }),
});

export const changeDestination = operation({
  id: 'changeDestination',
  method: 'PUT',
  path: '/api/a/:account/destinations/:destination',
  access: 'session',
  summary:
    'Change where or of what is told; without a secret that stays. What was refused is told again. Administrators only.',
  params: OneDestination,
  body: Type.Union([
    Type.Object({ ...webhook, secret: Type.Optional(Secret) }),
    Type.Object({ ...github, secret: Type.Optional(Secret) }),
    Type.Object({ ...gitlab, secret: Type.Optional(Secret) }),
    Type.Object({ ...bitbucket, secret: Type.Optional(Secret) }),
    Type.Object({ ...bitbucketServer, secret: Type.Optional(Secret) }),
    Type.Object({ ...azure, secret: Type.Optional(Secret) }),
    Type.Object({ ...gitea, secret: Type.Optional(Secret) }),
    Type.Object({ ...slack, secret: Type.Optional(Secret) }),
    Type.Object({ ...teams, secret: Type.Optional(Secret) }),
    Type.Object({ ...discord, secret: Type.Optional(Secret) }),
  ]),
  response: Destination,
});

export const removeDestination = operation({
  id: 'removeDestination',
  method: 'DELETE',
  path: '/api/a/:account/destinations/:destination',
  access: 'session',
  summary: 'Tell nothing there any more, and forget what was told. Administrators only.',
  params: OneDestination,
});

export const testDestination = operation({
  id: 'testDestination',
  method: 'POST',
  path: '/api/a/:account/destinations/:destination/test',
  access: 'session',
  summary: 'Try whether it would take a delivery, and say exactly what is wrong if not.',
  params: OneDestination,
  response: Type.Object({ works: Type.Boolean(), says: Type.String() }),
});

export const getHook = operation({
  id: 'getHook',
  method: 'GET',
  path: '/api/a/:account/destinations/:destination/hook',
  access: 'session',
  summary:
    'Where a forge says what becomes of pull requests, and the secret it signs with; null for a destination that says nothing. Administrators only.',
  params: OneDestination,
  response: Type.Object({
    hook: Type.Union([Type.Null(), Type.Object({ url: Type.String(), secret: Type.String() })]),
  }),
});

export const reconcile = operation({
  id: 'reconcile',
  method: 'POST',
  path: '/api/a/:account/destinations/:destination/reconcile',
  access: 'session',
  summary:
    'Read back what was told since a time, as after an outage of the forge, and tell again what is not there. Administrators only.',
  params: OneDestination,
  body: Type.Object({ since: Time }),
  response: Type.Object({
    /** How many of them are read back now; those of webhooks cannot be. */
    readBack: Type.Integer(),
  }),
});

export const listDeliveries = operation({
  id: 'listDeliveries',
  method: 'GET',
  path: '/api/a/:account/deliveries',
  access: 'session',
  summary: 'What was told and what waits, the newest first.',
  params: Type.Object({ account: PathId }),
  query: Type.Object({
    destination: Type.Optional(PathId),
    state: Type.Optional(DeliveryStateOf),
    /** Ids before this one. */
    before: Type.Optional(PathId),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  }),
  response: Type.Object({ deliveries: Type.Array(Delivery), more: Type.Boolean() }),
});

export const getDelivery = operation({
  id: 'getDelivery',
  method: 'GET',
  path: '/api/a/:account/deliveries/:delivery',
  access: 'session',
  summary: 'One delivery with every attempt: what was sent, and what was answered.',
  params: OneDelivery,
  response: Type.Object({ ...delivery, log: Type.Array(DeliveryAttempt) }),
});

export const redeliver = operation({
  id: 'redeliver',
  method: 'POST',
  path: '/api/a/:account/deliveries/:delivery/redeliver',
  access: 'session',
  summary:
    'Tell it again, at once. 409 where something newer of the same commit has been told. Administrators only.',
  params: OneDelivery,
  response: Delivery,
});
