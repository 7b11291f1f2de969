import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { useApi } from '../api/context.tsx';
import type { ApiDescription } from '../api/entities.ts';
import { apiDescriptionQuery } from '../api/queries.ts';
import { TopBar } from '../shell/top-bar.tsx';
import { FilterBox } from '../ui/filter-box.tsx';
import { Failure, Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useTitle } from '../ui/use-title.ts';
import { type Entry, OperationGroup } from './operation-group.tsx';
import './api-description.css';

/** Every operation of the server, for people who write their own client. */
export default function ApiDescriptionScreen({ filter, named }: { filter: string; named: string }) {
  const { data: description, error, refetch } = useQuery(apiDescriptionQuery(useApi()));
  const navigate = useNavigate();
  useTitle('API');
  const there = description !== undefined;
  useEffect(() => {
    if (there && named !== '') document.getElementById(named)?.scrollIntoView();
  }, [there, named]);
  const setFilter = useCallback(
    (value: string) =>
      navigate({
        to: '/docs/api',
        search: { q: value === '' ? undefined : value },
        hash: (hash) => hash ?? '',
        replace: true,
      }),
    [navigate],
  );
  return (
    <div className="shell">
      <TopBar me={undefined} account={undefined} />
      <main className="page" id="main">
        <header className="page-header">
          <div>
            <h1>API</h1>
            <p className="soft">
              For programs: <a href="/api/openapi.json">OpenAPI 3.1</a>
            </p>
          </div>
          <FilterBox value={filter} onChange={setFilter} label="Filter operations" />
        </header>
        {error && <Failure error={error} retry={refetch} />}
        {!error && !description && <Skeleton label="Loading the description" />}
        {description && <Groups description={description} filter={filter} named={named} />}
      </main>
    </div>
  );
}

interface GroupsProps {
  description: ApiDescription;
  filter: string;
  named: string;
}

function Groups({ description, filter, named }: GroupsProps) {
  const words = filter.toLowerCase().split(/\s+/);
  const entries = entriesOf(description).filter(({ method, path, operation }) => {
    const text = `${method} ${path} ${operation.operationId} ${operation.summary}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const groups = description.tags
    .map((tag) => ({
      ...tag,
      entries: entries.filter(({ operation }) => operation.tags.includes(tag.name)),
    }))
    .filter((group) => group.entries.length > 0);
  if (groups.length === 0) {
    return (
      <Notice icon="search" title="No operation matches">
        <p>Filters look at methods, paths, names and summaries.</p>
      </Notice>
    );
  }
  return (
    <>
      <p className="api-errors">{description.info.description}</p>
      {groups.map((group) => (
        <OperationGroup
          key={group.name}
          origin={description.servers[0]?.url ?? ''}
          named={named}
          {...group}
        />
      ))}
    </>
  );
}

function entriesOf({ paths }: ApiDescription): Entry[] {
  return Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
    )
    .sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
}
