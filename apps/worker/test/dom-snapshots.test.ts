import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Work } from './server-double.ts';
import { pictureOf, recordedWork, startTestWorker, type TestWorker } from './worker-fixture.ts';

let test: TestWorker;

beforeAll(async () => {
  test = await startTestWorker();
});
afterAll(() => test.stop());

async function picturesOf(work: Work) {
  const result = await test.server.capture(work);
  return result.snapshots.map(({ variant }) => pictureOf(test.server, result, variant));
}

const square = (colour: string, attributes = '') =>
  `<div style="width:20px;height:20px;background:${colour}" ${attributes}></div>`;

function svg(colour: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20" fill="${colour}"/></svg>`;
}

describe('a recorded document', () => {
  it('is in standards mode, with its attributes', async () => {
    const [picture] = await picturesOf(
      recordedWork(
        [
          {
            html: '<p></p>',
            htmlElementAttrs: { lang: 'de', 'data-theme': '"dark" & <b>', 'x>y': '1' },
            bodyElementAttrs: { class: 'page', style: '--size: 30px' },
            stylesheets: [],
          },
        ],
        {
          payload: {
            // Quirks mode would take a number without a unit for pixels.
            globalCSS: [
              {
                css: `p { margin: 0; width: var(--size); height: 10px; height: 50 }
                [data-theme='"dark" & <b>']:lang(de) .page p { background: #123456 }`,
              },
            ],
          },
        },
      ),
    );
    expect(picture?.size).toBe('30x10');
    expect(picture?.at(5, 5)).toBe('#123456');
  });
});

describe('scripts', () => {
  it('do not run', async () => {
    const [picture] = await picturesOf(
      recordedWork(
        [
          {
            html: `${square('#00ff00', 'id="x"')}<script>document.getElementById('x').style.background = '#ff0000'</script>
          <img src="nothing" onerror="document.getElementById('x').style.background = '#ff0000'" style="display:none"><iframe srcdoc="<script>parent.document.getElementById('x').style.background = '#ff0000'</script>"></iframe><meta http-equiv="refresh" content="0;url=/x.svg">`,
          },
        ],
        { files: [{ name: 'x.svg', content: svg('#ff0000') }] },
      ),
    );
    expect(picture?.at(5, 5)).toBe('#00ff00');
  });
});
