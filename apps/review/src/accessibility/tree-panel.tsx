import {
  compareTrees,
  mergeTrees,
  parseTree,
  summarizeTrees,
  unmergedTree,
} from '@twinlens/accessibility-diff';
import { useId, useMemo, useState } from 'react';
import { useKeyHint } from '../keys/key-hint.tsx';
import { useActions } from '../keys/use-actions.ts';
import { AriaTree } from './aria-tree.tsx';
import { TextDiff } from './text-diff.tsx';
import './tree-panel.css';

interface TreePanelProps {
  /** What the tree is of. */
  name: string;
  /** Null where there is only one tree. */
  before: string | null;
  after: string | null;
}

/** What assistive technology is told, and how it changed: in a sentence, as a tree, or as text. */
export function TreePanel({ name, before, after }: TreePanelProps) {
  const [asText, setAsText] = useState(false);
  useActions(useMemo(() => ({ 'tree.text': () => setAsText((was) => !was) }), []));
  const summaryId = useId();
  const { nodes, sentence } = useMemo(() => comparisonOf(before, after), [before, after]);
  return (
    <>
      <div className="tree-summary">
        <p id={summaryId}>{sentence}</p>
        <button
          type="button"
          className="button button-plain"
          aria-pressed={asText}
          {...useKeyHint('tree.text')}
          onClick={() => setAsText(!asText)}
        >
          As text
        </button>
      </div>
      {asText ? (
        <TextDiff before={before} after={after} />
      ) : (
        <AriaTree
          key={`${before} ${after}`}
          nodes={nodes}
          compared={before !== null && after !== null && before !== after}
          label={`Accessibility tree of ${name}`}
          describedBy={sentence === '' ? undefined : summaryId}
        />
      )}
    </>
  );
}

function comparisonOf(before: string | null, after: string | null) {
  if (before === null || after === null) {
    return { nodes: unmergedTree(parseTree(after ?? before ?? '')), sentence: '' };
  }
  const diff = compareTrees(parseTree(before), parseTree(after));
  const summary = summarizeTrees(diff);
  const sentence = summary === '' ? 'The tree is the same' : summary;
  return {
    nodes: mergeTrees(diff),
    sentence: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`,
  };
}
