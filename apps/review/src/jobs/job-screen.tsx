import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/context.tsx';
import type { Job, JobProject } from '../api/entities.ts';
import { jobQuery } from '../api/queries.ts';
import ComparisonScreen from '../comparison/comparison-screen.tsx';
import { ChangeLink } from '../ui/change-link.tsx';
import { Counts } from '../ui/counts.tsx';
import { LinkedText } from '../ui/linked-text.tsx';
import { Failure, Notice } from '../ui/notice.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { ShaPair } from '../ui/sha.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Badge, StateBadge } from '../ui/state-badge.tsx';
import { Time } from '../ui/time.tsx';
import { useTitle } from '../ui/use-title.ts';
import { PullRequestNote } from './pull-request-note.tsx';
import { titleOf } from './title.ts';
import './jobs-screen.css';
import './job-screen.css';

/** A job of one project is its comparison; several projects are a table of comparisons. */
export default function JobScreen({ account, job: id }: { account: number; job: number }) {
  const { data: job, error, refetch } = useQuery(jobQuery(useApi(), { account, job: id }));
  useTitle(job ? titleOf(job) : `Job ${id}`);
  if (job === undefined) {
    return (
      <div className="page">
        <h1 className="unseen">Job {id}</h1>
        {error ? <Failure error={error} retry={refetch} /> : <Skeleton label="Loading job" />}
      </div>
    );
  }
  const [only] = job.projects;
  if (job.projects.length === 1 && only?.comparison) {
    return (
      <ComparisonScreen
        account={account}
        project={only.project.id}
        sha1={job.sha1}
        sha2={job.sha2}
        {...(job.pullRequest && { pullRequest: job.pullRequest })}
      />
    );
  }
  return <ProjectsOfJob account={account} job={job} />;
}

/** Says that the state is one for all, and how far they are. */
function together({ projects }: Job): string {
  const ended = projects.filter(({ state }) => state !== 'pending').length;
  const of = projects.length === 1 ? 'the only project' : `${projects.length} projects together`;
  return ended === projects.length ? of : `${of}, ${ended} done`;
}

function ProjectsOfJob({ account, job }: { account: number; job: Job }) {
  return (
    <div className="page">
      <header className="page-header">
        <div className="job-header">
          <h1>{titleOf(job)}</h1>
          <p className="job-meta soft">
            <StateBadge state={job.state} />
            {job.orchestrated && <span>{together(job)}</span>}
            <ShaPair sha1={job.sha1} sha2={job.sha2} />
            {job.author !== null && <span>{job.author}</span>}
            <Time at={job.createdAt} />
            {job.link !== null && <ChangeLink link={job.link} />}
            {job.pullRequest && <PullRequestNote pullRequest={job.pullRequest} />}
          </p>
        </div>
      </header>
      {job.projects.length === 0 ? (
        <div className="card">
          <Notice icon="clock" title="Nothing to compare yet">
            <p>This job has started. Its comparison shows up here when the client asks for it.</p>
          </Notice>
        </div>
      ) : (
        <ul className="card job-projects">
          {job.projects.map((entry) => (
            <ProjectRow key={entry.project.id} account={account} job={job} entry={entry} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** Nothing has come for the project; it is only known that something will. */
const isAwaited = ({ state, comparison, asyncReport }: JobProject) =>
  state === 'pending' && comparison === null && asyncReport === null;

interface ProjectRowProps {
  account: number;
  job: Job;
  entry: JobProject;
}

function ProjectRow({ account, job, entry }: ProjectRowProps) {
  const { project, comparison, asyncReport } = entry;
  return (
    <li className="job-project">
      <div className="job-project-name">
        {isAwaited(entry) ? (
          <Badge tone="quiet" icon="clock" label="Waiting" />
        ) : (
          <StateBadge state={entry.state} />
        )}
        {comparison ? (
          <Link
            to="/a/$account/p/$project/compare/$sha1/$sha2"
            params={{
              account: String(account),
              project: String(project.id),
              sha1: job.sha1,
              sha2: job.sha2,
            }}
          >
            {project.name}
          </Link>
        ) : (
          <b>{project.name}</b>
        )}
      </div>
      {entry.message !== null && (
        <p className="job-project-message soft">
          <LinkedText text={entry.message} />
        </p>
      )}
      {isAwaited(entry) && <p className="soft">Waiting for its run</p>}
      {comparison && entry.state !== 'pending' && <Counts counts={comparison.counts} />}
      {asyncReport && entry.state === 'pending' && (
        <>
          <ProgressBar progress={asyncReport.progress} label={`Captures of ${project.name}`} />
          <Link
            to="/a/$account/async-reports/$id"
            params={{ account: String(account), id: String(asyncReport.id) }}
          >
            Captures one by one
          </Link>
        </>
      )}
    </li>
  );
}
