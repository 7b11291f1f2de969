import type { Described } from './page-animator.ts';
import type { Expectations } from './resolve-options.ts';

/** One of the animations of a trace. */
export interface TracedAnimation {
  kind: string;
  name: string | null;
  target: string | null;
  /** Milliseconds of its stage. */
  startMs: number;
  endMs: number;
}

export interface TracedStage {
  animationCount: number;
  durationMs: number;
  animations: TracedAnimation[];
}

/** What a capture has found, as stories are told (protocol.md 16.9). */
export interface Trace extends TracedStage {
  svgCount: number;
  driverCounts: Record<string, number>;
  /** Milliseconds at which the frames are shown, from the start of the first. */
  frameTimes: number[];
  /** Frames that show something else than the one before. */
  frameCount: number;
  stageCount: number;
  stages: TracedStage[];
}

/** Animations named one by one. */
const listed = 20;

const ownKinds = new Set(['css-animation', 'css-transition', 'web-animation', 'svg']);

const round = (ms: number): number => Math.round(ms * 10) / 10;

export function traceStage(found: readonly Described[], durationMs: number): TracedStage {
  return {
    animationCount: found.length,
    durationMs: round(durationMs),
    animations: found.slice(0, listed).map(({ kind, name, target, beganAtMs, lengthMs }) => {
      const startMs = Math.max(0, beganAtMs);
      const endMs = round(startMs + (lengthMs ?? durationMs));
      return { kind, name, target, startMs: round(startMs), endMs };
    }),
  };
}

export function traceOf(
  stages: { found: readonly Described[]; durationMs: number }[],
  frameTimes: readonly number[],
  frameCount: number,
): Trace {
  const found = stages.flatMap((stage) => stage.found);
  const driven = found.filter(({ kind }) => !ownKinds.has(kind));
  return {
    ...traceStage(
      found,
      stages.reduce((sum, { durationMs }) => sum + durationMs, 0),
    ),
    svgCount: found.filter(({ kind }) => kind === 'svg').length,
    driverCounts: Object.fromEntries(
      Object.entries(Object.groupBy(driven, ({ kind }) => kind)).map(([driver, list]) => [
        driver,
        list?.length ?? 0,
      ]),
    ),
    frameTimes: frameTimes.map(round),
    frameCount,
    stageCount: stages.length,
    stages: stages.map((stage) => traceStage(stage.found, stage.durationMs)),
  };
}

/** What was expected of the capture and has not come true, in sentences. */
export function unmet(
  expected: Expectations,
  trace: Trace,
  triggered: boolean | undefined,
): string[] {
  const sentences: string[] = [];
  const atLeast = (wanted: number | undefined, got: number, what: string): void => {
    if (wanted === undefined || got >= wanted) return;
    sentences.push(`expected at least ${wanted} ${what}, found ${got}`);
  };
  atLeast(expected.minAnimations, trace.animationCount, 'animation(s)');
  atLeast(expected.minFrames, trace.frameCount, 'frame(s) that differ from the one before');
  atLeast(expected.minStages, trace.stageCount, 'stage(s)');
  for (const [driver, wanted] of Object.entries(expected.drivers ?? {})) {
    atLeast(wanted, trace.driverCounts[driver] ?? 0, `animation(s) of the driver "${driver}"`);
  }
  if (expected.triggered === true && triggered !== true) {
    sentences.push(
      triggered === undefined
        ? 'expected the trigger to find its element, but there is no trigger'
        : 'expected the trigger to find its element, but nothing matches its selector',
    );
  }
  return sentences;
}

/** The same as a text that follows the name of the example, with what was found. */
export function explainUnmet(sentences: readonly string[], trace: Trace): string {
  const found = trace.animations.map(({ kind, name, target, startMs, endMs }) =>
    [`  ${kind}`, name ?? '', target ? `on ${target}` : '', `from ${startMs} to ${endMs} ms`]
      .filter((part) => part !== '')
      .join(' '),
  );
  const more = trace.animationCount - found.length;
  return [
    'is not animated as expected:',
    ...sentences.map((sentence) => `  ${sentence}`),
    '',
    trace.animationCount === 0 ? 'No animation was found.' : 'Found:',
    ...found,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join('\n');
}
