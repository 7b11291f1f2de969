/**
 * A whole document in standards mode, without margins, in the family that means Arial everywhere. Lines
 * are whole pixels high, so that what moves down or up moves by whole pixels.
 */
export function markup(css: string, body: string, root = 'lang="en"'): string {
  return `<!doctype html><html ${root}><head><meta charset="utf-8"><style>
*{box-sizing:border-box}body{margin:0;font:14px/20px Arial,sans-serif;color:#1f2933;background:#fff}
h1{line-height:30px}code,small,time{line-height:18px}h1,h2,h3,p,ul,ol,table,figure{margin:0;padding:0}ul,ol{list-style:none}button,input,select{font:inherit}
${css}</style></head><body>${body}</body></html>`;
}
