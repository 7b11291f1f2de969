import './calendar.css';

const weekdays = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];

export interface CalendarProps {
  title: string;
  days: number;
  /** Empty cells before the first day; 0 when the month begins on a Monday. */
  offset: number;
  selected: number;
  busy: number[];
}

export function Calendar({ title, days, offset, selected, busy }: CalendarProps) {
  const look = (day: number) =>
    day === selected ? 'calendar-selected' : busy.includes(day) ? 'calendar-busy' : undefined;
  return (
    <section className="calendar">
      <h3>{title}</h3>
      <div className="calendar-grid">
        {weekdays.map((weekday) => (
          <b key={weekday}>{weekday}</b>
        ))}
        {Array.from({ length: days }, (_, index) => index + 1).map((day) => (
          <span
            key={day}
            className={look(day)}
            style={day === 1 ? { gridColumnStart: offset + 1 } : undefined}
          >
            {day}
          </span>
        ))}
      </div>
    </section>
  );
}
