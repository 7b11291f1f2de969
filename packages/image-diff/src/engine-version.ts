/**
 * Of everything that decides what is said of two pictures. To be raised where the same pictures would
 * be told apart otherwise than before: what was written down under an older one is looked at again.
 */
export const engineVersion = 2;
