import { type BodyOf, type finishLease, TwinlensError } from '@twinlens/contract';
import { CaptureLog } from '../capture/capture-log.ts';
import { pageNamed } from '../capture/capture-pages.ts';
import { nameOf as quoted } from '../capture/example-error.ts';
import { type KnownExample, nameOf, nothingKnown, type Plan } from '../capture-cache/plan.ts';
import { noRecording } from '../capture-cache/recording.ts';
import type { LeaseRun } from './lease-run.ts';
import type { CaptureRequest } from './read-request.ts';
import { type Rendered, render } from './render.ts';

type Snapshot = BodyOf<typeof finishLease>['snapshots'][number];

/** As many pictures are captured again at most: of more, most of the package has changed. */
const maxAgain = 50;

/** Examples that are named in the log of a capture. */
const maxNamed = 20;

/**
 * Captures once more what would be reported as a difference, by a page of its own, and notes what
 * looks different then: such a picture says nothing about the commit, and is not remembered. Whatever
 * goes wrong here, the first pictures count.
 */
export async function captureAgain(
  run: LeaseRun,
  request: CaptureRequest,
  rendered: Rendered,
): Promise<Rendered> {
  // Without all of its examples there is no report.
  if (rendered.failed.length > 0) return rendered;
  try {
    const wanted = await findWanted(run, rendered.snapshots);
    return wanted.length === 0 ? rendered : await compareAgain(run, request, rendered, wanted);
  } catch (error) {
    const lost = error instanceof TwinlensError && error.code === 'lease_lost';
    if (lost || run.signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    run.log.add('warn', `What looks different now was not captured again: ${reason}`);
    return rendered;
  }
}

/** What would be reported as a difference, of what was rendered and can be told apart by its name. */
async function findWanted(run: LeaseRun, snapshots: Snapshot[]): Promise<Snapshot[]> {
  const byName = Map.groupBy(snapshots, nameOf);
  const single = snapshots.filter(
    (snapshot) => !snapshot.copied && byName.get(nameOf(snapshot))?.length === 1,
  );
  if (single.length === 0) return [];
  const names = new Set((await run.server.findDifferences(single)).map(nameOf));
  const wanted = single.filter((snapshot) => names.has(nameOf(snapshot)));
  if (wanted.length > maxAgain) {
    const what = `${wanted.length - maxAgain} of ${wanted.length} pictures that look different now`;
    run.log.add('info', `${what} are not captured again: ${maxAgain} are, at most`);
  }
  return wanted.slice(0, maxAgain);
}

async function compareAgain(
  run: LeaseRun,
  request: CaptureRequest,
  rendered: Rendered,
  wanted: Snapshot[],
): Promise<Rendered> {
  const names = new Set(wanted.map(nameOf));
  const second = await renderAgain(run, request, rendered, names);
  for (const { message } of second.failed) {
    run.log.add('warn', `When it was captured again: ${message}`);
  }
  const seen = new Map(second.snapshots.map((snapshot) => [nameOf(snapshot), snapshot.image]));
  const differing = new Map(
    wanted.flatMap((snapshot) => {
      const again = seen.get(nameOf(snapshot));
      return again && again.hash !== snapshot.image.hash ? [[nameOf(snapshot), again]] : [];
    }),
  );
  explain(
    run.log,
    seen.size,
    wanted.filter((one) => differing.has(nameOf(one))),
  );
  return {
    ...rendered,
    snapshots: rendered.snapshots.map((snapshot) => {
      const again = differing.get(nameOf(snapshot));
      return again ? { ...snapshot, again } : snapshot;
    }),
    passes: rendered.passes.map((pass) => ({
      ...pass,
      pictures: pass.pictures.map((picture) =>
        differing.has(nameOf(picture)) ? { ...picture, image: null } : picture,
      ),
    })),
  };
}

async function renderAgain(
  run: LeaseRun,
  { payload, files }: CaptureRequest,
  { shown }: Rendered,
  names: ReadonlySet<string>,
): Promise<Rendered> {
  const { snapPayloads, pages } = payload;
  const single = {
    ...payload,
    ...(snapPayloads && { snapPayloads: snapPayloads.filter((one) => names.has(nameOf(one))) }),
    ...(pages && { pages: pages.filter(({ title }) => names.has(nameOf(pageNamed(title)))) }),
  };
  try {
    return await render({
      browser: run.browser,
      server: run.server,
      payload: single,
      files,
      lease: run.lease,
      limits: run.surroundings.limits,
      allowedPrivateHosts: run.allowedPrivateHosts,
      // The page says the same again.
      log: new CaptureLog(),
      signal: run.signal,
      tracing: run.tracing,
      recording: noRecording,
      plan: payload.staticPackage === undefined ? nothingKnown : planAgain(shown, names),
    });
  } catch (error) {
    await run.browser.discard();
    throw error;
  }
}

/** The examples of a package share a page: it is walked to those that are wanted, and no farther. */
function planAgain(shown: Rendered['shown'], names: ReadonlySet<string>): Plan {
  const last = shown.findLastIndex((example) => names.has(nameOf(example)));
  const known = shown.slice(0, last + 1).map(
    (example): KnownExample => ({
      ...example,
      image: null,
      rendered: names.has(nameOf(example)),
      files: [],
    }),
  );
  return { ...nothingKnown, known, onlyKnown: true };
}

function explain(log: CaptureLog, captured: number, differing: Snapshot[]): void {
  const pictures = captured === 1 ? '1 picture that looks' : `${captured} pictures that look`;
  const what = `${pictures} different now ${captured === 1 ? 'was' : 'were'} captured again`;
  if (differing.length === 0) {
    log.add('info', `${what}: the same as the first time`);
    return;
  }
  const named = differing.slice(0, maxNamed).map(quoted).join(', ');
  const more = differing.length > maxNamed ? ` and ${differing.length - maxNamed} more` : '';
  log.add('warn', `${what}. Unstable, as they differ from themselves: ${named}${more}`);
}
