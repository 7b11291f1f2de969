import type { ProjectOutageRule } from '../api/entities.ts';
import { Time } from '../ui/time.tsx';
import { ruleWords } from './rule-words.ts';

/** Who chose what, and when. */
export function RuleChanges({ changes }: Pick<ProjectOutageRule, 'changes'>) {
  return (
    <section className="card settings-part" aria-labelledby="rule-changes">
      <h2 id="rule-changes">Chosen so far</h2>
      {changes.length === 0 ? (
        <p className="soft">Nothing.</p>
      ) : (
        <ol className="rules">
          {changes.map(({ at, person, rule }) => (
            <li key={at} className="rule">
              <span className="rule-name">
                <b>{ruleWords(rule)}</b>
                <span className="soft">{person}</span>
              </span>
              <span className="soft">
                <Time at={at} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
