/** The one document of all pages, with what is known of the page that is asked for. */
import { firstAnswersId } from '@twinlens/contract';
import type { FirstContent } from './first-answers.ts';

/** Text of an attribute. */
const attribute = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** JSON that ends no element and begins none, wherever it is from. */
const inertJson = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');

/** Adds what the page would ask for: answers as data, pictures to be loaded before any script runs. */
export function withFirstContent(document: string, { answers, pictures }: FirstContent): string {
  const preloads = pictures.map(
    (url) => `<link rel="preload" as="image" fetchpriority="high" href="${attribute(url)}">`,
  );
  const data = `<script type="application/json" id="${firstAnswersId}">${inertJson(answers)}</script>`;
  // As functions: in a text, dollar signs would be instructions.
  return document
    .replace('</head>', () => `${preloads.join('')}</head>`)
    .replace('<body>', () => `<body>${data}`);
}
