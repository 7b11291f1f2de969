/** The colours of everything that is drawn on the white page. */
export interface Palette {
  accent: string;
  text: string;
  faint: string;
  line: string;
  badge: string;
}

export const usual: Palette = {
  accent: '#0a66c2',
  text: '#222222',
  faint: '#667788',
  line: '#d8dee4',
  badge: '#1a7f37',
};

/** Every one of them another. */
export const recoloured: Palette = {
  accent: '#8b3fc7',
  text: '#3a2a10',
  faint: '#88705c',
  line: '#e4d8c8',
  badge: '#b3261e',
};

export const baseCss = ({ accent, text, faint, line, badge }: Palette) => `
* { box-sizing: border-box; margin: 0; }
body { font: 15px/1.4 Arial, sans-serif; color: ${text}; background: white; }
.faint { color: ${faint}; font-size: 13px; }
.badge { background: ${badge}; color: white; border-radius: 10px; padding: 2px 8px; font-size: 12px; }
button { background: ${accent}; color: white; border: 0; border-radius: 6px; padding: 8px 16px; font: inherit; }
a { color: ${accent}; }
.line { border-bottom: 1px solid ${line}; }
.box { border: 1px solid ${line}; border-radius: 8px; }
.avatar { width: 40px; height: 40px; border-radius: 20px; background: ${accent}; color: white; text-align: center; line-height: 40px; }`;
