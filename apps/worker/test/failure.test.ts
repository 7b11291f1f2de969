import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeZip } from './archives.ts';
import { browsersOf, renderersOf, signalAll } from './processes.ts';
import type { Work } from './server-double.ts';
import {
  firstPicture,
  packageWork,
  pageOf,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

let test: TestWorker;

const good = packageWork(pageOf([{ html: 'fine' }]));

beforeAll(async () => {
  test = await startTestWorker({
    limits: { loadMs: 1500, initMs: 1500, exampleMs: 1500, contentMs: 500, settleMs: 300 },
  });
});
afterAll(() => test.stop());

async function expectGoodOnes({ server } = test): Promise<void> {
  // One for every slot, so that the one that failed is among them.
  const results = await Promise.all(Array.from({ length: 8 }, () => server.capture(good)));
  for (const { snapshots } of results) expect(snapshots).toHaveLength(1);
}

/** What is said of the rest of a package whose client does not let anybody choose. */
const cannotStartAmong =
  'The examples after it were not captured: this package cannot start among them.';

async function messagesOf(work: Work): Promise<string[]> {
  const { failed = [] } = await test.server.partly(work);
  return failed.map(({ message }) => message);
}

function failing(code: string): Work {
  return packageWork(
    pageOf([
      { variant: 'first', html: 'first' },
      { variant: 'second', code },
    ]),
  );
}

describe('a capture ends with what the person has to know', () => {
  it('when window.happo never appears, with the errors of the page beside it', async () => {
    const work = packageWork('<script>throw new Error("bundle is broken")</script>');
    const failure = await test.server.failure(work);
    expect(failure).toMatchObject({
      message: 'Timed out while waiting for window.happo',
      retryable: false,
    });
    expect(failure.log.map(({ text }) => text).join()).toContain('bundle is broken');
  });

  it('when init rejects or never settles', async () => {
    const page = (body: string) =>
      packageWork(`<script>window.happo = { nextExample() {}, init() { ${body} } }</script>`);
    const rejects = page('return Promise.reject(new Error("no store found"))');
    expect(await test.server.failure(rejects)).toMatchObject({
      message: 'no store found',
      retryable: false,
    });
    const hangs = page('return new Promise((resolve) => { window.keep = resolve; })');
    expect((await test.server.failure(hangs)).message).toContain('window.happo.init');
  });

  it('when an example throws', async () => {
    const work = failing(`throw new Error('Failed to render')`);
    expect(await messagesOf(work)).toEqual([
      'The example after "Example, first" failed: Failed to render',
      cannotStartAmong,
    ]);
  });

  it('when an example is an error', async () => {
    const item = { isError: true, message: 'Could not load story' };
    const [message] = await messagesOf(packageWork(pageOf([{ item }])));
    expect(message).toBe('The first example failed: Could not load story');
  });

  it('when examples repeat', async () => {
    const examples = ['x', 'y', 'x'].map((variant) => ({ component: 'Card', variant, html: 'c' }));
    const { message } = await test.server.failure(packageWork(pageOf(examples)));
    expect(message).toBe(
      'Stuck in loop processing examples. Last processed before looping: Card, y',
    );
  });

  it.each([
    ['a promise that never settles', 'await new Promise((resolve) => { window.keep = resolve; })'],
    ['an endless loop', 'while (true) {}'],
    [
      'an endless loop in a frame callback',
      'await new Promise(() => requestAnimationFrame(() => { while (true) {} }))',
    ],
  ])('when an example does not end: %s', async (_name, code) => {
    expect(await messagesOf(failing(code))).toEqual([
      'The example after "Example, first" did not finish rendering within 1.5 s',
      cannotStartAmong,
    ]);
    await expectGoodOnes();
  });

  it('when the content waited for does not come', async () => {
    const page = pageOf([
      { html: 'here', item: { waitForContent: 'not here' } },
      { html: 'here', item: { waitForContent: 'here' } },
    ]);
    const message = 'Timed out after 500 ms while waiting for the text "not here"';
    const { failed, snapshots } = await test.server.partly(packageWork(page));
    expect(failed).toEqual([
      { component: 'Example', variant: 'v0', message: `"Example, v0" failed: ${message}` },
    ]);
    // The page is none the worse for it.
    expect(snapshots.map(({ variant }) => variant)).toEqual(['v1']);
    const lenient = packageWork(page, { payload: { failOnWaitForTimeout: false } });
    const { log, snapshots: both } = await test.server.capture(lenient);
    expect(both).toHaveLength(2);
    expect(log.map(({ text }) => text)).toContain(message);
  });

  it('when the package is not one', async () => {
    const { payload } = good;
    const failure = await test.server.failure({ payload, package: Buffer.from('<html>') });
    expect(failure.message).toContain('neither a zip nor a tar');
    expect(failure.retryable).toBe(false);
  });

  it('when the package has no page', async () => {
    const { payload } = good;
    const failure = await test.server.failure({ payload, package: makeZip([{ name: 'a.js' }]) });
    expect(failure).toMatchObject({
      message: 'The package has no iframe.html at its root',
      retryable: false,
    });
  });

  it('when the page goes away', async () => {
    const work = failing(`location.href = 'about:blank'; await new Promise(() => {});`);
    expect(await messagesOf(work)).toEqual([
      'The example after "Example, first" went to another page: about:blank',
      cannotStartAmong,
    ]);
    await expectGoodOnes();
  });
});

it('captures all the same where something never comes to rest, and says what', async () => {
  const html = pageOf([{ html: 'x', code: `fetch('http://${'x'.repeat(20)}.localhost/never')` }]);
  const forever = pageOf([
    {
      html: '<p style="width:10px;height:10px;animation:none">x</p>',
      code: `const again = () => {
          const animation = root.firstChild.animate([{ opacity: 0 }, { opacity: 1 }], 50);
          animation.onfinish = again;
        };
        again();`,
    },
  ]);
  expect((await test.server.capture(packageWork(html))).snapshots).toHaveLength(1);
  const { snapshots, log } = await test.server.capture(packageWork(forever));
  expect(snapshots).toHaveLength(1);
  expect(log.map(({ text }) => text).join()).toContain('Captured as it was: animations');
});

describe('a lost browser', () => {
  let patient: TestWorker;
  beforeAll(async () => {
    patient = await startTestWorker();
  });
  afterAll(() => patient.stop());

  it('counts as lost when somebody killed the process of its page', async () => {
    const work = failing('await new Promise((resolve) => { window.keep = resolve; })');
    const { outcome, lease } = patient.server.offer({ ...work, expiresInMs: 300 });
    await firstPicture(lease);
    const renderers = await renderersOf(process.pid);
    expect(renderers).not.toEqual([]);
    signalAll(renderers, 'SIGKILL');
    expect(await outcome).toMatchObject({
      failure: {
        retryable: true,
        message: expect.stringMatching(/^The browser crashed: the process of the page was killed/),
      },
    });
    await expectGoodOnes(patient);
  });

  it('counts as lost when it answers no more, and the page is not blamed', async () => {
    const work = failing('await new Promise((resolve) => { window.keep = resolve; })');
    const { outcome, lease } = patient.server.offer({ ...work, expiresInMs: 300 });
    await firstPicture(lease);
    signalAll(await browsersOf(process.pid), 'SIGSTOP');
    expect(await outcome).toMatchObject({
      failure: {
        retryable: true,
        message: expect.stringMatching(/^The browser crashed: the browser stopped answering/),
      },
    });
    // Those that were idle go on; the one that was lost has been ended, stopped as it was.
    signalAll(await browsersOf(process.pid), 'SIGCONT');
    await expectGoodOnes(patient);
  });

  it('gives the capture back to be tried again, and the next one works', async () => {
    const work = failing(`await fetch('/crash'); await new Promise(() => {})`);
    const { outcome, lease } = patient.server.offer({ ...work, expiresInMs: 300 });
    await firstPicture(lease);
    const killed = await browsersOf(process.pid);
    signalAll(killed, 'SIGKILL');
    expect(await outcome).toMatchObject({ failure: { retryable: true } });
    await vi.waitUntil(async () =>
      (await browsersOf(process.pid)).every((pid) => !killed.includes(pid)),
    );
    // A slot that has not heard yet of the end of its browser gives one more back.
    await vi.waitFor(() => expectGoodOnes(patient), { timeout: 30_000 });
  });
});

describe('a lost lease', () => {
  it('stops the capture, and nothing is handed in for it', async () => {
    const work = failing('await new Promise((resolve) => { window.keep = resolve; })');
    const { outcome, lease } = test.server.offer({ ...work, expiresInMs: 300 });
    let ended = false;
    outcome.then(() => {
      ended = true;
    });
    await firstPicture(lease);
    lease.lost = true;
    await expectGoodOnes();
    expect(ended).toBe(false);
  });
});

describe('a server that is away', () => {
  it('is waited for', async () => {
    const many = packageWork(
      pageOf(Array.from({ length: 20 }, (_, index) => ({ html: `number ${index}` }))),
    );
    const { outcome, lease } = test.server.offer({ ...many, expiresInMs: 60_000 });
    test.server.away = true;
    test.server.onRefused = () => {
      test.server.away = false;
    };
    expect(await outcome).toMatchObject({ result: {} });
    expect(lease.lost).toBe(true);
  });
});

describe('a server that says nothing any more', () => {
  it('is asked anew when it does not answer a sign of life', async () => {
    const { outcome } = test.server.offer({
      ...packageWork(pageOf([{ html: 'one' }])),
      expiresInMs: 3_000,
    });
    const unanswered: string[] = [];
    test.server.onUnanswered = (path) => {
      unanswered.push(path);
      // Whatever is under way now will never be answered.
      if (path.endsWith('/heartbeat')) test.server.silent = false;
    };
    test.server.silent = true;
    expect(await outcome).toMatchObject({ result: {} });
    expect(unanswered.length).toBeGreaterThan(1);
  });
});
