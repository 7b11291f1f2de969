/** The thread of `read-picture.ts`: what takes long for a large picture must not hold up browsers. */
import { parentPort } from 'node:worker_threads';
import {
  compressContents,
  compressStrips,
  defaultLimits,
  identifyPicture,
  readerOfPng,
  release,
} from '@twinlens/image-diff';
import { KeptContents } from './kept-contents.ts';
import type { ReadAnswer, ReadPicture, ReadQuestion } from './messages.ts';

type Asked<K extends ReadQuestion['kind']> = Extract<ReadQuestion, { kind: K }>;

const kept = new KeptContents();

function read({ id, png, ignored }: Asked<'read'>): ReadPicture {
  const contents: Uint8Array[] = [];
  const onContent = (content: Uint8Array) => contents.push(content.slice());
  const found = identifyPicture(png, { ignored, onContent });
  const { pixelHash: hash, width, height, animation, manifest } = found;
  if (manifest) kept.keep(id, contents);
  const identity = { hash, width, height, ...animation };
  return { identity, ...(manifest && { manifest }) };
}

/** @returns undefined where the content has been forgotten */
function compress({ of, manifest, wanted }: Asked<'compress'>): Uint8Array[] | undefined {
  const contents = kept.get(of);
  if (!contents) return undefined;
  try {
    return compressContents(manifest, wanted, (index) => contents[index] as Uint8Array);
  } finally {
    kept.forget(of);
  }
}

function answerTo(question: ReadQuestion): ReadAnswer | undefined {
  const { id, kind } = question;
  try {
    if (kind === 'forget') return void kept.forget(question.of);
    if (kind === 'read') return { id, picture: read(question) };
    if (kind === 'compress') {
      const blocks = compress(question);
      return blocks ? { id, blocks } : { id, forgotten: true };
    }
    const { png, manifest, wanted } = question;
    return { id, blocks: compressStrips(readerOfPng(png, defaultLimits), manifest, wanted) };
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (question: ReadQuestion) => {
  const answer = answerTo(question);
  if (!answer) return;
  if ('png' in question) release(question.png);
  const blocks = 'blocks' in answer ? answer.blocks : [];
  parentPort?.postMessage(
    answer,
    blocks.map(({ buffer }) => buffer as ArrayBuffer),
  );
});
