import { type Kind, text, times } from '../example.ts';

/** Whole pages, 3,000 px tall: several screens of paragraphs, boxes and a footer. */
export const tallPages: Kind = {
  css: `
.page { height: 3000px; box-sizing: border-box; overflow: hidden; font: 16px/1.5 sans-serif; display: flex; flex-direction: column; border: 1px solid #e5e7eb; }
.page header { padding: 24px; background: linear-gradient(90deg, #312e81, #4f46e5); color: #fff; font-size: 28px; } .page main { flex: 1; padding: 24px; display: grid; grid-template-columns: repeat(3, 1fr); gap: 16px; align-content: start; }
.page section { border: 1px solid #e5e7eb; border-radius: 8px; padding: 16px; } .page section.full { grid-column: 1 / -1; background: #f3f4f6; } .page footer { padding: 24px; background: #111827; color: #d1d5db; }
`,
  examples: times(20, (index) => {
    const sections = Array.from({ length: 24 }, (_, place) => {
      const full = (place + index) % 5 === 0;
      return `<section class="${full ? 'full' : ''}"><h2>${text(place + index, 2)}</h2><p>${text(place * 3 + index, full ? 60 : 28)}.</p></section>`;
    });
    return {
      component: 'Page',
      variant: `v${index}`,
      html: `<div class="page"><header>${text(index, 4)}</header><main>${sections.join('')}</main><footer>${text(index, 12)}</footer></div>`,
    };
  }),
};
