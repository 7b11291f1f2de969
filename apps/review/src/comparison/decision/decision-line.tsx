import { Link } from '@tanstack/react-router';
import type { RowDecision } from '../../api/entities.ts';
import type { ComparisonPath } from '../../api/queries.ts';
import { Icon } from '../../ui/icon.tsx';
import { shortSha } from '../../ui/sha.tsx';
import { Time } from '../../ui/time.tsx';
import { decisionWords } from './decision-mark.tsx';
import './decision-line.css';

interface DecisionLineProps {
  path: ComparisonPath;
  decision: RowDecision;
}

/** What was said of one change last: by whom, when, why, and where, if not here. */
export function DecisionLine({ path, decision }: DecisionLineProps) {
  const { words, icon, tone } = decisionWords(decision);
  const { elsewhere } = decision;
  return (
    <p className={`decision-line decision-line-${tone}`}>
      <Icon name={icon} />
      <span>
        <b>{words}</b> by {decision.by} <Time at={decision.at} />
        {elsewhere !== null && (
          <>
            {' in '}
            <Link
              to="/a/$account/p/$project/compare/$sha1/$sha2"
              params={{
                account: String(path.account),
                project: String(path.project),
                sha1: elsewhere.sha1,
                sha2: elsewhere.sha2,
              }}
            >
              {shortSha(elsewhere.sha2)}
            </Link>
            , where the same two pictures were compared
          </>
        )}
        {decision.comment !== null && <q>{decision.comment}</q>}
      </span>
    </p>
  );
}
