/** The labelled pairs the document shows, and what is to be said of each. */
import type { Region } from '@twinlens/image-diff';

export interface ChosenPair {
  class: string;
  name: string;
  title: string;
  /** What a reader may learn of it, in Markdown. Figures are in the tables, not here. */
  says: string;
  /** The part of both pictures that is shown; all of it without one. */
  crop?: Region;
  /** How many times as large it is shown. */
  enlarge?: number;
  /** Whether both pictures are shown on a chessboard, by which transparent is told from white. */
  onChessboard?: boolean;
}

export const chosenPairs: readonly ChosenPair[] = [
  {
    class: 'changed',
    name: 'price-separator',
    title: 'A point for a comma',
    says: `Few pixels and much meaning. What differs is the tail of the comma. Part of it is below the thresholds of the others; of
the rest nearly all has what smoothed edges have, a darker neighbour and a lighter one, and is left out for that. Whoever
lets a few pixels differ without a word does not hear of it.`,
    crop: { x: 300, y: 294, width: 130, height: 40 },
    enlarge: 2,
  },
  {
    class: 'changed',
    name: 'submit-misspelt',
    title: 'A letter that lost its dot',
    says: 'The same, with a letter. Every tool calls it different; four of them by one or two pixels.',
    crop: { x: 236, y: 452, width: 106, height: 56 },
    enlarge: 2,
  },
  {
    class: 'subtle',
    name: 'row-tint',
    title: 'A background a little bluer',
    says: `All of a row has another colour, by so little that every single pixel is below the thresholds of pixelmatch, odiff,
blazediff and looks-same. Twinlens asks whether pixels differ alike: noise does not, a colour that was edited does.
lcs-image-diff has no threshold: it reports this, and noise too.`,
    crop: { x: 0, y: 110, width: 420, height: 260 },
  },
  {
    class: 'subtle',
    name: 'article-text',
    title: 'Text a little paler',
    says: `The colour of the title and of the paragraphs was edited. Each stroke is paler by the same share, which is what tells it from smoothing
that differs. looks-same, which measures colours as they are seen (CIEDE2000), finds a part of it.`,
    crop: { x: 0, y: 50, width: 400, height: 230 },
  },
  {
    class: 'inserted',
    name: 'card-left',
    title: 'A card inserted in one of two columns',
    says: `The left column makes way, the right one stays. lcs-image-diff, which aligns whole rows, and those that compare at the
same place mark what moved down as well; Twinlens aligns columns by themselves, and says of the cards below that they are
the same. The shadows of the right column differ by rounding in a few pixels, which is listed as noise and not marked.
The picture has a fixed height, and the end of the last card is pushed out of it: that is listed, and does not make it
\`changed\`, as something that was removed would.`,
  },
  {
    class: 'inserted',
    name: 'invoice-row',
    title: 'A row inserted',
    says: `The picture is taller by one row. lcs-image-diff and Twinlens align rows and name the new one alone. pixelmatch, odiff
and looks-same compare all that follows with what stood there before. blazediff does not compare pictures of different sizes.`,
    crop: { x: 0, y: 140, width: 440, height: 300 },
  },
  {
    class: 'moved',
    name: 'buttons-swapped',
    title: 'Two buttons swapped',
    says: `All tools find it. What they mark is two buttons that changed; that nothing but their places did is left to whoever
looks.`,
    crop: { x: 130, y: 440, width: 222, height: 76 },
  },
  {
    class: 'anti-alias',
    name: 'glyphs-jitter-1px',
    title: 'Glyphs a pixel beside their places',
    says: `The same words, letters by up to a pixel beside their places, as where text is laid out by another version of a library.
pixelmatch, odiff, blazediff and looks-same leave out single smoothed pixels, but not a stroke that is a pixel beside where
it was. Twinlens tries whether such a displacement explains a pixel, and calls what it explains noise. The price: a word
moved by one pixel on purpose is told from it only where it is larger than a letter, and the same to the last pixel.`,
    crop: { x: 0, y: 150, width: 400, height: 250 },
  },
  {
    class: 'imperceptible',
    name: 'gradient-3',
    title: 'Noise in a gradient',
    says: `The pixels of the ball and of the square around it are off by up to three levels, to either side.
Thresholds are good at this: pixelmatch, odiff and blazediff say nothing of it either.`,
  },
  {
    class: 'changed',
    name: 'background-opaque',
    title: 'White instead of transparent',
    says: `Shown on a chessboard here; the files have none. odiff and blazediff call the two the same, which they are on a white
page. pixelmatch lays them on a pattern. Twinlens takes colours as they are seen on black or on white, whichever shows more
of the difference. Of lcs-image-diff only the shadow is counted, see the settings below.`,
    onChessboard: true,
  },
  {
    class: 'blank-bands',
    name: 'cream-top',
    title: 'Blank space on top',
    says: `Fifty rows of the background are new above everything else, and the rest is the same. There is nothing to look at, so
that Twinlens marks no pixel; it says that blank space is new, and frames it. lcs-image-diff marks fifty rows and
no more. Which rows of a blank space are the new ones cannot be said.`,
  },
  {
    class: 'anti-alias',
    name: 'hints-code',
    title: 'A false alarm: text without hints',
    says: `The label says noise, and Twinlens says changed: **this is an error of ours.** The fonts are drawn without hints, so that
strokes are smoothed otherwise. Nearly all of it is explained; a few pixels in two places are not, and are reported as
if something had changed there. The others report it as well, with more pixels.`,
  },
];
