import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { type MouseEvent, useEffect, useRef } from 'react';
import { useApi } from '../../api/context.tsx';
import type { Thread } from '../../api/entities.ts';
import { type ComparisonPath, meQuery } from '../../api/queries.ts';
import { useKeyHint } from '../../keys/key-hint.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LinkedText } from '../../ui/linked-text.tsx';
import { useStored } from '../../ui/store.ts';
import { Time } from '../../ui/time.tsx';
import { useFailureToast } from '../../ui/toasts.tsx';
import { ElsewhereLink } from '../elsewhere-link.tsx';
import { placeWords } from '../pins/place.ts';
import { CommentField } from './comment-field.tsx';
import type { Talk } from './use-talk.ts';
import type { Saying } from './use-threads.ts';

interface ThreadViewProps {
  path: ComparisonPath;
  thread: Thread;
  /** Counted from 1, as on the pictures. */
  number: number;
  talk: Talk;
}

/** A thread: what it is about, what was said, and the way to answer or to settle it. */
export function ThreadView({ path, thread, number, talk }: ThreadViewProps) {
  const tellFailure = useFailureToast();
  const { data: me } = useQuery(meQuery(useApi()));
  const { id, place, resolved, elsewhere, comments } = thread;
  const { say, pins, showPlace } = talk;
  const { called, hides } = pins.board;
  const call = useStored(called, (now) => (now?.thread === id ? now : null));
  const isHidden = useStored(hides, (areHidden) => place !== null && areHidden(place));
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (call === null) return;
    called.set(null);
    const field = call.answers ? item.current?.querySelector('textarea') : null;
    (field ?? item.current)?.focus({ preventScroll: true });
    item.current?.scrollIntoView({ block: 'nearest' });
  }, [call, called]);
  const isOpen = resolved === null;
  const resolveHint = useKeyHint('thread.resolve', isOpen ? 'Resolve' : 'Open again');
  const placeHint = useKeyHint(
    'thread.place',
    place === null ? '' : `${place.width} × ${place.height}: show where`,
  );
  const isAdmin = me?.accounts.some((one) => one.id === path.account && one.role === 'admin');
  const attempt = (saying: Saying) =>
    say(saying).catch((error: Error) => tellFailure('Nothing was changed', error));
  return (
    <li
      ref={item}
      className="thread"
      aria-label={`Comment ${number}`}
      aria-current={pins.chosen === id ? 'true' : undefined}
      tabIndex={-1}
      data-resolved={resolved !== null}
    >
      <p className="thread-about soft">
        <ThreadNumber thread={id} number={number} onOpen={pins.open} />
        {place !== null && (
          <button
            type="button"
            className="thread-place"
            {...placeHint}
            onClick={() => showPlace(thread)}
          >
            {placeWords(place)}
          </button>
        )}
        {isHidden && <span>folded away</span>}
        {elsewhere !== null && (
          <span>
            from <ElsewhereLink path={path} elsewhere={elsewhere} />
          </span>
        )}
        <button
          type="button"
          className="button button-plain thread-resolve"
          {...resolveHint}
          onClick={() => attempt({ kind: 'resolve', thread: id, resolved: isOpen })}
        >
          <Icon name={isOpen ? 'check' : 'undo'} />
          {isOpen ? 'Resolve' : 'Open again'}
        </button>
      </p>
      <ol className="thread-comments">
        {comments.map((comment) => (
          <li key={comment.id} className="comment">
            <p className="comment-head">
              <b>{comment.by}</b>{' '}
              <span className="soft">
                <Time at={comment.at} />
              </span>
              {(isAdmin || comment.byId === me?.user.id) && (
                <button
                  type="button"
                  className="button button-plain button-icon"
                  aria-label={`Remove what ${comment.by} said`}
                  title="Remove"
                  onClick={() => attempt({ kind: 'remove', comment: comment.id })}
                >
                  <Icon name="cross" size={13} />
                </button>
              )}
            </p>
            <p className="comment-text">
              <LinkedText text={comment.text} />
            </p>
          </li>
        ))}
      </ol>
      {resolved === null ? (
        <CommentField
          account={path.account}
          label="Answer"
          action="Answer"
          onSend={(text) => say({ kind: 'answer', thread: id, text })}
        />
      ) : (
        <p className="soft thread-resolved">
          <Icon name="check" size={13} /> Resolved by {resolved.by} <Time at={resolved.at} />
        </p>
      )}
    </li>
  );
}

interface ThreadNumberProps {
  thread: number;
  number: number;
  onOpen: (thread: number) => void;
}

/** As on the pictures; a link to the thread. */
function ThreadNumber({ thread, number, onOpen }: ThreadNumberProps) {
  const searchStr = useLocation({ select: (location) => location.searchStr });
  const search = new URLSearchParams(searchStr);
  search.set('m', String(thread));
  function onClick(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(thread);
  }
  return (
    <a
      className="thread-number"
      href={`?${search}`}
      aria-label={`Link to comment ${number}`}
      title="Link to this comment"
      onClick={onClick}
    >
      {number}
    </a>
  );
}
