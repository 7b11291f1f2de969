/** What the document says around its tables. */

/** @param peers Their names and versions. */
export function introduction(peers: readonly string[], pairs: number): string {
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return `# What comparisons say

What our comparison and five others say of the same pairs of pictures: some to be looked at, then all ${pairs}.
Made by \`npm run comparison\` on ${date.format(new Date())} on Node ${process.versions.node}, with the engine in \`packages/image-diff\` and
${peers.join(', ')}.

The pairs and their labels are ours (\`packages/image-diff/corpus/README.md\`). Our engine was worked on with them at hand and
is tested by them (\`packages/image-diff/test/corpus.test.ts\`); the others were made without them. How often such pairs occur
in a project they do not tell.

The third picture is what the review page shows: the later picture paled, pixels that changed in magenta, what is new or
has come from elsewhere in blue, noise in pale magenta, and a dashed orange line where something is gone. Sizes and places are
in pixels of the whole picture, from its top left corner; large pictures are cut, small details enlarged.

For Twinlens, pixels are those it marks in that picture. Of what changed, the number in the words may be smaller: it leaves
out pixels that noise explains.`;
}

export const aboutCorpus = `## All pairs

How many pairs of each class each tool calls different. Twinlens counts as calling a pair different unless its class is
\`identical\`, \`imperceptible\` or \`anti-alias\`. A hit is the verdict alone: whether what is marked is what changed is not
in this table. A pair that a tool refuses is counted apart; whoever uses the tool sees a failure.
\`blank-bands\` counts as real, as the size differs.

The class is what the review page says of a difference. The service lists every pair with any pixel that differs as changed,
noise too, unless a project lets its class pass or a tolerance covers it
(\`docs/decisions/0019-classes-and-tolerances.md\`).`;

export const aboutOthers = `## Where Twinlens says something else than the label`;

export const settings = `## Settings

Thresholds are those each tool has by itself; others were not tried. The code that calls them is in \`bench/diff/peers\`, the
same that \`npm run bench:diff\` measures.

- **pixelmatch**: leaves out smoothed pixels, as it does by itself. It refuses pictures of different sizes; they are padded
  with transparent pixels here, at the right and at the bottom, which makes a transparent band at the bottom the same.
- **odiff**, **blazediff**: told to leave out smoothed pixels (\`antialiasing\`), which neither does by itself. blazediff
  refuses pictures of different sizes; odiff compares them.
- **looks-same**: as it is; smoothed pixels and carets of text fields are left out.
- **lcs-image-diff**: as it is. It has no threshold, and gives a share instead of a number of pixels; those of its colour are
  counted in the picture it makes. Where the earlier picture is transparent it paints none.
- **Twinlens**: as it is, without a tolerance.`;
