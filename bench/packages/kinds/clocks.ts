import { type Example, type Kind, pick, times } from '../example.ts';

const clock = (index: number): Example => ({
  component: 'Clock',
  variant: `v${index}`,
  html: '<time class="clock"></time>',
  script: `
    const now = new Date();
    root.firstChild.textContent = ${pick(['now.toISOString()', 'String(Date.now())', "now.toLocaleTimeString('en')", 'performance.now().toFixed(1)'], index)};`,
});

const chance = (index: number): Example => ({
  component: 'Random',
  variant: `v${index}`,
  html: '<div class="confetti"></div>',
  script: `
    for (let count = 0; count < ${8 + index * 6}; count += 1) {
      const piece = document.createElement('i');
      piece.style.left = Math.random() * 220 + 'px';
      piece.style.top = Math.random() * 100 + 'px';
      piece.style.background = 'hsl(' + Math.floor(Math.random() * 360) + ' 80% 60%)';
      root.firstChild.append(piece);
    }`,
});

/** Counts on until it is taken out of the page. */
const counter = (index: number): Example => ({
  component: 'Counter',
  variant: `v${index}`,
  html: '<output class="clock">0</output>',
  script: `
    const output = root.firstChild;
    let count = 0;
    const timer = setInterval(() => {
      if (!output.isConnected) clearInterval(timer);
      count += 1;
      output.textContent = String(count);
    }, ${20 + index * 15});`,
});

/** What no two loads show alike: the time, chance, and counting. */
export const clocks: Kind = {
  css: `
.clock { font: 600 24px monospace; } .confetti { position: relative; width: 240px; height: 120px; background: #f3f4f6; } .confetti i { position: absolute; width: 14px; height: 14px; border-radius: 3px; }
`,
  examples: [...times(4, clock), ...times(4, chance), ...times(4, counter)],
};
