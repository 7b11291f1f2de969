import { Icon } from './icon.tsx';
import './sha.css';

/** Shortens the git hashes in a text; any other label of a commit is shown whole. */
export function shortSha(text: string): string {
  return text.replace(/\b([0-9a-f]{8})[0-9a-f]{24,}/g, '$1');
}

export function Sha({ sha }: { sha: string }) {
  return (
    <code className="sha" title={sha}>
      {shortSha(sha)}
    </code>
  );
}

/** From which commit to which. The same label twice means a run that has nothing to compare with. */
export function ShaPair({ sha1, sha2 }: { sha1: string; sha2: string }) {
  if (sha1 === sha2) return <Sha sha={sha2} />;
  return (
    <span className="sha-pair">
      <Sha sha={sha1} /> <Icon name="arrow" size={12} />
      <span className="unseen">compared with</span> <Sha sha={sha2} />
    </span>
  );
}
