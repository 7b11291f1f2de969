/** Host of a picture that another server keeps; null when it is one of ours. */
export function foreignHost(url: string): string | null {
  const { origin, host } = new URL(url, location.href);
  return origin === location.origin ? null : host;
}
