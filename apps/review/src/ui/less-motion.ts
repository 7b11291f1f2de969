/** Whether people have asked their system for less motion; then they say what is to play. */
export const wantsLessMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
