/** What servers say of themselves when they are not ready: who is outside hears nothing of it. */
import { check, ErrorBody } from '@twinlens/contract';
import type { Content } from '../generation/ledger.ts';
import type { Server } from '../topology/schema.ts';

/** A server that is there has said within two seconds what it lacks. */
const deadlineMs = 3_000;
/** Of a text that is no message of ours, as much as fits in an alert. Characters. */
const longestWords = 200;

/** One line for each server that does not say it is ready. Never rejects. */
export async function whatServersSay({ topology, deployed }: Content): Promise<string[]> {
  const asked = topology.backends.flatMap(({ name, ready, servers }) =>
    (servers ?? deployed[name] ?? []).map((server) => whatOneSays(server, ready)),
  );
  return (await Promise.all(asked)).filter((words) => words !== null);
}

async function whatOneSays({ name, address, port }: Server, ready: string): Promise<string | null> {
  const host = address.includes(':') ? `[${address}]` : address;
  try {
    const response = await fetch(`http://${host}:${port}${ready}`, {
      signal: AbortSignal.timeout(deadlineMs),
      redirect: 'manual',
    });
    const text = await response.text();
    return response.ok ? null : `${name}: ${messageIn(text) ?? `answered ${response.status}`}`;
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return `${name}: ${isLate ? 'no answer in time' : 'nothing listens there'}`;
  }
}

function messageIn(text: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const checked = check(ErrorBody, value);
  return checked.ok ? checked.value.message.slice(0, longestWords) : null;
}
