import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi } from '../api/context.tsx';
import { meQuery } from '../api/queries.ts';
import { Failure } from '../ui/notice.tsx';
import { useTitle } from '../ui/use-title.ts';
import { SettingsNav } from './settings-nav.tsx';
import './project-settings.css';

export interface ProjectPath {
  account: number;
  project: number;
}

interface ProjectSettingsProps {
  account: number;
  /** Null for the first there is. */
  project: number | null;
  title: string;
  /** What is chosen here. */
  intro: string;
  /** Where the same page of another project is. */
  to:
    | '/a/$account/settings/tolerances/$project'
    | '/a/$account/settings/reviewing/$project'
    | '/a/$account/settings/outages/$project';
  children: (path: ProjectPath, mayChange: boolean) => ReactNode;
}

/** A page of settings that every project has for itself. */
export function ProjectSettings(props: ProjectSettingsProps) {
  const { account, title, intro, to, children } = props;
  const me = useQuery(meQuery(useApi()));
  useTitle(title);
  const own = me.data?.accounts.find(({ id }) => id === account);
  const shown = props.project ?? own?.projects[0]?.id ?? null;
  return (
    <div className="page">
      <SettingsNav account={account} />
      <header className="page-header">
        <div>
          <h1>{title}</h1>
          <p className="soft">
            {intro}
            {own?.role !== 'admin' && ' Administrators choose.'}
          </p>
        </div>
      </header>
      {own && own.projects.length > 1 && (
        <nav className="settings-projects" aria-label="Projects">
          {own.projects.map(({ id, name }) => (
            <Link
              key={id}
              to={to}
              params={{ account: String(account), project: String(id) }}
              aria-current={id === shown ? 'page' : undefined}
            >
              {name}
            </Link>
          ))}
        </nav>
      )}
      {own && shown !== null && children({ account, project: shown }, own.role === 'admin')}
      {own && shown === null && <p className="soft">There is no project yet.</p>}
      {me.error && <Failure error={me.error} retry={me.refetch} />}
    </div>
  );
}
