/**
 * Whether everything is to be tried. `npm test` has the time for examples of what is alike;
 * `npm run test:whole` tries all of it.
 */
export const isWhole = process.env.TWINLENS_TESTS === 'whole';
