import { Link } from '@tanstack/react-router';
import type { SnapRequestSummary } from '../api/entities.ts';
import { RequestState } from './request-state.tsx';

interface RequestTableProps {
  account: number;
  requests: SnapRequestSummary[];
}

export function RequestTable({ account, requests }: RequestTableProps) {
  if (requests.length === 0) {
    return <p className="soft capture-none">No captures were asked for yet.</p>;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className="card capture-table" aria-label="Captures" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Capture</th>
            <th scope="col">State</th>
            <th scope="col">Target</th>
            <th scope="col" className="number">
              Captured
            </th>
            <th scope="col" className="number">
              Attempts
            </th>
            <th scope="col">Worker</th>
          </tr>
        </thead>
        <tbody>
          {requests.map((request) => (
            <tr key={request.id}>
              <td>
                <Link
                  to="/a/$account/snap-requests/$id"
                  params={{ account: String(account), id: String(request.id) }}
                >
                  #{request.id} log
                </Link>
              </td>
              <td>
                <RequestState state={request.state} />
                {request.error !== null && <p className="capture-error">{request.error}</p>}
              </td>
              <td>
                {request.target}{' '}
                <span className="soft capture-type">
                  {request.type}
                  {request.browserName !== null && ` in ${request.browserName}`}
                </span>
              </td>
              <td className="number">{request.captured}</td>
              <td className="number">{request.attempts}</td>
              <td className="soft">{request.worker ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
