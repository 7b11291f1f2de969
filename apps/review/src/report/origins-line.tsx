import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import type { Origins } from '../api/entities.ts';
import { shortSha } from '../ui/sha.tsx';

const number = new Intl.NumberFormat('en');

interface OriginsLineProps {
  account: number;
  project: number;
  origins: Origins;
}

/** Whether anything of a report was not rendered for it. */
export const isPartial = ({ copied, carriedOver }: Origins) => copied + carriedOver > 0;

/** Says how much of a report is new, and where the rest is from. */
export function OriginsLine({ account, project, origins }: OriginsLineProps) {
  const { rendered, copied, carriedOver, sources } = origins;
  return (
    <p className="soft number">
      {number.format(rendered)} rendered
      {copied > 0 && `, ${number.format(copied)} copied from earlier captures`}
      {carriedOver > 0 && `, ${number.format(carriedOver)} carried over`}
      {sources.map((sha, index) => (
        <Fragment key={sha}>
          {index === 0 ? ' from ' : ' and '}
          <Link
            to="/a/$account/report/$sha"
            params={{ account: String(account), sha }}
            search={{ p: String(project) }}
            title={`Report of ${sha}`}
          >
            <code>{shortSha(sha)}</code>
          </Link>
        </Fragment>
      ))}
    </p>
  );
}
