import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useApi } from '../api/context.tsx';
import type { SeenPicture } from '../api/entities.ts';
import { type ExampleName, historyQuery, type ProjectPath } from '../api/queries.ts';
import { Picture } from '../comparison/picture.tsx';
import { Failure } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useTitle } from '../ui/use-title.ts';
import { PictureFacts } from './picture-facts.tsx';
import { TimeSlider } from './time-slider.tsx';
import './snapshot-history.css';

interface SnapshotHistoryScreenProps extends ProjectPath {
  example: ExampleName;
  /** Snapshot that is looked at; the newest picture where the example has no such one. */
  chosen: number;
}

/** Every picture an example has had, with a slider through time. */
export default function SnapshotHistoryScreen({
  example,
  chosen,
  ...path
}: SnapshotHistoryScreenProps) {
  const query = useInfiniteQuery(historyQuery(useApi(), path, example));
  const { component, variant, target } = example;
  useTitle(`History of ${component}, ${variant}`);
  const navigate = useNavigate();
  const choose = (snapshotId: number) =>
    navigate({
      to: '.',
      search: (search) => ({ ...search, s: String(snapshotId) }),
      replace: true,
      resetScroll: false,
    });
  const pictures = query.data?.pages.flatMap((page) => page.pictures) ?? [];
  const [head] = query.data?.pages ?? [];
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const isLoaded = chosen === 0 || pictures.some(({ snapshotId }) => snapshotId === chosen);
  useEffect(() => {
    if (!isLoaded && hasNextPage && !isFetchingNextPage) fetchNextPage();
  }, [isLoaded, hasNextPage, isFetchingNextPage, fetchNextPage]);
  const place = Math.max(
    0,
    pictures.findIndex(({ snapshotId }) => snapshotId === chosen),
  );
  const shown = pictures[place];
  if (head === undefined || shown === undefined) {
    return (
      <div className="page">
        <h1 className="unseen">History</h1>
        {query.error ? (
          <Failure error={query.error} retry={query.refetch} />
        ) : (
          <Skeleton label="Loading history" />
        )}
      </div>
    );
  }
  const project = { account: String(path.account), project: String(path.project) };
  return (
    <div className="page">
      <header className="page-header">
        <div className="history-title">
          <p className="soft">
            <Link to="/a/$account/p/$project" params={project}>
              {head.project.name}
            </Link>
            {' / '}
            <Link to="/a/$account/p/$project/component" params={project} search={{ component }}>
              {component}
            </Link>
          </p>
          <h1>
            {component} <span className="soft">{variant}</span>
          </h1>
          <p className="soft">{target}</p>
        </div>
      </header>
      <section className="card history" aria-label="Pictures through time">
        <TimeSlider
          pictures={pictures}
          total={head.total}
          place={place}
          onChange={(next) => choose(pictures[next]?.snapshotId ?? 0)}
        />
        <div className="history-shown">
          <Picture
            key={shown.image.url}
            picture={shown.image}
            alt={`${component}, ${variant}, ${place === 0 ? 'newest picture' : 'earlier picture'}`}
            still
          />
          <PictureFacts path={path} picture={shown} earlier={pictures[place + 1]} />
        </div>
        {query.hasNextPage && (
          <button
            type="button"
            className="button history-older"
            disabled={query.isFetchingNextPage}
            onClick={() => query.fetchNextPage()}
          >
            {query.isFetchingNextPage ? 'Loading…' : 'Older pictures'}
          </button>
        )}
      </section>
      <PictureList pictures={pictures} shown={shown} onChoose={choose} />
    </div>
  );
}

interface PictureListProps {
  pictures: SeenPicture[];
  shown: SeenPicture;
  onChoose: (snapshotId: number) => void;
}

/** The same as a list, for whoever looks for one by its commit or person. */
function PictureList({ pictures, shown, onChoose }: PictureListProps) {
  return (
    <section className="card history-list" aria-labelledby="history-list">
      <h2 id="history-list">All pictures</h2>
      <ol>
        {pictures.map((picture) => (
          <li key={picture.snapshotId}>
            <button
              type="button"
              aria-pressed={picture === shown}
              onClick={() => onChoose(picture.snapshotId)}
            >
              <PictureLine picture={picture} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

function PictureLine({ picture }: { picture: SeenPicture }) {
  const { firstSha, firstSeenAt, decisions, current } = picture;
  const [last] = decisions;
  return (
    <>
      <span className="number">
        {firstSeenAt === null ? 'Earlier' : date.format(new Date(firstSeenAt))}
      </span>
      <code className="history-sha">{firstSha === null ? '' : firstSha.slice(0, 8)}</code>
      <span className="soft">
        {last ? `${last.kind} by ${last.by}` : 'nobody decided on it'}
        {current && ', current'}
      </span>
    </>
  );
}
