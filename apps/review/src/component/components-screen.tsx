import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useApi } from '../api/context.tsx';
import { componentsQuery, type ProjectPath } from '../api/queries.ts';
import { FilterBox } from '../ui/filter-box.tsx';
import { Failure, Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useTitle } from '../ui/use-title.ts';
import './component.css';

interface ComponentsScreenProps extends ProjectPath {
  filter: string;
}

const number = new Intl.NumberFormat('en');

/** The components of a project, by name. */
export default function ComponentsScreen({ filter, ...path }: ComponentsScreenProps) {
  const navigate = useNavigate();
  const query = useInfiniteQuery({
    ...componentsQuery(useApi(), path, filter),
    placeholderData: keepPreviousData,
  });
  useTitle('Components');
  const setFilter = useCallback(
    (value: string) =>
      navigate({ to: '.', search: { q: value === '' ? undefined : value }, replace: true }),
    [navigate],
  );
  const [head] = query.data?.pages ?? [];
  const components = query.data?.pages.flatMap((page) => page.components) ?? [];
  const params = { account: String(path.account), project: String(path.project) };
  return (
    <div className="page">
      <header className="page-header">
        <div>
          {head && (
            <p className="soft">
              <Link to="/a/$account/p/$project" params={params}>
                {head.project.name}
              </Link>
            </p>
          )}
          <h1>Components</h1>
        </div>
        <FilterBox value={filter} onChange={setFilter} label="Filter components" />
      </header>
      {query.isPending && <Skeleton label="Loading components" />}
      {query.error && head === undefined && <Failure error={query.error} retry={query.refetch} />}
      {head?.total === 0 && (
        <Notice icon="search" title="No component matches">
          <p>Components are those of the latest report that passed or was accepted.</p>
        </Notice>
      )}
      {components.length > 0 && (
        <ul className="card component-list">
          {components.map(({ component, examples }) => (
            <li key={component}>
              <Link to="/a/$account/p/$project/component" params={params} search={{ component }}>
                <span>{component}</span>
                <span className="soft number">{number.format(examples)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <button
          type="button"
          className="button component-more"
          disabled={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? 'Loading…' : 'More components'}
        </button>
      )}
    </div>
  );
}
