/** Somebody who has said nothing for this long is not there any more. Milliseconds. */
export const presentMs = 15_000;

/** What one person says is written at most this often. Milliseconds. */
export const leastWriteMs = 2_000;

/** Named of those who are there. More people do not review one comparison. */
export const mostOnlookers = 50;
