import type { DeliveryAttempt } from '../api/entities.ts';
import { duration } from '../ui/duration.ts';
import { Badge } from '../ui/state-badge.tsx';
import { Time } from '../ui/time.tsx';

interface AttemptProps {
  attempt: DeliveryAttempt;
  /** From 1. */
  number: number;
  isOpen: boolean;
}

/** What was sent in one attempt, and what was answered. */
export function Attempt({ attempt, number, isOpen }: AttemptProps) {
  const { at, tookMs, request, response, problem } = attempt;
  return (
    <li className="card attempt">
      <details open={isOpen}>
        <summary>
          <b>Attempt {number}</b>
          {problem === null ? (
            <Badge tone="good" icon="check" label="Taken" />
          ) : (
            <Badge tone="bad" icon="cross" label="Not taken" />
          )}
          <span className="soft">
            <Time at={at} />, took {duration(tookMs)}
          </span>
          {problem !== null && <span className="attempt-problem">{problem}</span>}
        </summary>
        {request === null ? (
          <p className="soft attempt-nothing">It could not be put into words, and was not sent.</p>
        ) : (
          <Message
            title="Sent"
            first={`${request.method} ${request.url}`}
            headers={request.headers}
            body={request.body}
          />
        )}
        {response === null ? (
          <p className="soft attempt-nothing">No answer came.</p>
        ) : (
          <Message
            title="Answered"
            first={String(response.status)}
            headers={response.headers}
            body={response.body}
          />
        )}
      </details>
    </li>
  );
}

interface MessageProps {
  title: string;
  first: string;
  headers: Record<string, string>;
  body: string;
}

function Message({ title, first, headers, body }: MessageProps) {
  const lines = [first, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  return (
    <section className="attempt-message">
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach it */}
      <pre tabIndex={0}>{[...lines, '', indented(body)].join('\n')}</pre>
    </section>
  );
}

/** JSON in lines; anything else as it came. */
function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
