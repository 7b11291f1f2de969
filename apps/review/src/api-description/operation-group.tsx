import { useState } from 'react';
import type { DescribedOperation } from '../api/entities.ts';
import { OperationDetails } from './operation-details.tsx';

export interface Entry {
  method: string;
  path: string;
  operation: DescribedOperation;
}

interface OperationGroupProps {
  name: string;
  description: string;
  origin: string;
  entries: Entry[];
  /** Id of the operation the address names. */
  named: string;
}

/** The operations that one kind of caller may call. */
export function OperationGroup({ name, description, origin, entries, named }: OperationGroupProps) {
  return (
    <section className="operations" aria-label={name}>
      <h2>{name}</h2>
      <p className="soft">{description}</p>
      <ul className="card">
        {entries.map((entry) => (
          <Operation
            key={entry.operation.operationId}
            origin={origin}
            entry={entry}
            named={entry.operation.operationId === named}
          />
        ))}
      </ul>
    </section>
  );
}

function Operation({ origin, entry, named }: { origin: string; entry: Entry; named: boolean }) {
  const [open, setOpen] = useState(named);
  const { method, path, operation } = entry;
  return (
    <li className="operation" id={operation.operationId}>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className={`operation-method operation-${method}`}>{method.toUpperCase()}</span>
          <code className="operation-path">{path}</code>
          <span className="operation-summary soft">{operation.summary}</span>
        </summary>
        {open && (
          <>
            <a className="operation-link" href={`#${operation.operationId}`}>
              Address of this operation
            </a>
            <OperationDetails origin={origin} {...entry} />
          </>
        )}
      </details>
    </li>
  );
}
