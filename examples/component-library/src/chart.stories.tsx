import { BarChart, LineChart } from './chart.tsx';

export default { title: 'Chart' };

const visitors = [
  { label: 'Mon', value: 32 },
  { label: 'Tue', value: 41 },
  { label: 'Wed', value: 38 },
  { label: 'Thu', value: 57 },
  { label: 'Fri', value: 74 },
  { label: 'Sat', value: 96 },
  { label: 'Sun', value: 88 },
];

export const Bars = () => (
  <div className="stage">
    <BarChart series={visitors} />
  </div>
);

export const Line = () => (
  <div className="stage">
    <LineChart series={visitors} />
  </div>
);
