/** Where the made-up world is told of, and what was told there. */
import { TwinlensError } from '@twinlens/contract';
import type { ReviewApi } from '../src/api/review-api.ts';
import { minutesAgo, reviewShas } from './records.ts';

type Destination = Awaited<ReturnType<ReviewApi['listDestinations']>>['destinations'][number];
type Delivery = Awaited<ReturnType<ReviewApi['listDeliveries']>>['deliveries'][number];
type Attempt = Awaited<ReturnType<ReviewApi['getDelivery']>>['log'][number];

type DeliveryApi = Pick<
  ReviewApi,
  | 'listDestinations'
  | 'addDestination'
  | 'changeDestination'
  | 'removeDestination'
  | 'testDestination'
  | 'getHook'
  | 'reconcile'
  | 'listDeliveries'
  | 'getDelivery'
  | 'redeliver'
>;

const healthy = { waiting: 0, waitingSince: null, silentUntil: null };

function firstDestinations(): Destination[] {
  return [
    {
      id: 1,
      kind: 'github',
      settings: { api: 'https://git.example.com/api/v3', repository: 'git.example.com/shop/web' },
      createdAt: minutesAgo(50_000),
      ...healthy,
    },
    {
      id: 2,
      kind: 'webhook',
      settings: {
        url: 'https://hooks.example.org/twinlens/a-rather-long-address-that-has-to-wrap-somewhere',
        events: ['comparison', 'comparison.reviewed', 'job.failed'],
      },
      createdAt: minutesAgo(9000),
      waiting: 3,
      waitingSince: minutesAgo(47),
      silentUntil: minutesAgo(-3),
    },
    {
      id: 3,
      kind: 'webhook',
      settings: { url: 'https://ci.example.com/hook', events: ['flake'] },
      createdAt: minutesAgo(700),
      waiting: 1,
      waitingSince: minutesAgo(1),
      silentUntil: null,
    },
  ];
}

const status = (state: 'pending' | 'success' | 'failure', description: string) =>
  ({
    type: 'status',
    sha: reviewShas.after,
    context: 'Twinlens',
    state,
    description,
    url: 'https://twinlens.example.com/a/1/jobs/930',
  }) as const;

const event = (text: string) =>
  ({ type: 'event', body: { type: 'comparison.reviewed', text, data: {} } }) as const;

/** Newest first. */
function firstDeliveries(): Delivery[] {
  const told = (id: number, minutes: number) => ({
    id,
    state: 'delivered' as const,
    attempts: 1,
    createdAt: minutesAgo(minutes),
    nextAt: null,
    endedAt: minutesAgo(minutes),
  });
  const waiting = { state: 'waiting' as const, endedAt: null, nextAt: minutesAgo(-3) };
  const reviewed = event('web-shop: Grace Hopper rejected 3 changes');
  return [
    { ...told(66, 1), ...waiting, attempts: 0, destination: 3, content: event('web-shop: flaky') },
    { ...told(65, 4), ...waiting, attempts: 2, destination: 2, content: reviewed },
    { ...told(64, 6), destination: 1, content: status('failure', '52 changes need review') },
    {
      ...told(63, 6),
      ...waiting,
      attempts: 9,
      destination: 2,
      content: { type: 'comparison', comparisonId: 71 },
    },
    {
      ...told(62, 8),
      state: 'superseded',
      attempts: 0,
      destination: 1,
      content: status('pending', 'Pictures are being taken and compared'),
    },
    {
      ...told(61, 90),
      state: 'refused',
      attempts: 1,
      destination: 3,
      content: event('web-shop: Avatar / 012 long text / chrome was reported as flaky'),
    },
    ...Array.from({ length: 54 }, (_, index) => ({
      ...told(60 - index, 120 + 37 * index),
      destination: 1,
      content: status('success', `No changes in ${10_000 + index} snapshots`),
    })),
  ];
}

