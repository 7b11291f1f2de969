import { Link } from '@tanstack/react-router';
import type { ComparisonPath } from '../api/queries.ts';
import { shortSha } from '../ui/sha.tsx';

interface ElsewhereLinkProps {
  path: ComparisonPath;
  elsewhere: { sha1: string; sha2: string };
}

/** To another comparison of the same project, by its later commit. */
export function ElsewhereLink({ path, elsewhere: { sha1, sha2 } }: ElsewhereLinkProps) {
  return (
    <Link
      to="/a/$account/p/$project/compare/$sha1/$sha2"
      params={{ account: String(path.account), project: String(path.project), sha1, sha2 }}
    >
      {shortSha(sha2)}
    </Link>
  );
}
