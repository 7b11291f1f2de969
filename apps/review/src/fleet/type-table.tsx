import type { Fleet } from '../api/entities.ts';
import { targetWords } from '../ui/target-words.ts';

type Type = Fleet['types'][number];

/** What becomes of captures of a type that no worker takes; null where there is one. */
function consequenceOf({ workers, waiting, unserved }: Type): string | null {
  if (workers > 0) return null;
  if (unserved === null) return 'The last worker for it is at a capture, or has just gone';
  const what = waiting > 0 ? `${waiting} captures wait` : 'Captures will wait';
  return `${what}, and fail after six hours with every report that needs them`;
}

function Consequence({ of }: { of: Type }) {
  const consequence = consequenceOf(of);
  return consequence === null ? null : <small>{consequence}</small>;
}

/** Which types of target are served, by how many workers, and what follows where there is none. */
export function TypeTable({ types }: { types: Type[] }) {
  return (
    <section className="fleet-section" aria-labelledby="fleet-types">
      <h2 id="fleet-types">Types of target</h2>
      <div className="card fleet-types">
        <table>
          <thead>
            <tr>
              <th scope="col">Target</th>
              <th scope="col">Workers</th>
              <th scope="col">Waiting</th>
            </tr>
          </thead>
          <tbody>
            {types.map((type) => (
              <tr key={`${type.type} ${type.name}`} data-unserved={type.workers === 0 || undefined}>
                <th scope="row">
                  {targetWords[type.type]}
                  {type.name !== undefined && ` in ${type.name}`}
                  <Consequence of={type} />
                </th>
                <td className="number">{type.workers === 0 ? 'none' : type.workers}</td>
                <td className="number">{type.waiting}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
