import { TwinlensError } from '@twinlens/contract';
import {
  completeReport,
  copyReport,
  createReport,
  getStatusOfReport,
  listSnapshots,
} from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const madeReportHandlers: Pick<
  Handlers,
  'createReport' | 'listSnapshots' | 'getReportStatus' | 'completeReport' | 'copyReport'
> = {
  createReport: ({ ctx, caller, params, body }) =>
    createReport({ ctx, caller, input: { ...params, ...body } }),
  listSnapshots: ({ ctx, caller, params, query }) =>
    listSnapshots({ ctx, caller, input: { ...params, ...query } }),
  getReportStatus: ({ ctx, caller, params: { sha }, query }) =>
    inEach(query.project, query.projects?.split(','), (project) =>
      getStatusOfReport({ ctx, caller, input: { sha, project } }),
    ),
  async completeReport({ ctx, caller, params: { sha }, body: { project, projects } }) {
    // All of them or none: a missing one is noticed before anything is completed.
    await inEach(project, projects, (name) =>
      getStatusOfReport({ ctx, caller, input: { sha, project: name } }),
    );
    return inEach(project, projects, (name) =>
      completeReport({ ctx, caller, input: { sha, project: name } }),
    );
  },
  copyReport: ({ ctx, caller, params, body }) =>
    copyReport({ ctx, caller, input: { ...params, ...body } }),
};

/** One answer for `project`, a list for `projects`. */
async function inEach<T>(
  project: string | undefined,
  projects: string[] | undefined,
  work: (project: string | undefined) => Promise<T>,
): Promise<T | T[]> {
  if (projects === undefined) return work(project);
  if (project !== undefined) {
    throw new TwinlensError('invalid_request', 'send either "project" or "projects", not both');
  }
  const answers: T[] = [];
  for (const name of projects.map((one) => one.trim())) answers.push(await work(name));
  return answers;
}
