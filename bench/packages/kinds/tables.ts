import { type Kind, text, times } from '../example.ts';

/** Tables of many cells, with striped rows and a head that sticks. */
export const tables: Kind = {
  css: `
.table { border-collapse: collapse; font: 13px sans-serif; } .table th, .table td { border: 1px solid #d1d5db; padding: 5px 9px; text-align: left; }
.table th { position: sticky; top: 0; background: #eef1f6; } .table tr:nth-child(even) td { background: #f9fafb; } .table td:last-child { text-align: right; font-variant-numeric: tabular-nums; }
`,
  examples: times(30, (index) => {
    const columns = 3 + (index % 5);
    const cells = (name: string, row: number) =>
      Array.from(
        { length: columns },
        (_, column) =>
          `<${name}>${column === columns - 1 ? (row * 37 + index) / 4 : text(row + column + index, 1 + (column % 2))}</${name}>`,
      ).join('');
    const rows = Array.from({ length: 6 + (index % 7) * 4 }, (_, row) => `<tr>${cells('td', row)}`);
    return {
      component: 'Table',
      variant: `v${index}`,
      html: `<table class="table"><thead><tr>${cells('th', index)}</thead><tbody>${rows.join('')}</tbody></table>`,
    };
  }),
};
