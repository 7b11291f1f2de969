/** Everything a key does, by a name that stays: what people chose for their keys is kept under it. */

export const actionGroups = ['changes', 'decide', 'look', 'closer', 'list', 'page'] as const;
export type ActionGroup = (typeof actionGroups)[number];

export const groupWords: Record<ActionGroup, string> = {
  changes: 'From change to change',
  decide: 'Deciding',
  look: 'Ways to look',
  closer: 'Closer',
  list: 'The list',
  page: 'The page',
};

interface Action {
  group: ActionGroup;
  /** As `key-name.ts` names them; the first one is shown. */
  keys: readonly string[];
  words: string;
  /** Whether a key that is held down does it once only. */
  once?: true;
}

export const actions = {
  'change.next': { group: 'changes', keys: ['j'], words: 'Next change' },
  'change.previous': { group: 'changes', keys: ['k'], words: 'Previous change' },
  'change.nextOpen': { group: 'changes', keys: ['J'], words: 'Next change nobody decided on' },
  'change.previousOpen': {
    group: 'changes',
    keys: ['K'],
    words: 'Previous change nobody decided on',
  },
  'change.focus': { group: 'changes', keys: ['L'], words: 'To this change in the list' },
  'change.why': { group: 'changes', keys: ['w'], words: 'Why it looks like this' },
  'change.download': { group: 'changes', keys: ['S'], words: 'Files to download' },
  'change.log': { group: 'changes', keys: ['W'], words: 'Capture log' },

  'decide.accept': {
    group: 'decide',
    keys: ['a'],
    words: 'Accept this change, and on to the next',
    once: true,
  },
  'decide.reject': {
    group: 'decide',
    keys: ['r'],
    words: 'Reject this change, and on to the next',
    once: true,
  },
  'decide.acceptGroup': {
    group: 'decide',
    keys: ['g'],
    words: 'Accept the whole group',
    once: true,
  },
  'decide.rejectGroup': {
    group: 'decide',
    keys: ['G'],
    words: 'Reject the whole group',
    once: true,
  },
  'decide.acceptRest': {
    group: 'decide',
    keys: ['A'],
    words: 'Accept everything that is left',
    once: true,
  },
  'decide.rejectRest': {
    group: 'decide',
    keys: ['R'],
    words: 'Reject everything that is left',
    once: true,
  },
  'decide.undo': { group: 'decide', keys: ['u'], words: 'Take the last decision back', once: true },
  'decide.comment': { group: 'decide', keys: ['m'], words: 'Say why, with the decision' },
  'decide.history': { group: 'decide', keys: ['h'], words: 'Show or hide all decisions' },
  'flake.toggle': {
    group: 'decide',
    keys: ['x'],
    words: 'Report a flake, or take that back',
    once: true,
  },
  'pin.tool': {
    group: 'decide',
    keys: ['P'],
    words: 'Pin a comment: press a point, or draw around something',
  },
  'pin.region': { group: 'decide', keys: ['M'], words: 'Comment on the region that is looked at' },
  'threads.toggle': { group: 'decide', keys: ['c'], words: 'Show or hide comments' },
  'thread.next': { group: 'decide', keys: ['N'], words: 'Next comment' },
  'thread.previous': { group: 'decide', keys: ['B'], words: 'Previous comment' },
  'thread.answer': { group: 'decide', keys: ['E'], words: 'Answer the comment' },
  'thread.resolve': {
    group: 'decide',
    keys: ['Y'],
    words: 'Resolve the comment, or open it again',
    once: true,
  },
  'thread.place': { group: 'decide', keys: ['O'], words: 'To the place the comment is about' },
  'review.ask': { group: 'decide', keys: ['Q'], words: 'Ask for a review' },

  'view.sides': { group: 'look', keys: ['1'], words: 'Side by side; violations' },
  'view.diff': { group: 'look', keys: ['2'], words: 'Diff; accessibility tree' },
  'view.swipe': { group: 'look', keys: ['3'], words: 'Swipe' },
  'view.overlay': { group: 'look', keys: ['4'], words: 'Overlay' },
  'view.onion': { group: 'look', keys: ['5'], words: 'Onion skin' },
  'view.blink': { group: 'look', keys: ['6'], words: 'Blink' },
  'view.changes': { group: 'look', keys: ['7'], words: 'Changes only' },
  'view.rows': { group: 'look', keys: ['8'], words: 'Aligned rows' },
  'blink.flip': { group: 'look', keys: ['f'], words: 'Flip: show the other picture' },
  'blink.toggle': { group: 'look', keys: ['b'], words: 'Start and stop blinking' },
  'view.slider': {
    group: 'look',
    keys: ['s'],
    words: 'To the slider of this view, or of a history; arrow keys move it',
  },
  'overlay.colour': { group: 'look', keys: ['C'], words: 'Next colour of the mask' },
  'view.play': { group: 'look', keys: ['v'], words: 'Play and stop animations' },
  'tree.text': { group: 'look', keys: ['Z'], words: 'Accessibility tree as text' },
  'bands.unfold': {
    group: 'look',
    keys: ['U'],
    words: 'Unfold what did not change, and fold it again',
  },
  'view.captures': { group: 'look', keys: ['e'], words: 'Compare the two captures' },

  'region.next': { group: 'closer', keys: ['n'], words: 'Next changed region; next violation' },
  'region.previous': {
    group: 'closer',
    keys: ['p'],
    words: 'Previous changed region; previous violation',
  },
  'region.list': { group: 'closer', keys: ['l'], words: 'List of changed regions' },
  'zoom.in': { group: 'closer', keys: ['+', '='], words: 'Zoom in' },
  'zoom.out': { group: 'closer', keys: ['-'], words: 'Zoom out' },
  'zoom.fit': { group: 'closer', keys: ['0'], words: 'Fit the width' },
  'zoom.actual': { group: 'closer', keys: ['z'], words: 'Actual size, and back' },
  'inspector.toggle': {
    group: 'closer',
    keys: ['i'],
    words: 'Pixel inspector; arrow keys move it',
  },
  'background.next': { group: 'closer', keys: ['t'], words: 'Background of transparent pictures' },

  'list.search': { group: 'list', keys: ['/'], words: 'Search the list' },
  'list.filters': { group: 'list', keys: ['F'], words: 'Filters' },
  'list.clear': { group: 'list', keys: ['X'], words: 'Clear all filters' },
  'list.kind': { group: 'list', keys: ['.'], words: 'Next list: changed, added, deleted, …' },
  'list.kindBack': { group: 'list', keys: [','], words: 'Previous list' },
  'list.group': { group: 'list', keys: ['y'], words: 'Group rows by something else' },
  'list.order': { group: 'list', keys: ['o'], words: 'Order rows by something else' },
  'list.standing': { group: 'list', keys: ['d'], words: 'Undecided, accepted, rejected, or all' },
  'list.difference': { group: 'list', keys: ['D'], words: 'Next kind of difference, or all' },

  'capture.retake': {
    group: 'page',
    keys: ['T'],
    words: 'Take it again, where it says why it looks like this',
    once: true,
  },
  'baseline.trail': { group: 'page', keys: ['V'], words: 'Show or hide why this baseline' },
  'page.colours': { group: 'page', keys: ['q'], words: 'Colours: light, dark, high contrast' },
  'page.letters': {
    group: 'page',
    keys: [';'],
    words: 'A letter on everything that can be pressed; type it to press',
  },
  'page.keys': { group: 'page', keys: ['?'], words: 'This list' },
} as const satisfies Record<string, Action>;

export type ActionId = keyof typeof actions;

export const actionIds = Object.keys(actions) as ActionId[];

/** What an action is, with everything that is optional in it. */
export const actionOf = (id: ActionId): Action => actions[id];
