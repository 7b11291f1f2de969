import { Link } from '@tanstack/react-router';
import type { Job } from '../api/entities.ts';
import { Counts } from '../ui/counts.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { ShaPair } from '../ui/sha.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { Time } from '../ui/time.tsx';
import { countsOf, progressOf } from './job-counts.ts';
import { titleOf } from './title.ts';

export function JobRow({ account, job }: { account: number; job: Job }) {
  const counts = countsOf(job);
  const message = job.projects.find((project) => project.message !== null)?.message;
  return (
    <li className="job">
      <div className="job-state">
        <StateBadge state={job.state} />
      </div>
      <div className="job-what">
        <Link
          className="job-link"
          to="/a/$account/jobs/$job"
          params={{ account: String(account), job: String(job.id) }}
        >
          {titleOf(job)}
        </Link>
        <p className="job-meta soft">
          <ShaPair sha1={job.sha1} sha2={job.sha2} />
          {job.author !== null && <span>{job.author}</span>}
          {job.projects.length > 0 && (
            <span>{job.projects.map(({ project }) => project.name).join(', ')}</span>
          )}
        </p>
      </div>
      <div className="job-result">
        {job.state === 'pending' ? (
          <ProgressBar progress={progressOf(job)} label={`Captures of ${titleOf(job)}`} />
        ) : counts ? (
          <Counts counts={counts} />
        ) : (
          message && <p className="job-message soft">{message}</p>
        )}
      </div>
      <div className="job-age soft number">
        <Time at={job.createdAt} />
      </div>
    </li>
  );
}
