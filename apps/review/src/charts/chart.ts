/** One kind of what a chart shows; its colour is that of its class. */
export interface Series<Point> {
  name: string;
  className: string;
  /** Null where nothing is known. */
  value: (point: Point) => number | null;
}

/** The next number that people read easily, and can halve in their heads. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].find((one) => one * power >= value) ?? 10;
  return step * power;
}

/** What a chart shows, in a sentence: the last values and the highest of all. */
export function describe<Point>(
  title: string,
  points: Point[],
  series: Series<Point>[],
  format: (value: number) => string,
): string {
  const last = points.at(-1);
  if (last === undefined) return `${title}: nothing yet.`;
  const latest = series.flatMap(({ name, value }) => {
    const now = value(last);
    return now === null ? [] : [`${format(now)} ${name.toLowerCase()}`];
  });
  const highest = series.map(({ name, value }) => {
    const values = points.flatMap((point) => value(point) ?? []);
    return `${format(Math.max(0, ...values))} ${name.toLowerCase()}`;
  });
  const runs = points.length === 1 ? 'one run' : `${points.length} runs`;
  return `${title} in ${runs}. Last: ${latest.join(', ') || 'nothing'}. At most: ${highest.join(', ')}.`;
}
