/** Recorded documents nobody would record: a picture or a clear failure, and the next one is fine. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  pictureOf,
  type RecordedPage,
  recordedWork,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

let test: TestWorker;

beforeAll(async () => {
  test = await startTestWorker({ limits: { loadMs: 20_000, settleMs: 1000 } });
});
afterAll(() => test.stop());

const square = '<div style="width:30px;height:30px;background:#00ff00"></div>';

const documents: Record<string, () => Omit<RecordedPage, 'html'> & { html: string }> = {
  '10 MB of text': () => ({ html: `${square}<p>${'word '.repeat(2_000_000)}</p>` }),
  '200,000 elements': () => ({ html: `${square}${'<i></i>'.repeat(200_000)}` }),
  '10,000 levels': () => ({
    html: `${square}${'<div>'.repeat(10_000)}x${'</div>'.repeat(10_000)}`,
  }),
  '2,000 shadow roots in one another': () => ({
    html: `${square}${'<x-a><happo-shadow-content>'.repeat(2000)}x${'</happo-shadow-content></x-a>'.repeat(2000)}`,
  }),
  '100,000 attributes': () => ({
    html: `${square}<p ${Array.from({ length: 100_000 }, (_, index) => `a${index}="x"`).join(' ')}>x</p>`,
    htmlElementAttrs: Object.fromEntries(
      Array.from({ length: 50_000 }, (_, index) => [`b${index}`, 'x']),
    ),
  }),
  'the end of the head and of the document': () => ({
    html: `</head></body></html><!doctype html><html><head><title>x</title></head>${square}<plaintext></style></body>`,
    css: 'p {} /* </style></head><body><h1>no</h1> */ h1 { color: red }',
  }),
  'what is never closed': () => ({ html: `${square}<div title="<b><!-- <textarea>` }),
  'attributes that are markup': () => ({
    html: square,
    htmlElementAttrs: { 'x><script': '1', '': '2', 'a b': '3', '"': '4', 'data-x': '"><b>no' },
    bodyElementAttrs: { style: 'margin: 0"><h1>no</h1>', __proto__: 'x' },
  }),
  'half of a surrogate pair and NUL': () => ({ html: `\ud83d\u0000${square}\udc00` }),
  'forms and images with the names of what a document has': () => ({
    html: `${square}${[
      'querySelectorAll',
      'querySelector',
      'body',
      'head',
      'documentElement',
      'fonts',
      'getAnimations',
      'adoptedStyleSheets',
      'activeElement',
      'readyState',
      'images',
    ]
      .map((name) => `<form name="${name}"></form><img name="${name}">`)
      .join('')}`,
  }),
  '5,000 kinds of custom elements': () => ({
    html: `${square}${Array.from({ length: 5000 }, (_, index) => `<x-${index}></x-${index}>`).join('')}<font-face></font-face>`,
  }),
  'frames of itself': () => ({
    html: `${square}<iframe src="/?0"></iframe><iframe src="/"></iframe><iframe src="?1"></iframe>`,
  }),
  'scroll positions that are none': () => ({
    html: `${square}${['', 'x', '1', '1e999,0', '-5,-5', 'NaN,NaN', '9'.repeat(400)]
      .map((position) => `<p data-happo-scrollposition="${position}">x</p>`)
      .join('')}`,
  }),
  'dialogs inside dialogs': () => ({
    html: `${square}${'<dialog open data-happo-modal="true">'.repeat(100)}`,
  }),
  'a dialog that cannot be modal': () => ({
    html: `${square}<dialog open popover data-happo-modal="true"></dialog><template><dialog data-happo-modal="true"></dialog></template>`,
  }),
};

it.each(Object.keys(documents))('%s', async (name) => {
  const hostile = { ...documents[name]?.(), html: documents[name]?.().html ?? '' };
  const next = { component: 'Next', variant: 'next', html: square };
  const result = await test.server.capture(
    recordedWork([hostile, next], { payload: { applyPseudoClasses: true } }),
  );
  expect(result.snapshots.map(({ variant }) => variant)).toEqual(['v0', 'next']);
  const [first, second] = ['v0', 'next'].map((variant) => pictureOf(test.server, result, variant));
  expect(first?.size).toMatch(/^\d+x\d+$/);
  expect([second?.size, second?.at(15, 15)]).toEqual(['30x30', '#00ff00']);
});

it('names may hold anything a name can', async () => {
  const names = ['a/b/../../c', '?0#x', '<b>"\'&', '%2e%2e', '漢字 🙂'];
  const work = recordedWork(names.map((variant) => ({ variant, html: square })));
  const { snapshots } = await test.server.capture(work);
  expect(snapshots.map(({ variant }) => variant)).toEqual(names);
});
