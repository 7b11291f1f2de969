import { type Example, type Kind, text, times } from '../example.ts';

const later = (index: number): Example => ({
  component: 'Later',
  variant: `v${index}`,
  html: '<div class="card">Loading</div>',
  script: `
    const card = root.firstChild;
    setTimeout(() => { card.textContent = ${JSON.stringify(text(index, 12))}; }, ${10 + index * 25});`,
});

const fetched = (index: number): Example => ({
  component: 'Fetched',
  variant: `v${index}`,
  html: '<div class="card">Loading</div>',
  script: `
    const card = root.firstChild;
    fetch('files/data.json').then((answer) => answer.json()).then((data) => {
      card.innerHTML = '<h3>' + data.title + ' ${index}</h3>' + data.lines.map((line) => '<p>' + line + '</p>').join('');
    });`,
});

const awaited = (index: number): Example => ({
  component: 'Awaited',
  variant: `v${index}`,
  html: '<div class="card">Loading</div>',
  waitForContent: `Ready ${index}`,
  script: `
    const card = root.firstChild;
    setTimeout(() => { card.textContent = ${JSON.stringify(`Ready ${index}: ${text(index, 6)}`)}; }, ${40 + index * 40});`,
});

/** Content that comes after the example is rendered. */
export const delayed: Kind = {
  css: '',
  examples: [...times(6, later), ...times(4, fetched), ...times(4, awaited)],
};

/** What is fetched. */
export const data = JSON.stringify({
  title: 'Fetched',
  lines: [text(1, 8), text(2, 8), text(3, 5)],
});
