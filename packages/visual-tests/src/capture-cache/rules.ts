/** Passes kept under one key, those used last; a page that is built anew every day has as many. */
export const maxPassesPerKey = 10;

/** After this long without being used a pass is forgotten. Milliseconds. */
export const unusedMs = 30 * 24 * 60 * 60 * 1000;

/** Days that are shown to administrators. */
export const shownDays = 30;
