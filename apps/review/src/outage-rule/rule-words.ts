import type { OutageRule } from '../api/entities.ts';

interface Words {
  title: string;
  words: string;
}

export const policyWords: Record<OutageRule['policy'], Words> = {
  closed: {
    title: 'Keep them waiting',
    words: 'They stay pending, with a link to the incident. A required check blocks until then.',
  },
  open: {
    title: 'Let them through',
    words:
      'They are told that Twinlens does not block. A change nobody has looked at may be merged.',
  },
  provisional: {
    title: 'Leave it to the build',
    words:
      'They stay pending, and point at the provisional verdict that twinlens guard gives in the build.',
  },
};

/** Of a list of changes. */
export function ruleWords(rule: OutageRule | null): string {
  if (rule === null) return 'As the status program is set up';
  const minutes = Math.round(rule.afterSeconds / 60);
  const after = minutes < 1 ? `${rule.afterSeconds} s` : `${minutes} min`;
  return `${policyWords[rule.policy].title}, after ${after}`;
}
