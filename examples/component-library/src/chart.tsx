import './chart.css';

export interface Series {
  label: string;
  value: number;
}

const height = 180;
const step = 72;

export function BarChart({ series }: { series: Series[] }) {
  const top = Math.max(...series.map(({ value }) => value));
  return (
    <svg className="chart" width={series.length * step} height={height + 28} role="img">
      <title>Bar chart</title>
      {series.map(({ label, value }, index) => {
        const size = (value / top) * height;
        return (
          <g key={label} transform={`translate(${index * step} 0)`}>
            <rect x="12" y={height - size} width="48" height={size} rx="6" />
            <text x="36" y={height + 20}>
              {label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

export function LineChart({ series }: { series: Series[] }) {
  const top = Math.max(...series.map(({ value }) => value));
  const at = ({ value }: Series, index: number) =>
    `${index * step + 12},${height - (value / top) * (height - 16)}`;
  const line = series.map(at).join(' ');
  const end = (series.length - 1) * step + 12;
  return (
    <svg className="chart" width={series.length * step} height={height + 4} role="img">
      <title>Line chart</title>
      <polygon points={`12,${height} ${line} ${end},${height}`} />
      <polyline points={line} />
    </svg>
  );
}
