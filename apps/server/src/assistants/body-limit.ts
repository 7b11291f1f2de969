/** What assistants send is small; nobody has to be known to send it. Bytes. */
export const bodyLimit = 64 * 1024;
