import { type BodyOf, canAnimate, type finishLease } from '@twinlens/contract';
import type { Tracing } from '@twinlens/telemetry';
import { type CaptureInput, capture } from '../capture/capture.ts';
import type { Picture } from '../capture/job.ts';
import { nothingKnown, type Pass, type Plan } from '../capture-cache/plan.ts';
import type { Recording } from '../capture-cache/recording.ts';
import { targets } from '../target/targets.ts';
import { tracePicture } from '../telemetry/trace-picture.ts';
import type { OwnBrowser } from './own-browser.ts';
import type { Lease, LeaseServer } from './server.ts';
import { PictureUploads } from './upload-pictures.ts';

type Result = BodyOf<typeof finishLease>;

export interface RenderInput
  extends Pick<
    CaptureInput,
    'payload' | 'files' | 'limits' | 'allowedPrivateHosts' | 'log' | 'signal'
  > {
  lease: Pick<Lease, 'type' | 'targetName'>;
  browser: OwnBrowser;
  server: LeaseServer;
  recording: Recording;
  tracing: Tracing;
  /** What need not be rendered. */
  plan?: Plan;
  /** Called as pictures are there, with how many. */
  onProgress?(pictures: number): void;
}

export interface Rendered extends Pick<Result, 'snapshots' | 'skipped'> {
  failed: NonNullable<Result['failed']>;
  /** What was shown, in its order. */
  shown: { component: string; variant: string; skipped: boolean }[];
  /** What may be remembered of it. */
  passes: Pass[];
}

/**
 * Pictures being read while the capture goes on: after a large one, which takes long to read, the page
 * need not wait before the next.
 */
const maxBeingRead = 4;

const noTimings = { renderMs: 0, waitMs: 0, screenshotMs: 0 };

/** The known examples of a plan, as a result. */
export function copyAll({ known }: Plan): Pick<Result, 'snapshots' | 'skipped'> {
  const examples = known.filter((example) => example !== undefined);
  return {
    snapshots: examples.flatMap(({ component, variant, image }) =>
      image ? [{ component, variant, image, ...noTimings, copied: true }] : [],
    ),
    skipped: examples
      .filter(({ skipped }) => skipped)
      .map(({ component, variant }) => ({ component, variant })),
  };
}

/**
 * Renders what a payload asks for, but for what is known, and brings the pictures to the server.
 * @throws UnexpectedExampleError when a page does not show what is known of it
 */
export async function render(input: RenderInput): Promise<Rendered> {
  const { lease, browser, server, recording, tracing, ...rest } = input;
  const { plan = nothingKnown, onProgress, ...job } = rest;
  const uploads = new PictureUploads(server, tracing);
  const snapshots: Result['snapshots'] = [];
  const skipped: Result['skipped'] = [];
  const failed: Rendered['failed'] = [];
  const shown: Rendered['shown'] = [];
  const beingRead: Promise<void>[] = [];
  const keep = async (picture: Picture): Promise<void> => {
    const { png, ignored, accessibility, document: _, ...snapshot } = picture;
    const named = recording.picture(picture);
    const image = await (accessibility
      ? uploads.addResult(accessibility, png)
      : uploads.add(png, ignored));
    snapshots.push({ ...snapshot, image });
    named(image);
    onProgress?.(snapshots.length);
  };
  const asked: CaptureInput = {
    ...job,
    targetName: lease.targetName,
    device: targets[lease.type].device,
    accessibility: lease.type === 'browser-accessibility',
    animates: canAnimate(lease.type) && browser.capabilities.animations,
    browsers: browser,
    expected: plan.known,
    onlyExpected: plan.onlyKnown,
    async onPicture(picture) {
      const { component, variant } = picture;
      tracePicture(tracing, picture);
      shown.push({ component, variant, skipped: false });
      const kept = keep(picture);
      // Thrown where it is waited for.
      kept.catch(() => undefined);
      beingRead.push(kept);
      if (beingRead.length > maxBeingRead) await beingRead.shift();
    },
    onSkipped(component, variant) {
      shown.push({ component, variant, skipped: true });
      skipped.push({ component, variant });
      recording.skip(component, variant);
    },
    onFailed: (example) => failed.push(example),
    onDisturbed: recording.disturb,
    onKnown(place) {
      const example = plan.known[place];
      if (!example) return;
      const { component, variant, skipped: wasSkipped } = example;
      shown.push({ component, variant, skipped: wasSkipped });
      const copied = copyAll({ ...plan, known: [example] });
      snapshots.push(...copied.snapshots);
      skipped.push(...copied.skipped);
      recording.copy(example);
      onProgress?.(snapshots.length);
    },
    onAsked: recording.ask,
    onDoubt(warning) {
      job.log.add('warn', warning);
      recording.doubt();
    },
  };
  await tracing.span('render', {}, () => capture(asked));
  await Promise.all(beingRead);
  await uploads.finish();
  return { snapshots, skipped, failed, shown, passes: recording.end() };
}
