import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/context.tsx';
import type { ComponentExample, ProjectComponent } from '../api/entities.ts';
import { componentQuery, type ProjectPath } from '../api/queries.ts';
import { ExamplePicture } from '../ui/example-picture.tsx';
import { Icon } from '../ui/icon.tsx';
import { Failure } from '../ui/notice.tsx';
import { Sha } from '../ui/sha.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Time } from '../ui/time.tsx';
import { useTitle } from '../ui/use-title.ts';
import './component.css';

interface ComponentScreenProps extends ProjectPath {
  component: string;
}

const number = new Intl.NumberFormat('en');

/** All variants and targets of a component, and what befell them. */
export default function ComponentScreen({ component, ...path }: ComponentScreenProps) {
  const query = useInfiniteQuery(componentQuery(useApi(), path, component));
  useTitle(component || 'Component');
  const [head] = query.data?.pages ?? [];
  if (head === undefined) {
    return (
      <div className="page">
        <h1 className="unseen">Component</h1>
        {query.error ? (
          <Failure error={query.error} retry={query.refetch} />
        ) : (
          <Skeleton label="Loading component" />
        )}
      </div>
    );
  }
  const examples = query.data?.pages.flatMap((page) => page.examples) ?? [];
  const project = { account: String(path.account), project: String(path.project) };
  return (
    <div className="page">
      <header className="page-header">
        <div className="component-title">
          <p className="soft">
            <Link to="/a/$account/p/$project" params={project}>
              {head.project.name}
            </Link>
            {' / '}
            <Link to="/a/$account/p/$project/components" params={project}>
              Components
            </Link>
          </p>
          <h1>{component}</h1>
          <p className="soft">
            {number.format(head.total)} {head.total === 1 ? 'example' : 'examples'}
            {head.latest && (
              <>
                , as of <Sha sha={head.latest.sha} /> <Time at={head.latest.completedAt} />
              </>
            )}
          </p>
        </div>
      </header>
      <ul className="component-examples">
        {examples.map((example) => (
          <li key={JSON.stringify([example.variant, example.target])}>
            <Example path={path} component={component} example={example} />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? 'Loading…' : 'More examples'}
        </button>
      )}
      <Failures account={path.account} failures={head.failures} />
    </div>
  );
}

interface ExampleProps {
  path: ProjectPath;
  component: string;
  example: ComponentExample;
}

/** The newest picture of an example; it leads to its history. */
function Example({ path, component, example }: ExampleProps) {
  const { variant, target, image, current, pictures, flakes, unstable } = example;
  return (
    <Link
      className="component-example card"
      to="/a/$account/p/$project/history"
      params={{ account: String(path.account), project: String(path.project) }}
      search={{ component, variant, target }}
    >
      <ExamplePicture image={image} />
      <span className="component-variant">{variant}</span>
      <span className="soft">{target}</span>
      <span className="component-notes soft">
        <span className="number">
          {number.format(pictures)} {pictures === 1 ? 'picture' : 'pictures'}
        </span>
        {flakes > 0 && (
          <span className="component-flaky">
            <Icon name="flake" size={12} /> {flakes} flaky
          </span>
        )}
        {unstable && <span className="component-flaky">Unstable</span>}
        {!current && <span>Not in the latest report</span>}
      </span>
    </Link>
  );
}

function Failures({
  account,
  failures,
}: {
  account: number;
  failures: ProjectComponent['failures'];
}) {
  return (
    <section className="card component-failures" aria-labelledby="component-failures">
      <h2 id="component-failures">Failures</h2>
      {failures.length === 0 ? (
        <p className="soft">None in the last 50 failed reports of the project.</p>
      ) : (
        <ul>
          {failures.map(({ snapRequestId, target, at, message }) => (
            <li key={`${snapRequestId} ${message}`}>
              <span>{message}</span>
              <span className="soft">
                {target}, <Time at={at} />,{' '}
                <Link
                  to="/a/$account/snap-requests/$id"
                  params={{ account: String(account), id: String(snapRequestId) }}
                >
                  Capture {snapRequestId}
                </Link>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
