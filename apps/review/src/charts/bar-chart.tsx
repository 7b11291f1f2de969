import { describe, roundUp, type Series } from './chart.ts';
import { ChartFigure } from './chart-figure.tsx';

interface BarChartProps<Point> {
  title: string;
  /** Oldest first. */
  points: Point[];
  series: Series<Point>[];
  labelOf: (point: Point) => string;
  from: string;
  to: string;
}

const number = new Intl.NumberFormat('en');
const format = (value: number) => number.format(value);

/** Height of the drawing, in its own units; a bar is one wide. */
const height = 100;

/** Bars side by side in time, of parts that stand on each other. */
export function BarChart<Point>(props: BarChartProps<Point>) {
  const { title, points, series, labelOf } = props;
  const sumOf = (point: Point) => series.reduce((sum, { value }) => sum + (value(point) ?? 0), 0);
  const top = roundUp(Math.max(0, ...points.map(sumOf)));
  return (
    <ChartFigure title={title} top={format(top)} legend={series} from={props.from} to={props.to}>
      <svg
        role="img"
        aria-label={describe(title, points, series, format)}
        viewBox={`0 0 ${points.length} ${height}`}
        preserveAspectRatio="none"
      >
        {points.map((point, place) => (
          <g key={labelOf(point)}>
            <title>{`${labelOf(point)}: ${wordsOf(point, series)}`}</title>
            <rect className="chart-hit" x={place} y={0} width={1} height={height} />
            <Bar point={point} series={series} place={place} top={top} />
          </g>
        ))}
      </svg>
    </ChartFigure>
  );
}

const wordsOf = <Point,>(point: Point, series: Series<Point>[]) =>
  series
    .flatMap(({ name, value }) => {
      const shown = value(point);
      return shown === null ? [] : [`${format(shown)} ${name.toLowerCase()}`];
    })
    .join(', ') || 'not known';

interface BarProps<Point> {
  point: Point;
  series: Series<Point>[];
  place: number;
  top: number;
}

function Bar<Point>({ point, series, place, top }: BarProps<Point>) {
  let below = 0;
  return series.map(({ name, className, value }, part) => {
    const tall = ((value(point) ?? 0) / top) * height;
    below += tall;
    if (tall === 0) return null;
    return (
      <rect
        key={name}
        className={className}
        data-part={part}
        x={place + 0.12}
        y={height - below}
        width={0.76}
        height={tall}
      />
    );
  });
}
