/**
 * The morning of 7 June 2021 at a hosted service, as its status page told it: the facts, times (UTC),
 * order and components of https://happo.statuspage.io/incidents/sr2mc42d2wrl, in words of our own.
 */
import { type ClientOptions, call, type Incident, statusOperations } from '@twinlens/contract';

const at = (clock: string) => `2021-06-07T${clock}:00.000Z`;

export const name = 'Cluster of a hosted service unavailable';

/** The order and times readers saw, the oldest first. */
export const told = [
  { title: 'Investigating', clock: '09:00' },
  { title: 'Identified', clock: '10:35' },
  { title: 'Monitoring', clock: '10:51' },
  { title: 'Update', clock: '11:54' },
  { title: 'Resolved', clock: '12:20' },
  { title: 'Postmortem', clock: '15:07' },
];

const postmortem = `Several changes in the cluster came together:

1. On **Friday** some requests were to go through a cache, so that pictures load faster. The work was left
   unfinished, and from then on the load balancer could not take a new configuration. Nothing showed it:
   the service ran well over the weekend.
2. On **Monday** a new version of the main server was deployed. The load balancer still pointed at the old
   servers, which were being stopped.
3. One attempt to repair it restarted the load balancer. The cluster got a **new IP address**, and the old
   one could not be had back.
4. DNS was pointed at the new address. That helped, but took hours to be seen everywhere.

Many teams require this check before they merge, and could not for some hours.`;

/** Writes it as an operator would have, at the times it was written. */
export async function tellSevenJune(client: ClientOptions): Promise<Incident> {
  const opened = await call(client, statusOperations.openIncident, {
    body: {
      name,
      impact: 'critical',
      body: 'The cluster does not answer. We are looking into it.',
      components: { api: 'major_outage', 'web-ui': 'major_outage' },
      at: at('09:00'),
    },
  });
  const params = { incident: opened?.id ?? '' };
  const updates = [
    {
      state: 'identified' as const,
      at: at('10:35'),
      body: 'The load balancer has a new address, and DNS is being pointed at it.',
    },
    {
      state: 'monitoring' as const,
      at: at('10:51'),
      body: 'Fix implemented: services are coming back.',
    },
    {
      at: at('11:54'),
      body: 'DNS is still spreading, and most regions are served again. Some workers, `ios-safari` and `ipad-safari` above all, still struggle.',
    },
    {
      state: 'resolved' as const,
      at: at('12:20'),
      body: 'As far as our monitors see, this is over.',
    },
  ];
  for (const body of updates) await call(client, statusOperations.updateIncident, { params, body });
  const done = await call(client, statusOperations.writePostmortem, {
    params,
    body: { body: postmortem, at: at('15:07') },
  });
  if (done === undefined) throw new Error('nothing was answered');
  return done;
}
