import { Calendar } from './calendar.tsx';

export default { title: 'Calendar' };

export const May = () => (
  <div className="stage">
    <Calendar title="May 2026" days={31} offset={4} selected={14} busy={[1, 5, 6, 20, 29]} />
  </div>
);
