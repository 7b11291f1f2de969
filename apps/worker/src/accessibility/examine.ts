import { type Abilities, type Page, PageScriptError, type Rectangle } from '@twinlens/browser';
import {
  type AccessibilityResult,
  impacts,
  maxAriaLength,
  maxNodes,
  TwinlensError,
  type ViolatingNode,
  type Violation,
} from '@twinlens/contract';
import { ExampleError, seconds } from '../capture/example-error.ts';
import { type CaptureJob, limited } from '../capture/job.ts';
import { ariaText } from './aria-text.ts';
import { readAxeOptions } from './axe-options.ts';
import type { FoundNode, FoundViolation } from './in-page/examine.ts';
import { runAxe } from './run-axe.ts';

const maxText = 1000;

/** Cut where it is too long, and never in the middle of a character. */
const cut = (text: string): string =>
  (text.length > maxText ? `${text.slice(0, maxText - 1)}…` : text).toWellFormed();

/** As axe-core words it in its own reports. */
function summaryOf({ any, all }: FoundNode): string {
  const list = (title: string, messages: string[]) =>
    messages.length === 0 ? [] : [[title, ...messages.map((one) => `  ${one}`)].join('\n')];
  return [
    ...list('Fix all of the following:', all),
    ...list('Fix any of the following:', any),
  ].join('\n\n');
}

/** Where an element is in the picture of a rectangle, in whole pixels; null where it is not. */
function boxOf(edges: FoundNode['edges'], rectangle: Rectangle): ViolatingNode['box'] {
  if (edges === null) return null;
  const left = Math.max(0, Math.floor(edges.left - rectangle.x));
  const top = Math.max(0, Math.floor(edges.top - rectangle.y));
  const right = Math.min(rectangle.width, Math.ceil(edges.right - rectangle.x));
  const bottom = Math.min(rectangle.height, Math.ceil(edges.bottom - rectangle.y));
  if (left >= right || top >= bottom) return null;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function violationOf(found: FoundViolation, room: number, rectangle: Rectangle): Violation[] {
  const nodes = found.nodes.slice(0, room).map((node) => ({
    target: node.target.map((one) => (typeof one === 'string' ? cut(one) : one.map(cut))),
    html: cut(node.html),
    failureSummary: cut(summaryOf(node)),
    box: boxOf(node.edges, rectangle),
  }));
  if (nodes.length === 0) return [];
  const { id, impact, tags, help, helpUrl } = found;
  return [{ id, impact, tags, help, helpUrl, nodes }];
}

function shorten(aria: string, job: CaptureJob): string {
  if (aria.length <= maxAriaLength) return aria.toWellFormed();
  job.log.add('warn', `The accessibility tree has more than ${maxAriaLength} characters: cut off`);
  const end = aria.lastIndexOf('\n', maxAriaLength);
  return aria.slice(0, end > 0 ? end : maxAriaLength).toWellFormed();
}

function violationsOf(found: FoundViolation[], job: CaptureJob, rectangle: Rectangle): Violation[] {
  const total = found.reduce((sum, violation) => sum + violation.total, 0);
  if (total > maxNodes) {
    job.log.add('warn', `${total} elements break rules; only the worst ${maxNodes} are kept`);
  }
  const rank = ({ impact }: FoundViolation) => impacts.indexOf(impact);
  let room = maxNodes;
  return found
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap((violation) => {
      const made = violationOf(violation, room, rectangle);
      room -= made[0]?.nodes.length ?? 0;
      return made;
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

type Examinable = Page & Pick<Abilities, 'runInFrame' | 'accessibilityTree'>;

const isExaminable = (page: Page): page is Examinable =>
  page.runInFrame !== undefined && page.accessibilityTree !== undefined;

/**
 * Finds out which rules of axe-core the page breaks, and what it tells assistive technology.
 * @param rectangle What the picture shows, in which violations have their places.
 * @throws ExampleError where it cannot be examined; TwinlensError where its options are none.
 */
export async function examine(job: CaptureJob, rectangle: Rectangle): Promise<AccessibilityResult> {
  const { page, limits, log } = job;
  if (!isExaminable(page)) {
    throw new TwinlensError('invalid_request', 'This browser does not tell what is accessible');
  }
  const tooLate = () =>
    new ExampleError(`could not be examined within ${seconds(limits.accessibilityMs)}`);
  return limited(job, limits.accessibilityMs, tooLate, async (signal) => {
    const options = await readAxeOptions(job, signal);
    const onLeftOut = (reason: string) => log.add('warn', reason);
    const found = await runAxe({ page, options, signal, onLeftOut }).catch((cause: unknown) => {
      if (!(cause instanceof PageScriptError)) throw cause;
      throw new ExampleError(`could not be examined by axe-core: ${cause.message}`);
    });
    const aria = ariaText(await page.accessibilityTree(signal));
    const origin = String(await page.evaluate('location.origin', 'isolated', signal));
    // Packages are served from an address that is made up for one capture; a page may also have none.
    const placeless = (text: string) =>
      origin.startsWith('http') ? text.replaceAll(origin, '') : text;
    return {
      violations: JSON.parse(
        placeless(JSON.stringify(violationsOf(found, job, rectangle))),
      ) as Violation[],
      aria: shorten(placeless(aria), job),
    };
  });
}
