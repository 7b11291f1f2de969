import { type Example, type Kind, times } from '../example.ts';

const star = (index: number): string => {
  const points = Array.from({ length: (5 + index) * 2 }, (_, place) => {
    const angle = (Math.PI * place) / (5 + index);
    const radius = place % 2 ? 22 : 48;
    return `${(50 + radius * Math.sin(angle)).toFixed(1)},${(50 - radius * Math.cos(angle)).toFixed(1)}`;
  });
  return points.join(' ');
};

const still = (index: number): Example => ({
  component: 'Star',
  variant: `v${index}`,
  html: `<svg width="${100 + index * 30}" viewBox="0 0 100 100"><polygon points="${star(index)}" fill="#f59e0b" stroke="#451a03"/></svg>`,
});

const moving = (index: number): Example => ({
  component: 'SMIL',
  variant: `v${index}`,
  html: `<svg width="160" viewBox="0 0 100 100"><polygon points="${star(index)}" fill="#4f46e5"><animateTransform attributeName="transform" type="rotate" from="0 50 50" to="360 50 50" dur="${1 + index * 0.4}s" repeatCount="indefinite"/></polygon><circle cx="50" cy="50" r="6" fill="#fff"><animate attributeName="r" values="4;14;4" dur="0.8s" repeatCount="indefinite"/></circle></svg>`,
});

/** Drawings in the document, still and animated by themselves. */
export const vectorGraphics: Kind = {
  css: '',
  examples: [...times(4, still), ...times(4, moving)],
};
