/** The way of a person whose assistant asks: sign in, look, choose an account, allow; and revoke later. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { call, operations } from '@twinlens/contract';
import { findViolations, launchChromium, type Page } from '@twinlens/testing/browser';
import { expect, test } from 'vitest';
import { addTenant, startInstallation } from './installation.ts';
import { TestAssistant } from './test-assistant.ts';

const width = { desktop: 1280, phone: 390 };

/** Nobody is shut out, whatever their window and colours. */
async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const of of [width.phone, width.desktop]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width: of, height: 844 });
      expect([colorScheme, of, await findViolations(page)]).toEqual([colorScheme, of, []]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([of, wide <= of]).toEqual([of, true]);
    }
  }
}

/** The address of a program on the person's machine, and what it is told there. */
async function listen() {
  const told = Promise.withResolvers<URLSearchParams>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/callback') told.resolve(searchParams);
    response.end('You can close this page.');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/callback`,
    told: told.promise,
    close: () => server.close(),
  };
}

test('a person signs in, picks an account, allows, and revokes', { timeout: 60_000 }, async () => {
  const installation = await startInstallation();
  const browser = await launchChromium();
  const program = await listen();
  try {
    const { ctx, url: origin } = installation.server;
    const ada = await addTenant(ctx, 'First account');
    const { accountId } = await addTenant(ctx, 'Second account');
    const membership = { account_id: accountId, user_id: ada.userId };
    await ctx.db
      .insertInto('membership')
      .values({ ...membership, role: 'member' })
      .execute();
    const body = { name: 'Ada', email: 'ada@example.org', password: 'a long password' };
    await call({ origin, headers: ada.session }, operations.setUpAccount, { body });

    const assistant = new TestAssistant(origin, 'Example Agent', program.address);
    const page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(String(await assistant.ask()));
    await page.getByLabel('E-mail').fill(body.email);
    await page.getByLabel('Password').fill(body.password);
    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.getByText('Example Agent asks to act for you, Ada.').waitFor();
    await page.getByText(new URL(program.address).host).waitFor();
    await page.getByText('Unverified').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Account').selectOption({ label: 'Second account' });
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('You can close this page.').waitFor();

    const client = await assistant.finish(await program.told);
    const { content } = await client.callTool({ name: 'list_projects' });
    expect(JSON.stringify(content)).toContain('Second account');
    expect(JSON.stringify(content)).not.toContain('First account');

    await page.goto(`${origin}/a/${ada.accountId}/settings/assistants`);
    await page.getByText('in Second account').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Revoke Example Agent in Second account' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('heading', { name: 'No assistants yet' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    expect(await assistant.status()).toBe(401);
  } finally {
    program.close();
    await browser.close();
    await installation.close();
  }
});
