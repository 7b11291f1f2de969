import { probe, targetsOf } from '../proxy/probe.ts';
import type { Topology } from '../topology/schema.ts';

/** Floating addresses at which no edge answers, neither this one nor another. */
export async function unheldAddresses(topology: Topology, secret: string): Promise<string[]> {
  const { pinned, names } = topology.public;
  const asFixed = { ...topology, public: { pinned, ...(names && { names }) } };
  const answers = await Promise.all(
    targetsOf(asFixed).map(async (target) => ({
      address: target.address,
      // Another edge answers with a generation of its own.
      held: (await probe(target, '/', { secret })).status !== null,
    })),
  );
  return pinned.filter((address) =>
    answers.every((answer) => answer.address !== address || !answer.held),
  );
}
