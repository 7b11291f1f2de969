import { type Example, type Kind, pick, text, times } from '../example.ts';

const spinner = (index: number): Example => ({
  component: 'Spinner',
  variant: `v${index}`,
  html: `<div class="spinner" style="width: ${24 + index * 12}px; height: ${24 + index * 12}px"></div>`,
});

const pulse = (index: number): Example => ({
  component: 'Pulse',
  variant: `v${index}`,
  html: `<div class="status"><span class="pulse"></span> ${text(index, 2)}</div>`,
});

const skeleton = (index: number): Example => ({
  component: 'Skeleton',
  variant: `v${index}`,
  html: `<div class="skeleton" style="width: 240px"></div>`.repeat(2 + index),
});

/** Starts one when it is shown, as things that open do. */
const transition = (index: number): Example => ({
  component: 'Transition',
  variant: `v${index}`,
  html: `<div class="drawer ${pick(['fade', 'slide'], index)}">${text(index, 6)}</div>`,
  script: `
    root.firstChild.getBoundingClientRect();
    root.firstChild.classList.add('open');`,
});

const keyframes = (index: number): Example => ({
  component: 'Web animation',
  variant: `v${index}`,
  html: `<div class="tile">${text(index, 1)}</div>`,
  script: `root.firstChild.animate(
    [{ transform: 'translateX(0)', opacity: 0.2 }, { transform: 'translateX(${60 + index * 30}px)', opacity: 1 }],
    { duration: ${400 + index * 150}, iterations: ${index % 2 ? 'Infinity' : '1'}, fill: 'both', easing: 'ease-in-out' });`,
});

const movingImage = (index: number): Example => ({
  component: 'GIF',
  variant: `v${index}`,
  html: `<img src="files/${pick(['spinner.gif', 'bars.gif'], index)}" width="${80 + index * 40}" alt="">`,
});

/** What moves by rule: CSS animations and transitions, Web Animations, animated images. */
export const animations: Kind = {
  css: `
@keyframes turn { to { transform: rotate(1turn); } } @keyframes pulse { 50% { opacity: 0.2; transform: scale(0.7); } } @keyframes shine { to { background-position: -200% 0; } }
.spinner { border: 4px solid #e0e7ff; border-top-color: #4f46e5; border-radius: 50%; animation: turn 0.9s linear infinite; } .status { display: inline-block; font: 14px sans-serif; } .pulse { display: inline-block; width: 14px; height: 14px; border-radius: 50%; background: #10b981; animation: pulse 1.3s ease-in-out infinite; }
.skeleton { height: 18px; margin: 6px 0; border-radius: 4px; background: linear-gradient(90deg, #e5e7eb 25%, #f9fafb 50%, #e5e7eb 75%) 0 0 / 200% 100%; animation: shine 1.1s linear infinite; }
.drawer { width: 320px; padding: 16px; background: #eef1f6; border-radius: 8px; font: 14px sans-serif; } .fade { opacity: 0; transition: opacity 0.4s; } .fade.open { opacity: 1; } .slide { transform: translateX(-40px); background: #fde68a; transition: all 0.5s ease-out; } .slide.open { transform: none; background: #e0e7ff; }
.tile { width: 120px; padding: 24px 8px; background: #4f46e5; color: #fff; border-radius: 8px; font: 14px sans-serif; text-align: center; }
`,
  examples: [
    ...times(5, spinner),
    ...times(5, pulse),
    ...times(5, skeleton),
    ...times(5, transition),
    ...times(4, keyframes),
    ...times(4, movingImage),
  ],
};
