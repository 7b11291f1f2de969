import { Article } from './article.tsx';
import fjord from './assets/fjord.jpg';

export default { title: 'Article' };

const paragraph =
  'The boat leaves before the town wakes. Gulls follow it past the last buoy, then turn back as ' +
  'if a line had been drawn across the water. From there on the only sound is the hull, and the ' +
  'light changes so slowly that nobody notices until it is day.';

const headings = [
  'Before light',
  'Past the last buoy',
  'The island with one tree',
  'Bread, and who bakes it',
  'A word about fog',
  'The keeper of the lamp',
  'What the chart leaves out',
  'Turning round',
];

export const LongRead = () => (
  <Article
    title="A morning on the water"
    picture={fjord}
    sections={headings.map((heading) => ({ heading, text: paragraph }))}
  />
);
