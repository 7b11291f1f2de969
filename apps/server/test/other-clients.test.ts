/** Calls of clients this server does not serve yet: each gets an answer that says so, at once. */
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { useWire } from './wire.ts';

describe.each(databases.slice(0, 1))('clients of other generations', (database) => {
  const wire = useWire(database);

  test('a comparison within the call', async () => {
    const client = await wire.client();
    const answer = await fetch(`${client.origin}/api/reports/a/compare/b`, {
      method: 'POST',
      headers: { ...client.tenant.client, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining('isAsync') });
  });
});
