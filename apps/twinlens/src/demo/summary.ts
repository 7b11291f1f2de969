import { operations } from '@twinlens/contract';
import type { Reader } from './reader.ts';
import type { Comparison } from './wait.ts';

export interface Summary {
  /** The review page of the comparison. */
  url: string;
  changed: number;
  added: number;
  deleted: number;
  unchanged: number;
  /** From the start of the command to the verdict. */
  seconds: number;
  /** Pictures of both commits, over the time in which any of their captures was asked for and not done. */
  snapshotsPerSecond: number;
}

export async function summarize(
  reader: Reader,
  options: { origin: string; comparison: Comparison; seconds: number },
): Promise<Summary> {
  const { sha1, sha2, counts } = options.comparison;
  const { changed, added, deleted, unchanged } = counts;
  const { captured, seconds } = await captureTimes(reader);
  return {
    url: `${options.origin}/a/${reader.accountId}/p/${reader.projectId}/compare/${sha1}/${sha2}`,
    changed,
    added,
    deleted,
    unchanged,
    seconds: round(options.seconds),
    snapshotsPerSecond: seconds === 0 ? 0 : round(captured / seconds),
  };
}

async function captureTimes(reader: Reader): Promise<{ captured: number; seconds: number }> {
  const account = reader.accountId;
  const { jobs } = await reader.read(operations.listJobs, { params: { account } });
  const asyncReports = jobs.flatMap(({ projects }) =>
    projects.flatMap(({ asyncReport }) => (asyncReport === null ? [] : [asyncReport.id])),
  );
  const spans: [start: number, end: number][] = [];
  let captured = 0;
  for (const id of new Set(asyncReports)) {
    const { requests } = await reader.read(operations.getAsyncReport, { params: { account, id } });
    for (const request of requests) {
      const { createdAt, finishedAt } = await reader.read(operations.getSnapRequest, {
        params: { account, id: request.id },
      });
      captured += request.captured;
      if (finishedAt !== null) spans.push([Date.parse(createdAt), Date.parse(finishedAt)]);
    }
  }
  return { captured, seconds: lengthOfUnion(spans) / 1000 };
}

/** Milliseconds covered by at least one of the spans. */
function lengthOfUnion(spans: [start: number, end: number][]): number {
  let covered = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const [start, end] of spans.toSorted(([a], [b]) => a - b)) {
    covered += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return covered;
}

const round = (value: number) => Math.round(value * 10) / 10;
