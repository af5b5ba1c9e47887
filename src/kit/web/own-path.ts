/** Only a path of this site is a way back: `//elsewhere` and `/\elsewhere` are not. */
export function ownPath(given: unknown, otherwise = '/'): string {
  if (typeof given !== 'string' || !given.startsWith('/')) return otherwise;
  const base = 'http://own.invalid';
  const target = URL.parse(given, base);
  return target && target.origin === base && !/^\/[/\\]/.test(given)
    ? target.pathname + target.search + target.hash
    : otherwise;
}
