import { useQuery } from '@tanstack/react-query';
import { createDiffer, type DiffPicture } from '@twinlens/image-diff/browser';
import { useEffect, useRef } from 'react';
import type { Picture as PictureShape } from '../api/entities.ts';
import { foreignHost } from '../ui/foreign-host.ts';
import { Failure, Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { DiffSummary } from './diff-summary.tsx';
import { FirstFramesNote } from './first-frames-note.tsx';

const differ = createDiffer();

/** Milliseconds a finished diff is kept: its picture is large. */
const keepMs = 30_000;

interface DiffViewProps {
  before: PictureShape;
  after: PictureShape;
  name: string;
  /** Whether both are of one commit, captured twice. */
  twice?: boolean;
}

/** The later picture dimmed, with what changed, came or went painted over it. */
export function DiffView({ before, after, name, twice = false }: DiffViewProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['diff', before.url, after.url],
    queryFn: ({ signal }) => {
      const ignored = [...before.ignored, ...after.ignored];
      return differ.diff({ before: before.url, after: after.url, ignored, signal });
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: keepMs,
  });
  if (error) {
    const hosts = [before, after].flatMap(({ url }) => foreignHost(url) ?? []);
    if (hosts.length === 0) return <Failure error={error} retry={refetch} />;
    return <UnreadablePictures hosts={[...new Set(hosts)]} retry={refetch} />;
  }
  if (data === undefined) return <Skeleton lines={4} label="Comparing the pictures" />;
  return (
    <figure className="figure figure-diff">
      <figcaption>
        <DiffSummary summary={data.summary} twice={twice} />
      </figcaption>
      <DiffCanvas
        diff={data}
        label={`${name}, ${twice ? 'what differs between the two captures' : 'changed pixels'} highlighted`}
      />
      <FirstFramesNote before={before} after={after} />
    </figure>
  );
}

interface UnreadableProps {
  hosts: string[];
  retry: () => void;
}

/** Browsers show pictures of other servers to people, but to pages only where the server allows it. */
function UnreadablePictures({ hosts, retry }: UnreadableProps) {
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
          <code>Access-Control-Allow-Origin</code>. Side by side and swipe may work without.
        </p>
      </Notice>
    </div>
  );
}

function DiffCanvas({ diff, label }: { diff: DiffPicture; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    canvas.current?.getContext('2d')?.drawImage(diff.picture, 0, 0);
  }, [diff]);
  return (
    <canvas
      key={`${diff.width} ${diff.height}`}
      ref={canvas}
      className="picture"
      width={diff.width}
      height={diff.height}
      role="img"
      aria-label={label}
    />
  );
}
