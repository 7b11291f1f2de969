import type { Tracing } from '@twinlens/telemetry';

interface Taken {
  component: string;
  variant: string;
  renderMs: number;
  waitMs: number;
  screenshotMs: number;
}

/** Tells the trace that is under way of a picture that has just been taken, and what took how long. */
export function tracePicture(tracing: Tracing, picture: Taken): void {
  const { component, variant, ...phases } = picture;
  const ms = Object.values(phases).reduce((sum, one) => sum + one, 0);
  const until = Date.now();
  const since = new Date(until - ms);
  const attributes = { 'twinlens.component': component, 'twinlens.variant': variant };
  const parent = tracing.past('picture', {
    parent: tracing.current(),
    since,
    until: new Date(until),
    attributes,
  });
  let from = since.getTime();
  for (const [phase, tookMs] of [
    ['render', phases.renderMs],
    ['wait', phases.waitMs],
    ['screenshot', phases.screenshotMs],
  ] as const) {
    tracing.past(phase, { parent, since: new Date(from), until: new Date(from + tookMs) });
    from += tookMs;
  }
}