function attemptsOf({ id, state, attempts, content, destination }: Delivery): Attempt[] {
  const request = {
    method: 'POST',
    url:
      destination === 1
        ? 'https://git.example.com/api/v3/repos/shop/web/statuses/1'
        : 'https://hooks.example.org/twinlens',
    headers: { 'content-type': 'application/json', 'x-twinlens-delivery': String(id) },
    body: JSON.stringify(content.type === 'event' ? content.body : content),
  };
  return Array.from({ length: attempts }, (_, index) => {
    const at = minutesAgo(60 - 3 * index);
    if (state === 'delivered') {
      const response = { status: 201, headers: { server: 'git' }, body: '{"id":1}' };
      return { at, tookMs: 212, request, response, problem: null };
    }
    if (state === 'refused') {
      const response = { status: 410, headers: { server: 'ci' }, body: 'This hook was removed.' };
      return { at, tookMs: 81, request, response, problem: 'answered 410: This hook was removed.' };
    }
    return { at, tookMs: 20_000, request, response: null, problem: 'no answer within 20 seconds' };
  });
}

export function createDeliveries(): DeliveryApi {
  let destinations = firstDestinations();
  let deliveries = firstDeliveries();
  const find = (wanted: number) => {
    const found = deliveries.find(({ id }) => id === wanted);
    if (found === undefined) throw new TwinlensError('not_found', 'There is no such delivery.');
    return found;
  };
  return {
    async listDestinations() {
      return { destinations };
    },
    async addDestination({ body: { kind, settings, secret } }) {
      if ('url' in settings && !/^https?:/.test(settings.url)) {
        throw new TwinlensError(
          'invalid_request',
          'url: give an address that begins with https://',
        );
      }
      const id = destinations.length + 1;
      const destination = {
        id,
        kind,
        settings,
        createdAt: minutesAgo(0),
        ...healthy,
      } as Destination;
      destinations = [...destinations, destination];
      return { destination, secret: secret === undefined ? 'made-up-signing-secret-0123' : null };
    },
    async changeDestination({ params, body: { settings } }) {
      destinations = destinations.map((one) =>
        one.id === params.destination ? ({ ...one, settings } as Destination) : one,
      );
      const found = destinations.find(({ id }) => id === params.destination);
      if (found === undefined) throw new TwinlensError('not_found', 'There is none.');
      return found;
    },
    async removeDestination({ params }) {
      destinations = destinations.filter(({ id }) => id !== params.destination);
      return undefined;
    },
    async testDestination({ params }) {
      return params.destination === 2
        ? { works: false, says: 'hooks.example.org did not answer: nothing listens there.' }
        : { works: true, says: 'Statuses can be written on shop/web.' };
    },
    async getHook({ params }) {
      const kind = destinations.find(({ id }) => id === params.destination)?.kind;
      if (kind !== 'github') return { hook: null };
      const url = `https://twinlens.example.com/api/hooks/${params.destination}`;
      return { hook: { url, secret: '5b1f0c42'.repeat(8) } };
    },
    async reconcile({ params, body }) {
      const since = new Date(body.since).toISOString();
      const told = deliveries.filter(
        ({ state, destination, endedAt }) =>
          state === 'delivered' &&
          destination === params.destination &&
          endedAt !== null &&
          endedAt >= since,
      );
      return { readBack: told.length };
    },
    async listDeliveries({ query }) {
      const list = deliveries.filter(
        ({ id, state, destination }) =>
          (query?.before === undefined || id < query.before) &&
          (query?.state === undefined || state === query.state) &&
          (query?.destination === undefined || destination === query.destination),
      );
      const limit = query?.limit ?? 50;
      return { deliveries: list.slice(0, limit), more: list.length > limit };
    },
    async getDelivery({ params }) {
      const delivery = find(params.delivery);
      return { ...delivery, log: attemptsOf(delivery) };
    },
    async redeliver({ params }) {
      const found = find(params.delivery);
      if (found.state === 'superseded') {
        throw new TwinlensError('conflict', 'something newer was said of the same commit');
      }
      const again: Delivery = { ...found, state: 'waiting', endedAt: null, nextAt: minutesAgo(0) };
      deliveries = deliveries.map((one) => (one === found ? again : one));
      return again;
    },
  };
}
