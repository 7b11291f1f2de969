import { type Kind, pick, text, times } from '../example.ts';

/** Web fonts: variable weights and an italic, loaded when first used. */
export const fonts: Kind = {
  css: `
@font-face { font-family: Figtree; src: url(files/figtree.woff2) format('woff2'); font-weight: 300 900; }
@font-face { font-family: Figtree; src: url(files/figtree-italic.woff2) format('woff2'); font-weight: 300 900; font-style: italic; }
.set { font-family: Figtree, sans-serif; width: 520px; margin: 0; line-height: 1.4; }
`,
  examples: times(24, (index) => {
    const weight = 300 + (index % 7) * 100;
    const size = pick([14, 18, 28, 44], index);
    const style = index % 3 === 2 ? 'italic' : 'normal';
    return {
      component: 'Text',
      variant: `${weight} ${size}px ${style} v${index}`,
      html: `<p class="set" style="font-weight: ${weight}; font-size: ${size}px; font-style: ${style}">${text(index, 14)}.</p>`,
    };
  }),
};
