import { hasVirtualTime, isWorking, wantsFrames } from './determinism.ts';
import type { Box } from './in-page/measure.ts';
import type { CaptureJob } from './job.ts';
import { ignoresHidden, styleOf } from './style.ts';

/** What is measured once the page is at rest. */
export type Extent = 'content' | 'page';

/** How a page is looked at. */
export interface Looking {
  extent: Extent;
  /** Style sheets the document is to have before its own. */
  styles: readonly string[];
  /** Stop what moves where it is, instead of bringing it to its end. */
  hold?: boolean;
  /** Leave animations to be captured alone. */
  takeover?: Takeover;
}

/** Takes animations out of the page's hands before it is looked at, which then stops none of them. */
export interface Takeover {
  /** @returns Whether any has begun since. */
  take(): Promise<boolean>;
  /** The rules the page is under meanwhile, as CSS. */
  style: string;
}

/** What a page is found to be. */
export interface Look {
  /** Something moved, and has been stopped or put in its place. */
  moved: boolean;
  /** What the page still waits for, by name, without what has been given up. */
  outstanding: string[];
  /** Nothing can happen on the page unless it is given time: no frame would call or move anything. */
  still: boolean;
  /** There are images whose file the browser has chosen. */
  responsive: boolean;
  /** The box of what is to be captured. */
  box: Box | null;
  /** Boxes of what is shown and does not count. */
  hidden: Box[];
}

interface FrameLook {
  moved: boolean;
  animated: boolean;
  responsive: boolean;
  unready: string[];
}

interface MainLook extends FrameLook {
  scripted: boolean;
  frames: number;
  box: Box | null;
  hidden: Box[];
}

/** Asked of every frame. */
function frameQuestion({ payload }: CaptureJob, { hold, takeover }: Looking): string {
  const wanted = takeover ? 'first-frame' : (payload.freezeAnimations ?? 'first-frame');
  const mode = hold ? 'hold' : wanted;
  const style = takeover?.style ?? styleOf(payload, false);
  return `
    const roots = twinlens.openRoots();
    twinlens.applyStyle(${JSON.stringify(style)}, roots);
    const stopped = twinlens.freeze(${JSON.stringify(mode)}, roots);
    const animated = roots.some((root) => root.getAnimations().length > 0);
    const responsive = twinlens.responsiveImages(roots, false);
    const found = { animated, responsive };
    const work = ${isWorking} ? ['work in the background'] : [];`;
}

/** Function for our world in the page, of its open roots: what is to be captured of it. */
export function measureSeen({ payload }: CaptureJob, extent: Extent): string {
  const box =
    extent === 'content'
      ? 'twinlens.measureContent(roots)'
      : '(({ width, height }) => ({ left: 0, top: 0, right: width, bottom: height }))(twinlens.measurePage())';
  const hidden = ignoresHidden(payload) ? 'twinlens.hiddenBoxes(roots)' : '[]';
  return `((roots) => ({ box: ${box}, hidden: ${hidden} }))`;
}

/** Asked of the page itself. Measured first: fonts and images are asked for by laying out. */
function mainQuestion(job: CaptureJob, looking: Looking): string {
  const { extent, styles } = looking;
  return `(() => {
    ${frameQuestion(job, looking)}
    const styled = twinlens.insertStyles(${JSON.stringify(styles)});
    const scrolled = [twinlens.scrollToStart(), twinlens.restoreScroll(roots)].includes(true);
    const { box, hidden } = ${measureSeen(job, extent)}(roots);
    const moved = stopped || scrolled || styled;
    const scripted = ${wantsFrames};
    return { ...found, moved, unready: [...work, ...twinlens.unready(roots)], box, hidden, scripted, frames: window.length };
  })()`;
}

function innerQuestion(job: CaptureJob, looking: Looking): string {
  return `(() => {
    ${frameQuestion(job, looking)}
    return { ...found, moved: stopped, unready: [...work, ...twinlens.unready(roots)] };
  })()`;
}

/** Looks at a page and the frames in it: stops what moves, and says what is still to be waited for. */
export async function look(job: CaptureJob, looking: Looking): Promise<Look> {
  const { page, payload, signal } = job;
  const taken = (await looking.takeover?.take()) ?? false;
  const question = `window === top ? ${mainQuestion(job, looking)} : ${innerQuestion(job, looking)}`;
  const answers = (await page.evaluateInFrames(question, 'isolated', signal)) as FrameLook[];
  const [main] = answers as [MainLook];
  const requests = page.loading().map((url) => `request ${url.slice(0, 200)}`);
  const waiting = [...answers.flatMap(({ unready }) => unready), ...requests];
  const moved = taken || answers.some((answer) => answer.moved);
  const silent = !main.scripted && main.frames === 0 && !main.animated && !moved;
  return {
    moved,
    outstanding: waiting.filter((name) => !job.givenUp.has(name)),
    still: hasVirtualTime(payload) && silent,
    responsive: answers.some((answer) => answer.responsive),
    box: main.box,
    hidden: main.hidden,
  };
}

/** Has the files of images chosen as if none had been loaded before. */
export async function chooseImages({ page, signal }: CaptureJob): Promise<void> {
  await page.forgetImages(signal);
  const choose = 'twinlens.responsiveImages(twinlens.openRoots(), true)';
  await page.evaluateInFrames(choose, 'isolated', signal);
}
