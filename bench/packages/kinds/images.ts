import { type Example, type Kind, pick, text, times } from '../example.ts';

const photos = ['photo-1.jpg', 'photo-2.jpg', 'photo-3.jpg', 'photo-4.jpg'] as const;
const avatars = ['avatar-1.png', 'avatar-2.png', 'avatar-3.png'] as const;

const picture = (index: number): Example => ({
  component: 'Picture',
  variant: `v${index}`,
  html: `<figure class="figure"><img src="files/${pick(photos, index)}" width="${240 + index * 20}" alt=""><figcaption>${text(index, 4)}</figcaption></figure>`,
});

const avatar = (index: number): Example => ({
  component: 'Avatar',
  variant: `v${index}`,
  html: `<div class="person"><img src="files/${pick(avatars, index)}" width="${32 + index * 6}" alt=""> ${text(index, 2)}</div>`,
});

const background = (index: number): Example => ({
  component: 'Background',
  variant: `v${index}`,
  html: `<div class="${pick(['banner', 'textured', 'pseudo'], index)}"><h2>${text(index, 3)}</h2></div>`,
});

const responsive = (index: number): Example => {
  const name = index % 2 ? 'photo-1' : 'photo-2';
  const sources = `files/${name}-small.jpg 320w, files/${name}.jpg 640w`;
  return {
    component: 'Responsive',
    variant: `v${index}`,
    html:
      index < 5
        ? `<img srcset="${sources}" sizes="${300 + index * 80}px" alt="" width="${300 + index * 80}">`
        : `<picture><source media="(min-width: 2000px)" srcset="files/hero.jpg"><img src="files/${name}.jpg" alt="" width="${100 + index * 30}"></picture>`,
  };
};

/** The second half is below the fold, where a lazy image is not loaded before somebody scrolls. */
const lazy = (index: number): Example => ({
  component: 'Lazy',
  variant: `v${index}`,
  html: `<div style="padding-top: ${index < 3 ? 20 : 1600}px"><img loading="lazy" src="files/${pick(photos, index + 1)}" width="320" height="210" alt=""></div>`,
});

const drawing = (index: number): Example => ({
  component: 'Drawing',
  variant: `v${index}`,
  html: `<img src="files/${pick(['logo.svg', 'chart.svg'], index)}" width="${120 + index * 40}" alt=""> <img src="files/window.png" width="${80 + index * 20}" alt="">`,
});

/** PNG, JPEG and SVG files, shown in every way a page has for them. */
export const images: Kind = {
  css: `
.figure { margin: 0; display: inline-block; font: 13px sans-serif; } .figure img { display: block; border-radius: 8px; } .person { font: 14px sans-serif; display: inline-flex; align-items: center; gap: 8px; }
.banner, .textured, .pseudo { width: 640px; height: 220px; border-radius: 12px; color: #fff; font: 18px sans-serif; position: relative; overflow: hidden; } .banner h2, .pseudo h2, .textured h2 { position: relative; margin: 24px; }
.banner { background: url(files/hero.jpg) center / cover; } .textured { background: url(files/texture.png); color: #111827; } picture { display: inline-block; } .pseudo::before { content: ''; position: absolute; inset: 0; background: url(files/photo-3.jpg) center / cover; }
`,
  examples: [
    ...times(10, picture),
    ...times(8, avatar),
    ...times(9, background),
    ...times(8, responsive),
    ...times(6, lazy),
    ...times(5, drawing),
  ],
};

const bars = [40, 72, 55, 90, 64, 30, 81].map(
  (height, place) =>
    `<rect x="${10 + place * 26}" y="${100 - height}" width="18" height="${height}" rx="3" fill="#4f46e5" opacity="${0.4 + place * 0.08}"/>`,
);

/** Drawings that come as files. */
export const drawings: Record<string, string> = {
  'logo.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60"><defs><linearGradient id="g"><stop offset="0" stop-color="#4f46e5"/><stop offset="1" stop-color="#10b981"/></linearGradient></defs><circle cx="30" cy="30" r="24" fill="url(#g)"/><path d="M60 44L78 14l18 30z" fill="none" stroke="#111827" stroke-width="5" stroke-linejoin="round"/></svg>',
  'chart.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 110">${bars.join('')}<path d="M5 101h190" stroke="#111827"/></svg>`,
};
