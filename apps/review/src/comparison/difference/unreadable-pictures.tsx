import type { Picture } from '../../api/entities.ts';
import { foreignHost } from '../../ui/foreign-host.ts';
import { Failure, Notice } from '../../ui/notice.tsx';

interface UnreadablePicturesProps {
  pictures: Picture[];
  error: Error;
  retry: () => void;
}

/** Stands where a difference would be that could not be found. */
export function UnreadablePictures({ pictures, error, retry }: UnreadablePicturesProps) {
  const hosts = [...new Set(pictures.flatMap(({ url }) => foreignHost(url) ?? []))];
  if (hosts.length === 0) return <Failure error={error} retry={retry} />;
  // Browsers show pictures of other servers to people, but to pages only where the server allows it.
  return (
    <div role="alert">
      <Notice
        icon="cross"
        title="These pictures cannot be compared here"
        action={
          <button type="button" className="button" onClick={retry}>
            Try again
          </button>
        }
      >
        <p>
          They are kept by <b>{hosts.join(' and ')}</b>. They could not be loaded from there, or
          that server does not let other sites read its pictures: it must send the header{' '}
          <code>Access-Control-Allow-Origin</code>. Side by side, swipe, onion skin and blink may
          work without.
        </p>
      </Notice>
    </div>
  );
}
