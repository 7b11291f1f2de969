import { Link } from '@tanstack/react-router';
import type { SeenPicture } from '../api/entities.ts';
import type { ProjectPath } from '../api/queries.ts';
import type { IconName } from '../ui/icon.tsx';
import { Sha, ShaPair } from '../ui/sha.tsx';
import { Badge, type Tone } from '../ui/state-badge.tsx';
import { Time } from '../ui/time.tsx';

type Kind = SeenPicture['decisions'][number]['kind'];

const kinds: Record<Kind, { tone: Tone; icon: IconName; label: string }> = {
  accepted: { tone: 'good', icon: 'check', label: 'Accepted' },
  rejected: { tone: 'bad', icon: 'cross', label: 'Rejected' },
  flaky: { tone: 'wait', icon: 'flake', label: 'Flaky' },
};

interface PictureFactsProps {
  path: ProjectPath;
  picture: SeenPicture;
  /** The one that appeared before it, where it is loaded. */
  earlier: SeenPicture | undefined;
}

/** Where a picture was first seen, who decided on it, and where to look further. */
export function PictureFacts({ path, picture, earlier }: PictureFactsProps) {
  const { firstSha, firstSeenAt, current, unstable, decisions } = picture;
  const project = { account: String(path.account), project: String(path.project) };
  return (
    <div className="history-facts">
      <p>
        {firstSha === null ? (
          'It was there before it was kept where pictures are first seen.'
        ) : (
          <>
            First seen in <Sha sha={firstSha} /> {firstSeenAt !== null && <Time at={firstSeenAt} />}
          </>
        )}
      </p>
      {current && (
        <p>
          <Badge tone="run" icon="eye" label="In the latest report that stands" />
        </p>
      )}
      {unstable && <p className="soft">It looked different when it was captured again at once.</p>}
      <ul>
        {decisions.map(({ kind, by, at, comparison }) => (
          <li key={`${kind} ${at}`}>
            <Badge {...kinds[kind]} />
            <span>
              by {by} <Time at={at} />
            </span>
            {comparison && (
              <Link
                to="/a/$account/p/$project/compare/$sha1/$sha2"
                params={{ ...project, ...comparison }}
              >
                <ShaPair {...comparison} />
              </Link>
            )}
          </li>
        ))}
      </ul>
      {decisions.length === 0 && <p className="soft">Nobody has decided on it.</p>}
      <p className="history-links">
        {earlier && (
          <Link
            className="button"
            to="/a/$account/p/$project/snapshot/$id1/compare/$id2"
            params={{ ...project, id1: earlier.publicId, id2: picture.publicId }}
          >
            Compare with the one before
          </Link>
        )}
        {firstSha !== null && (
          <Link
            className="button"
            to="/a/$account/p/$project/report/$sha/snapshot/$snapshot"
            params={{ ...project, sha: firstSha, snapshot: String(picture.snapshotId) }}
          >
            Why it looks like this
          </Link>
        )}
      </p>
    </div>
  );
}
