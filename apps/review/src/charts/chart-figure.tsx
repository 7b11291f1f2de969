import type { ReactNode } from 'react';
import './charts.css';

interface ChartFigureProps {
  title: string;
  /** The value at the top, as people read it. */
  top: string;
  legend: { name: string; className: string }[];
  /** Words for the two ends of time. */
  from: string;
  to: string;
  children: ReactNode;
}

/** What all charts have around them. The drawing stretches, words do not: so they stand outside of it. */
export function ChartFigure({ title, top, legend, from, to, children }: ChartFigureProps) {
  return (
    <figure className="chart card">
      <figcaption>
        <h2>{title}</h2>
        <ul className="chart-legend">
          {legend.map(({ name, className }, part) => (
            <li key={name}>
              <span className={`chart-key ${className}`} data-part={part} />
              {name}
            </li>
          ))}
        </ul>
      </figcaption>
      <div className="chart-plot">
        <span className="chart-top number" aria-hidden="true">
          {top}
        </span>
        {children}
      </div>
      <p className="chart-time soft" aria-hidden="true">
        <span>{from}</span>
        <span>{to}</span>
      </p>
    </figure>
  );
}
