import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/context.tsx';
import { meQuery, noticesQuery } from '../api/queries.ts';
import { Failure, Notice as Nothing } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useFailureToast } from '../ui/toasts.tsx';
import { useTitle } from '../ui/use-title.ts';
import { NoticeRow } from './notice-row.tsx';
import './inbox.css';

interface InboxScreenProps {
  account: number;
  /** Only what was not read yet. */
  unread: boolean;
}

/** What was said to whoever looks, the newest first. */
export default function InboxScreen({ account, unread }: InboxScreenProps) {
  const api = useApi();
  const client = useQueryClient();
  const tellFailure = useFailureToast();
  const query = useInfiniteQuery(noticesQuery(api, account, unread));
  useTitle('Inbox');
  const notices = query.data?.pages.flatMap((page) => page.notices) ?? [];
  const count = query.data?.pages[0]?.unread ?? 0;
  const read = useMutation({
    mutationFn: (ids: number[] | null) =>
      api.readNotices({ params: { account }, body: ids === null ? {} : { ids } }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['notices', account] }),
        client.invalidateQueries(meQuery(api)),
      ]),
    onError: (error) => tellFailure('It is still unread', error),
  });
  const params = { account: String(account) };
  return (
    <div className="page">
      <header className="page-header">
        <div>
          <h1>Inbox</h1>
          <p className="soft" role="status">
            {query.data && (count === 0 ? 'Everything is read.' : `${count} not read yet.`)}
          </p>
        </div>
        <div className="inbox-actions">
          <Link to="/a/$account/inbox/settings" params={params} className="button">
            What I am told
          </Link>
          <button
            type="button"
            className="button"
            disabled={count === 0 || read.isPending}
            onClick={() => read.mutate(null)}
          >
            Mark all as read
          </button>
        </div>
      </header>
      <nav className="inbox-tabs" aria-label="Which">
        <Link
          to="/a/$account/inbox"
          params={params}
          search={{}}
          aria-current={unread ? undefined : 'page'}
        >
          All
        </Link>
        <Link
          to="/a/$account/inbox"
          params={params}
          search={{ show: 'unread' }}
          aria-current={unread ? 'page' : undefined}
        >
          Unread
        </Link>
      </nav>
      {query.isPending && <Skeleton lines={5} label="Loading" />}
      {query.error && notices.length === 0 && <Failure error={query.error} retry={query.refetch} />}
      {query.data && notices.length === 0 && (
        <div className="card">
          <Nothing icon="comment" title={unread ? 'Everything is read' : 'Nothing was said yet'}>
            <p>Who mentions you, asks for a review or decides on your change is shown here.</p>
          </Nothing>
        </div>
      )}
      {notices.length > 0 && (
        <ul className="card">
          {notices.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} onRead={() => read.mutate([notice.id])} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <button
          type="button"
          className="button inbox-older"
          disabled={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? 'Loading…' : 'Older'}
        </button>
      )}
    </div>
  );
}
