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
  const within = tracing.current();
  if (within === null) return;
  const phases = [
    ['render', picture.renderMs],
    ['wait', picture.waitMs],
    ['screenshot', picture.screenshotMs],
  ] as const;
  const until = new Date();
  const ms = phases.reduce((sum, [, tookMs]) => sum + tookMs, 0);
  let since = new Date(until.getTime() - ms);
  const attributes = {
    'twinlens.component': picture.component,
    'twinlens.variant': picture.variant,
  };
  const parent = tracing.past('picture', { parent: within, since, until, attributes });
  for (const [phase, tookMs] of phases) {
    const end = new Date(since.getTime() + tookMs);
    tracing.past(phase, { parent, since, until: end });
    since = end;
  }
}
