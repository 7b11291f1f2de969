import type { AriaContent, MergedNode } from '@twinlens/accessibility-diff';
import type { TreeItem, TreeRow } from './tree-rows.ts';

/** What stands before a row, and what is read instead. */
const marks: Record<MergedNode['mark'], { sign: string; word: string }> = {
  added: { sign: '+', word: 'Added: ' },
  removed: { sign: '−', word: 'Removed: ' },
  changed: { sign: '~', word: 'Changed: ' },
  moved: { sign: '→', word: 'Moved: ' },
  same: { sign: '', word: '' },
};

const plural = (count: number, word: string) =>
  `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;

function wordsOf({ count, changes, isRest }: TreeItem & { kind: 'fold' }): string {
  const nodes = plural(count, isRest ? 'more node' : 'node');
  if (changes > 0) return `${nodes}, ${plural(changes, 'change')}`;
  return isRest ? nodes : `${nodes} that are the same`;
}

/** A row of the tree: a node, or how many are folded. */
export function TreeRowContent({ row: { item, isOpen } }: { row: TreeRow }) {
  const canOpen = item.items.length > 0;
  const marker = <span className="aria-marker" data-open={canOpen ? isOpen : undefined} />;
  if (item.kind === 'fold') {
    return (
      <>
        {marker}
        {wordsOf(item)}
      </>
    );
  }
  const { mark, content, former, move, changesInside } = item.node;
  const { sign, word } = marks[mark];
  return (
    <>
      <span className="aria-sign" aria-hidden="true">
        {sign}
      </span>
      {marker}
      <span className="aria-said">
        <span className="unseen">{word}</span>
        {former && (
          <>
            <del>
              <Content content={former} />
            </del>{' '}
            <span className="unseen">now </span>
          </>
        )}
        {former ? (
          <ins>
            <Content content={content} />
          </ins>
        ) : (
          <Content content={content} />
        )}
        {move !== '' && <span className="aria-note"> {move}</span>}
        {canOpen && !isOpen && changesInside > 0 && (
          <span className="aria-note"> {plural(changesInside, 'change')} inside</span>
        )}
      </span>
    </>
  );
}

/** A node as it is written in the text. */
function Content({ content: { role, name, attributes, text } }: { content: AriaContent }) {
  return (
    <>
      <span className="aria-role">{role}</span>
      {name !== '' && <span className="aria-name"> "{name}"</span>}
      {[...attributes].map(([attribute, value]) => (
        <span key={attribute} className="aria-attribute">
          {' '}
          [{attribute}
          {value !== '' && `=${value}`}]
        </span>
      ))}
      {text !== '' && `${role === '' ? '' : ': '}${text}`}
    </>
  );
}
