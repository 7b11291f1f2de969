import type { Counts, Job, Progress } from '../api/entities.ts';

/** Counts of all comparisons of a job together; null while there is none. */
export function countsOf(job: Job): Counts | null {
  const all = job.projects.flatMap(({ comparison }) => (comparison ? [comparison.counts] : []));
  if (all.length === 0) return null;
  const sum: Counts = {
    changed: 0,
    added: 0,
    deleted: 0,
    unchanged: 0,
    ignored: 0,
    unstable: 0,
    tolerated: 0,
  };
  for (const counts of all) {
    for (const kind of Object.keys(sum) as (keyof Counts)[]) sum[kind] += counts[kind];
  }
  return sum;
}

/** Progress of all running reports of a job together. */
export function progressOf(job: Job): Progress {
  const sum: Progress = { requestsDone: 0, requestsTotal: 0, examplesCaptured: 0 };
  for (const { asyncReport } of job.projects) {
    if (asyncReport === null) continue;
    sum.requestsDone += asyncReport.progress.requestsDone;
    sum.requestsTotal += asyncReport.progress.requestsTotal;
    sum.examplesCaptured += asyncReport.progress.examplesCaptured;
  }
  return sum;
}
