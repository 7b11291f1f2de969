/** Where to go after signing in: a path of these pages, never another site. */
export function safeNext(next: string | undefined): string {
  if (next === undefined) return '/';
  const address = URL.canParse(next, location.origin) ? new URL(next, location.origin) : null;
  if (address?.origin !== location.origin || address.pathname === '/sign-in') return '/';
  return address.pathname + address.search + address.hash;
}
