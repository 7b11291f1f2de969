import type { StoryObj } from '@storybook/react-vite';
import { createMemoryHistory } from '@tanstack/react-router';
import { createDiffer } from '@twinlens/image-diff/browser';
import { useState } from 'react';
import { createMadeUpApi } from '../made-up/api.ts';
import { type JudgePage, withPages } from '../made-up/pages.ts';
import type { ReviewApi } from '../src/api/review-api.ts';
import { App } from '../src/app.tsx';
import { createPages } from '../src/router.tsx';

interface World {
  /** What is answered otherwise than in the made-up world. */
  answers?: Partial<ReviewApi> | ((api: ReviewApi) => Partial<ReviewApi>);
  /** What has happened before the page is opened. */
  given?: (api: ReviewApi) => Promise<unknown>;
  /** What a person does on the page. */
  play?: StoryObj['play'];
}

const differ = createDiffer();

const judgeFiles: JudgePage = async ({ before, after }) => {
  const urls = { before: before?.image.url ?? '', after: after?.image.url ?? '' };
  return (await differ.diff({ ...urls, ignored: [] })).comparison;
};

function PagesAt({ path, api }: { path: string; api: ReviewApi }) {
  const [pages] = useState(() => createPages(createMemoryHistory({ initialEntries: [path] })));
  return <App api={api} pages={pages} />;
}

/** A state of a page: the pages at an address, in a made-up world of their own. */
export function pageStory(path: string, { answers = {}, given, play }: World = {}): StoryObj {
  return {
    parameters: { happo: { targets: ['desktop', 'phone'] } },
    loaders: [
      async () => {
        const whole = withPages(createMadeUpApi(), judgeFiles);
        const api = { ...whole, ...(typeof answers === 'function' ? answers(whole) : answers) };
        await given?.(api);
        return { api };
      },
    ],
    render: (_args, { loaded }) => <PagesAt path={path} api={loaded.api as ReviewApi} />,
    ...(play && { play }),
  };
}

/** As it is in the self-test, and in `docs/screens.md`. */
const targets = [
  ...['desktop', 'desktop-dark', 'phone', 'accessibility'],
  ...['screen-desktop-light', 'screen-desktop-dark', 'screen-phone-light', 'screen-phone-dark'],
];

/** A page as most people know it. */
export function screenStory(path: string, world?: World): StoryObj {
  return { ...pageStory(path, world), parameters: { happo: { targets } } };
}
