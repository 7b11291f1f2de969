import { type Example, type Kind, times } from '../example.ts';

const chart = (index: number): Example => ({
  component: 'Chart',
  variant: `v${index}`,
  html: `<canvas width="${300 + index * 40}" height="180"></canvas>`,
  script: `
    const canvas = root.firstChild;
    const context = canvas.getContext('2d');
    context.fillStyle = '#f3f4f6';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.strokeStyle = '#4f46e5';
    context.lineWidth = 2;
    context.beginPath();
    for (let x = 0; x < canvas.width; x += 4) context.lineTo(x, 90 + 60 * Math.sin(x / ${14 + index * 5}));
    context.stroke();`,
});

/** Draws until it is taken out of the page. */
const game = (index: number): Example => ({
  component: 'Animated canvas',
  variant: `v${index}`,
  html: '<canvas width="240" height="120"></canvas>',
  script: `
    const canvas = root.firstChild;
    const context = canvas.getContext('2d');
    let frame = 0;
    const draw = () => {
      if (!canvas.isConnected) return;
      context.fillStyle = '#111827';
      context.fillRect(0, 0, 240, 120);
      context.fillStyle = '#f59e0b';
      context.beginPath();
      context.arc(20 + ((frame * ${3 + index}) % 200), 60 + 40 * Math.sin(frame / 8), 12, 0, 7);
      context.fill();
      frame += 1;
      requestAnimationFrame(draw);
    };
    draw();`,
});

/** Canvases drawn once, and canvases drawn frame by frame. */
export const canvases: Kind = { css: '', examples: [...times(6, chart), ...times(4, game)] };
