import { describe, roundUp, type Series } from './chart.ts';
import { ChartFigure } from './chart-figure.tsx';

interface LineChartProps<Point> {
  title: string;
  /** Oldest first. */
  points: Point[];
  series: Series<Point>;
  labelOf: (point: Point) => string;
  /** A value as people read it, with its unit. */
  format: (value: number) => string;
  from: string;
  to: string;
}

const height = 100;

/** One value over time. Where it is not known the line goes on to where it is. */
export function LineChart<Point>(props: LineChartProps<Point>) {
  const { title, points, series, labelOf, format } = props;
  const known = points.flatMap((point, place) => {
    const value = series.value(point);
    return value === null ? [] : [{ point, place, value }];
  });
  const top = roundUp(Math.max(0, ...known.map(({ value }) => value)));
  const yOf = (value: number) => height - (value / top) * height;
  return (
    <ChartFigure title={title} top={format(top)} legend={[series]} from={props.from} to={props.to}>
      <svg
        role="img"
        aria-label={describe(title, points, [series], format)}
        viewBox={`0 0 ${points.length} ${height}`}
        preserveAspectRatio="none"
      >
        <polyline
          className={`chart-line ${series.className}`}
          points={known.map(({ place, value }) => `${place + 0.5},${yOf(value)}`).join(' ')}
        />
        {known.map(({ point, place, value }) => (
          <g key={labelOf(point)}>
            <title>{`${labelOf(point)}: ${format(value)}`}</title>
            <rect className="chart-hit" x={place} y={0} width={1} height={height} />
            <line
              className={`chart-dot ${series.className}`}
              x1={place + 0.5}
              x2={place + 0.5}
              y1={yOf(value)}
              y2={yOf(value)}
            />
          </g>
        ))}
      </svg>
    </ChartFigure>
  );
}
