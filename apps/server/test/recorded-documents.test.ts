/** A hostile document that somebody recorded, on the real page of the real server, in a real browser. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { call, operations, pathOf } from '@twinlens/contract';
import { type Browser, launchChromium, type Page } from '@twinlens/testing/browser';
import { payloadName } from '@twinlens/visual-tests';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addTenant, type Installation, startInstallation, type Tenant } from './installation.ts';
import { recordComparison } from './recorded-comparison.ts';

let installation: Installation;
let browser: Browser;
let elsewhere: Server;
/** What was asked for at the attacker's server. */
const asked: string[] = [];
let tenant: Tenant;
let page: Page;
let requestId: number;
let snapshotPage: string;

const hostile = (attacker: string, own: string) => `
  <h1>Recorded</h1>
  <script>document.body.textContent = 'ran'; parent.document.title = 'escaped'</script>
  <img src="x" onerror="document.body.textContent = 'ran'">
  <img src="${attacker}/picture"><img src="${own}/api/me">
  <link rel="stylesheet" href="${attacker}/style">
  <style>@import url(${attacker}/import); h1 { background: url(${attacker}/background) }</style>
  <meta http-equiv="refresh" content="0; url=${attacker}/refresh">
  <iframe src="${attacker}/frame"></iframe><object data="${attacker}/object"></object>
  <form action="${attacker}/form"><button id="send">Send</button></form>
  <a id="top" target="_top" href="${attacker}/top">Top</a>
  <a id="blank" target="_blank" href="${attacker}/blank">New</a>`;

beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('gotcha');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const attacker = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  installation = await startInstallation();
  const { ctx, url } = installation.server;
  tenant = await addTenant(ctx, 'reviewer');
  await call({ origin: url, headers: tenant.session }, operations.setUpAccount, {
    body: { name: 'Reviewer', email: 'reviewer@example.org', password: 'long enough' },
  });
  const record = await recordComparison(ctx, tenant, {
    ...{ changed: 1, added: 0, deleted: 0, unchanged: 0 },
  });
  requestId = record.snapRequestId;
  const payload = {
    viewport: '800x600',
    snapPayloads: [
      { component: 'component-000000', variant: 'default', html: hostile(attacker, url) },
    ],
  };
  const bytes = Buffer.from(JSON.stringify(payload));
  await ctx.store.put(payloadName(tenant.accountId, requestId), bytes);
  snapshotPage = `${url}/a/${tenant.accountId}/p/${tenant.projectId}/report/${record.sha2}/snapshot/${record.after[0]}`;

  browser = await launchChromium();
  const context = await browser.newContext();
  const cookies = (tenant.session.cookie ?? '').split('; ').map((one) => {
    const [name = '', ...value] = one.split('=');
    return { name, value: value.join('='), url };
  });
  await context.addCookies(cookies);
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await browser?.close();
  await installation?.close();
  elsewhere?.close();
});

test('is shown in its frame, and reaches nothing: no script, no request, no other page', async () => {
  await page.goto(snapshotPage);
  await page.getByText('Recorded document').first().click();
  const frame = page.frameLocator('iframe[title^="Recorded"]');
  await frame.getByRole('heading', { name: 'Recorded' }).waitFor();
  await frame.locator('#send').click();
  await frame.locator('#top').click();
  await frame.locator('#blank').click();
  await frame.getByRole('heading', { name: 'Recorded' }).waitFor();
  expect(await page.title()).toContain('component-000000');
  expect(page.url()).toBe(snapshotPage);
  expect(page.context().pages()).toHaveLength(1);
  // Proves that the attacker's server can be reached, after everything before had its chance.
  const probe = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/probe`;
  await fetch(probe);
  expect(asked).toEqual(['/probe']);
});

test('has an origin of its own also when its address is opened by itself', async () => {
  const params = { account: tenant.accountId, id: requestId, index: 0 };
  await page.goto(installation.server.url + pathOf(operations.getSnapRequestDocument, params));
  await page.getByRole('heading', { name: 'Recorded' }).waitFor();
  expect(await page.evaluate(() => self.origin)).toBe('null');
  expect(await page.locator('body').textContent()).not.toBe('ran');
});
