import { type Example, type Kind, pick, text, times } from '../example.ts';

const tones = ['neutral', 'primary', 'success', 'warning', 'danger'] as const;
const sizes = ['small', 'medium', 'large'] as const;
const icon = '<svg class="icon" viewBox="0 0 16 16"><path d="M2 8l4 4 8-9" /></svg>';

const css = `
.button { border: 1px solid transparent; border-radius: 6px; padding: 6px 12px; font: 600 14px sans-serif; background: #eef1f6; color: #111827; }
.button.small { padding: 3px 8px; font-size: 12px; } .button.large { padding: 10px 20px; font-size: 17px; }
.primary { background: #4f46e5; color: #fff; } .success { background: #10b981; color: #052e1f; }
.warning { background: #fde68a; color: #451a03; } .danger { background: #ef4444; color: #fff; }
.button[disabled] { opacity: 0.5; } .icon { width: 14px; height: 14px; fill: none; stroke: currentColor; stroke-width: 2; vertical-align: -2px; }
.badge { display: inline-block; border-radius: 999px; padding: 2px 10px; font: 12px sans-serif; } .badge.neutral { background: #e5e7eb; }
.field { display: inline-grid; gap: 4px; font: 14px sans-serif; width: 260px; } .field input, .field select, .field textarea { padding: 6px 8px; border: 1px solid #9ca3af; border-radius: 4px; font: inherit; }
.field .hint { color: #6b7280; font-size: 12px; } .field.wrong input { border-color: #ef4444; box-shadow: 0 0 0 3px #ef444433; }
.card { width: 280px; border: 1px solid #e5e7eb; border-radius: 10px; padding: 16px; font: 14px/1.5 sans-serif; box-shadow: 0 2px 6px #0002; }
.card h3 { margin: 0 0 8px; font-size: 17px; } .card.wide { width: 420px; display: grid; grid-template-columns: 96px 1fr; gap: 12px; } .card .shade { background: linear-gradient(135deg, #a5b4fc, #4f46e5); border-radius: 6px; min-height: 80px; }
.alert { width: 460px; border-left: 4px solid currentColor; padding: 10px 14px; font: 14px/1.4 sans-serif; border-radius: 4px; } .alert.neutral { background: #f3f4f6; }
.tabs { display: flex; gap: 2px; border-bottom: 1px solid #d1d5db; width: 480px; font: 14px sans-serif; } .tabs span { padding: 8px 14px; } .tabs .current { border-bottom: 2px solid #4f46e5; font-weight: 600; }
.switch { display: inline-block; width: 36px; height: 20px; border-radius: 10px; background: #9ca3af; position: relative; } .switch::after { content: ''; position: absolute; width: 16px; height: 16px; border-radius: 50%; background: #fff; left: 2px; top: 2px; }
.switch.on { background: #4f46e5; } .switch.on::after { left: 18px; } .bar { width: 240px; height: 8px; border-radius: 4px; background: #e5e7eb; overflow: hidden; } .bar i { display: block; height: 100%; background: #4f46e5; }
`;

const button = (index: number): Example => {
  const tone = pick(tones, index);
  const size = pick(sizes, Math.floor(index / 5));
  const disabled = index >= 15 ? ' disabled' : '';
  const label = `${index % 4 === 0 ? icon : ''} ${text(index, 1 + (index % 3))}`;
  return {
    component: 'Button',
    variant: `${tone} ${size}${disabled}`,
    html: `<button class="button ${tone} ${size}"${disabled}>${label}</button>`,
  };
};

const badge = (index: number): Example => ({
  component: 'Badge',
  variant: `v${index}`,
  html: Array.from(
    { length: 1 + (index % 4) },
    (_, place) =>
      `<span class="badge ${pick(tones, index + place)}">${text(index + place, 1)}</span>`,
  ).join(' '),
});

const field = (index: number): Example => {
  const controls = [
    `<input value="${text(index, 2)}">`,
    `<input placeholder="${text(index, 3)}">`,
    `<select><option>${text(index, 2)}</option></select>`,
    `<textarea rows="3">${text(index, 9)}</textarea>`,
  ] as const;
  return {
    component: 'Field',
    variant: `v${index}`,
    html: `<label class="field${index % 5 === 4 ? ' wrong' : ''}">${text(index, 2)}${pick(controls, index)}<span class="hint">${text(index + 3, 5)}</span></label>`,
  };
};

const card = (index: number): Example => {
  const inside = `<div><h3>${text(index, 3)}</h3><p>${text(index + 1, 8 + (index % 5) * 6)}.</p><button class="button primary small">${text(index, 1)}</button></div>`;
  return {
    component: 'Card',
    variant: `v${index}`,
    html:
      index % 3 === 0
        ? `<article class="card wide"><div class="shade"></div>${inside}</article>`
        : `<article class="card">${inside}</article>`,
  };
};

const alert = (index: number): Example => ({
  component: 'Alert',
  variant: `v${index}`,
  html: `<div role="alert" class="alert ${pick(tones, index)}"><strong>${text(index, 2)}</strong> ${text(index + 2, 6 + index)}.</div>`,
});

const tabs = (index: number): Example => ({
  component: 'Tabs',
  variant: `v${index}`,
  html: `<nav class="tabs">${Array.from(
    { length: 2 + (index % 4) },
    (_, place) =>
      `<span class="${place === index % 3 ? 'current' : ''}">${text(index + place, 1)}</span>`,
  ).join('')}</nav>`,
});

const control = (index: number): Example => {
  const controls = [
    `<span class="switch${index % 2 ? ' on' : ''}"></span>`,
    `<div class="bar"><i style="width: ${10 + index * 9}%"></i></div>`,
    `<label><input type="checkbox"${index % 4 ? ' checked' : ''}> ${text(index, 2)}</label>`,
  ] as const;
  return { component: 'Control', variant: `v${index}`, html: pick(controls, index) };
};

/** A hundred components as a design system has them. */
export const small: Kind = {
  css,
  examples: [
    ...times(20, button),
    ...times(16, badge),
    ...times(18, field),
    ...times(16, card),
    ...times(10, alert),
    ...times(10, tabs),
    ...times(10, control),
  ],
};
