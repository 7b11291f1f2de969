import { useNavigate } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import type { Notice } from '../api/entities.ts';
import { Icon } from '../ui/icon.tsx';
import { Time } from '../ui/time.tsx';
import { noticeKinds } from './notice-words.ts';

interface NoticeRowProps {
  notice: Notice;
  onRead: () => void;
}

/** One thing that was said; whoever follows it has read it. */
export function NoticeRow({ notice, onRead }: NoticeRowProps) {
  const navigate = useNavigate();
  const { kind, text, quote, path, at, readAt } = notice;
  const isUnread = readAt === null;

  function follow(event: MouseEvent): void {
    if (isUnread) onRead();
    // In a window of its own the browser goes there.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    void navigate({ href: path });
  }

  return (
    <li className="inbox-notice" data-unread={isUnread || undefined}>
      <Icon name={noticeKinds[kind].icon} />
      <div className="inbox-what">
        <p>
          <a href={path} onClick={follow}>
            {isUnread && <span className="unseen">Unread: </span>}
            {text}
          </a>
        </p>
        {quote !== null && <blockquote className="inbox-quote">{quote}</blockquote>}
        <p className="soft inbox-when">
          <Time at={at} />
        </p>
      </div>
      {isUnread && (
        <button
          type="button"
          className="button button-plain button-icon"
          aria-label={`Mark as read: ${text}`}
          title="Mark as read"
          onClick={onRead}
        >
          <Icon name="check" />
        </button>
      )}
    </li>
  );
}
