import type { DescribedOperation } from '../api/entities.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { curlOf } from './curl.ts';
import { SchemaTree } from './schema-tree.tsx';
import { wordsOf } from './schema-words.ts';

interface OperationDetailsProps {
  origin: string;
  method: string;
  path: string;
  operation: DescribedOperation;
}

/** What an operation takes and answers, and how to call it. */
export function OperationDetails({ origin, method, path, operation }: OperationDetailsProps) {
  const { parameters, requestBody, responses } = operation;
  const curl = curlOf(origin, method, path, operation);
  return (
    <div className="operation-details">
      {parameters.length > 0 && (
        <section>
          <h4>Parameters</h4>
          <ul className="schema-fields">
            {parameters.map(({ name, in: place, required, schema }) => (
              <li key={`${place} ${name}`}>
                <code className="schema-name">{name}</code>{' '}
                <span className="soft">
                  {place}, {required ? '' : 'optional, '}
                  {wordsOf(schema)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Contents title="Body" content={requestBody?.content} />
      {Object.entries(responses)
        .filter(([status]) => status !== 'default')
        .map(([status, { content }]) => (
          <Contents key={status} title="Answer" content={content ?? { nothing: {} }} />
        ))}
      <section>
        <div className="operation-call">
          <h4>Call</h4>
          <CopyButton text={curl} label={`Copy the call of ${operation.operationId}`} />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: wide lines are scrolled by keyboard too */}
        <pre className="operation-curl" tabIndex={0}>
          <code>{curl}</code>
        </pre>
      </section>
    </div>
  );
}

type Content = NonNullable<DescribedOperation['requestBody']>['content'];

function Contents({ title, content }: { title: string; content: Content | undefined }) {
  return Object.entries(content ?? {}).map(([type, { schema }]) => (
    <section key={type}>
      <h4>
        {title} <span className="soft">{type}</span>
      </h4>
      {schema && <SchemaTree schema={schema} />}
    </section>
  ));
}
