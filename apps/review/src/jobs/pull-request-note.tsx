import type { Job } from '../api/entities.ts';
import { Badge } from '../ui/state-badge.tsx';

interface PullRequestNoteProps {
  pullRequest: NonNullable<Job['pullRequest']>;
}

/** What its forge said of a pull request: the branch it goes into, and whether it is closed. */
export function PullRequestNote({ pullRequest: { base, open } }: PullRequestNoteProps) {
  return (
    <>
      <span className="pull-request-base">
        Into <code>{base}</code>
      </span>
      {!open && <Badge tone="quiet" icon="cross" label="Pull request closed" />}
    </>
  );
}
