import { hasVirtualTime, wantsFrames } from './determinism.ts';
import type { Box } from './in-page/measure.ts';
import type { CaptureJob } from './job.ts';
import { styleOf } from './style.ts';

/** What is measured once the page is at rest. */
export type Extent = 'content' | 'page';

/** What a page is found to be. */
export interface Look {
  /** Something moved, and has been stopped or put in its place. */
  moved: boolean;
  /** What the page still waits for, by name. */
  outstanding: string[];
  /** Nothing can happen on the page unless it is given time: no frame would call or move anything. */
  still: boolean;
  /** The box of what is to be captured. */
  box: Box | null;
}

interface FrameLook {
  moved: boolean;
  animated: boolean;
  unready: string[];
}

interface MainLook extends FrameLook {
  frames: number;
  box: Box | null;
}

/** Takes animations out of the page's hands before a look at it, which then stops nothing of them. */
export interface Hold {
  /** @returns Whether any has begun since. */
  take(): Promise<boolean>;
  /** The rules the page is under meanwhile, as CSS. */
  style: string;
}

/** Asked of every frame. */
function frameQuestion({ payload }: CaptureJob, hold: Hold | undefined): string {
  const mode = hold ? 'first-frame' : (payload.freezeAnimations ?? 'first-frame');
  const style = hold?.style ?? styleOf(payload, false);
  return `
    const roots = twinlens.openRoots();
    twinlens.applyStyle(${JSON.stringify(style)}, roots);
    const stopped = twinlens.freeze(${JSON.stringify(mode)}, roots);
    const animated = roots.some((root) => root.getAnimations().length > 0);`;
}

/** Expression for our world in the page: the box of what is to be captured. */
export function measured(extent: Extent): string {
  return extent === 'content'
    ? 'twinlens.measureContent(twinlens.openRoots())'
    : '(({ width, height }) => ({ left: 0, top: 0, right: width, bottom: height }))(twinlens.measurePage())';
}

/** Asked of the page itself. Measured first: fonts and images are asked for by laying out. */
function mainQuestion(job: CaptureJob, { extent, styles, hold }: Shown): string {
  return `(() => {
    ${frameQuestion(job, hold)}
    const styled = twinlens.insertStyles(${JSON.stringify(styles)});
    const scrolled = [twinlens.scrollToStart(), twinlens.restoreScroll(roots)].includes(true);
    const box = ${measured(extent)};
    const moved = stopped || scrolled || styled;
    return { moved, animated, unready: twinlens.unready(roots), box, frames: window.length };
  })()`;
}

function innerQuestion(job: CaptureJob, { hold }: Shown): string {
  return `(() => {
    ${frameQuestion(job, hold)}
    return { moved: stopped, animated, unready: twinlens.unready(roots) };
  })()`;
}

/** What is to be shown, and how. */
export interface Shown {
  extent: Extent;
  /** Style sheets the document is to have before its own. */
  styles: readonly string[];
  /** Undefined: animations are brought to a defined frame. */
  hold?: Hold;
}

/**
 * Looks at a page and the frames in it: stops what moves, and says what is still to be waited for.
 */
export async function look(job: CaptureJob, shown: Shown): Promise<Look> {
  const { page, payload, signal } = job;
  const held = (await shown.hold?.take()) ?? false;
  const question = `window === top ? ${mainQuestion(job, shown)} : ${innerQuestion(job, shown)}`;
  const [answers, scripted] = await Promise.all([
    page.evaluateInFrames(question, 'isolated', signal) as Promise<FrameLook[]>,
    page.evaluate(wantsFrames, 'page', signal),
  ]);
  const [main] = answers as [MainLook];
  const requests = page.loading().map((url) => `request ${url.slice(0, 200)}`);
  return {
    moved: held || answers.some(({ moved }) => moved),
    outstanding: [...answers.flatMap(({ unready }) => unready), ...requests],
    still: hasVirtualTime(payload) && scripted === false && main.frames === 0 && !main.animated,
    box: main.box,
  };
}
