import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Payload, TargetType } from '@twinlens/contract';
import { decodePng } from '@twinlens/image-diff';
import { noTelemetry, noTracing } from '@twinlens/telemetry';
import { pino } from 'pino';
import type { Static } from 'typebox';
import { type CaptureLimits, defaultLimits } from '../src/capture/limits.ts';
import type { Reserve } from '../src/registration/shortage.ts';
import type { NamedBrowser } from '../src/target/named-browsers.ts';
import { createMetrics } from '../src/telemetry/metrics.ts';
import { startWorker, type Worker } from '../src/worker.ts';
import { makeZip, type ZipFileInput } from './archives.ts';
import { type OpenLease, type Result, ServerDouble, type Work } from './server-double.ts';

/** The default folder, so that the browser is unpacked once per machine. */
export const cache = join(tmpdir(), `twinlens-${userInfo().username}`);

export interface TestWorker {
  server: ServerDouble;
  worker: Worker;
  stop(): Promise<void>;
}

/** A worker and the server it works for. */
export async function startTestWorker(
  options: {
    limits?: Partial<CaptureLimits>;
    allowedPrivateHosts?: string[];
    /** None of what is copied is rendered again without it. */
    auditShare?: number;
    /** It shows no calibration sheet without it. */
    calibrateMs?: number;
    lookMs?: number;
    /** Nothing is kept in reserve without it. */
    reserve?: Reserve;
    cache?: string;
    /** Those of the bundled browser without it. */
    targets?: TargetType[];
    /** None without it. */
    named?: NamedBrowser[];
    /** One of its own without it, which stops with the worker. */
    server?: ServerDouble;
  } = {},
): Promise<TestWorker> {
  const server = options.server ?? new ServerDouble();
  if (!options.server) await server.start();
  const ready = Promise.withResolvers<void>();
  const worker = startWorker(
    {
      config: {
        servers: [server.origin],
        token: server.token,
        name: 'test',
        targets: options.targets ?? ['browser-chrome', 'browser-accessibility'],
        named: options.named ?? [],
        cache: options.cache ?? cache,
        path: process.env.PATH ?? '',
        waitMs: 20_000,
        auditShare: options.auditShare ?? 0,
        calibrateMs: options.calibrateMs ?? null,
        lookMs: options.lookMs ?? 10_000,
        reserve: options.reserve ?? { disk: 0, memory: 0 },
        allowedPrivateHosts: options.allowedPrivateHosts ?? [],
        limits: { ...defaultLimits, ...options.limits },
        telemetry: noTelemetry,
      },
      logger: pino({ level: 'silent' }),
      tracing: noTracing,
      metrics: createMetrics(),
    },
    ready.resolve,
  );
  await ready.promise;
  return {
    server,
    worker,
    async stop() {
      await worker.stop();
      if (!options.server) await server.stop();
    },
  };
}

/** Waits until the worker says that it has taken the first picture of a capture. */
export async function firstPicture(lease: OpenLease): Promise<void> {
  while (!lease.beats.some(({ captured }) => captured > 0)) {
    await new Promise<void>((resolve) => {
      lease.onBeat.push(resolve);
    });
  }
}

export interface ExampleCode {
  component?: string;
  variant?: string;
  /** Markup of the example. */
  html?: string;
  /** Code run after the markup is in place; may be asynchronous. `root` is the element around it. */
  code?: string;
  /** Further fields of what nextExample answers. */
  item?: Record<string, unknown>;
}

/** A page as a custom integration builds it: window.happo defined by hand. */
export function pageOf(examples: ExampleCode[], head = ''): string {
  const list = examples.map(
    ({ component = 'Example', variant, html = '', code = '', item }, index) => {
      const fields = JSON.stringify({ component, variant: variant ?? `v${index}`, ...item });
      return `{ item: ${fields}, html: ${JSON.stringify(html)}, async run(root) { ${code} } }`;
    },
  );
  return `<!doctype html>
<html><head><meta charset="utf-8"><style>body { margin: 8px; }</style>${head}</head>
<body><div id="happo-root" data-happo-ignore="true"></div>
<script type="module">
const examples = [${list.join(',\n').replaceAll('</script', '<\\/script')}];
let next = 0;
window.happo = {
  async init(options) { window.initOptions = options; },
  async nextExample() {
    const example = examples[next];
    if (!example) return undefined;
    const root = document.getElementById('happo-root');
    root.innerHTML = example.html;
    await example.run(root);
    next += 1;
    return example.item;
  },
};
</script></body></html>`;
}

/** Work that captures a page as its static package, as a v6 client asks for it. */
export function packageWork(
  html: string,
  options: { files?: ZipFileInput[]; payload?: Partial<Work['payload']> } = {},
): Work {
  return {
    payload: {
      viewport: '1024x768',
      freezeAnimations: 'last-frame',
      prefersReducedMotion: true,
      allowPointerEvents: true,
      failOnWaitForTimeout: true,
      staticPackage: 'a/1/0.zip',
      ...options.payload,
    },
    package: makeZip([{ name: 'iframe.html', content: html }, ...(options.files ?? [])]),
  };
}

type Recorded = NonNullable<Static<typeof Payload>['snapPayloads']>[number];

export type RecordedPage = Partial<Recorded> & { html: string };

/** Work that captures recorded documents, as the clients for test runners ask for it. */
export function recordedWork(
  snapshots: RecordedPage[],
  options: { files?: ZipFileInput[]; payload?: Partial<Work['payload']> } = {},
): Work {
  return {
    payload: {
      viewport: '1024x768',
      freezeAnimations: 'last-frame',
      prefersReducedMotion: true,
      allowPointerEvents: true,
      assetsPackage: 'a/1/0.zip',
      globalCSS: [],
      snapPayloads: snapshots.map((snapshot, index) => ({
        component: 'Page',
        variant: `v${index}`,
        ...snapshot,
      })),
      ...options.payload,
    },
    package: makeZip(options.files ?? []),
  };
}

/** Size and colours of one captured snapshot, as it arrived at the server. */
export function pictureOf(server: ServerDouble, result: Result, variant: string) {
  const snapshot = result.snapshots.find((candidate) => candidate.variant === variant);
  const hash = snapshot?.image.hash ?? '';
  const png = server.images.get(server.results.get(hash)?.picture ?? hash);
  if (!png) throw new Error(`no picture of ${variant}`);
  const { width, height, rgba } = decodePng(png);
  return {
    size: `${width}x${height}`,
    /** `#rrggbb` of one pixel. */
    at(x: number, y: number): string {
      const offset = (y * width + x) * 4;
      return `#${Buffer.from(rgba.subarray(offset, offset + 3)).toString('hex')}`;
    },
    /** 0: transparent. */
    alphaAt: (x: number, y: number): number | undefined => rgba[(y * width + x) * 4 + 3],
  };
}
