/** What a payload says of a capture, without what is captured. */
import {
  hasOwnViewport,
  type Payload,
  type SnapshotCapture,
  type TargetType,
} from '@twinlens/contract';

type Options = Pick<SnapshotCapture, 'options' | 'document' | 'viewport'>;

/** What is captured, and what is downloaded instead of being listed. */
const content = new Set([
  'pages',
  'snapPayloads',
  'globalCSS',
  'staticPackage',
  'assetsPackage',
  'outgoingRequestHeaders',
]);

/** Characters shown of a value. */
const maxValue = 2000;

const wordsOf = (value: unknown) =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

/** @param named the example whose page or document is looked for */
export function optionsOf(
  payload: Payload | null,
  type: string,
  named: { component: string; variant: string },
): Options {
  if (payload === null) return { options: [], document: null, viewport: null };
  const options = Object.entries(payload)
    .filter(([name]) => !content.has(name))
    .map(([name, value]) => ({ name, value: wordsOf(value).slice(0, maxValue) }));
  const page = payload.pages?.find(({ title }) => title === named.component);
  if (page !== undefined) options.unshift({ name: 'page', value: page.url.slice(0, maxValue) });
  const headers = payload.outgoingRequestHeaders ?? [];
  if (headers.length > 0) {
    // Their values are often secrets.
    const value = headers.map(({ name }) => name).join(', ');
    options.push({ name: 'outgoingRequestHeaders', value: value.slice(0, maxValue) });
  }
  const document = payload.snapPayloads?.findIndex(
    ({ component, variant }) => component === named.component && variant === named.variant,
  );
  const [width, height] = payload.viewport.split('x').map(Number);
  return {
    options,
    document: document === undefined || document === -1 ? null : document,
    viewport:
      width === undefined || height === undefined || hasOwnViewport(type as TargetType)
        ? null
        : { width, height },
  };
}
