/** Where figures stand: below their cluster, or alone for the programme. */
export const figuresAddress = (cluster: string | null): string =>
  cluster === null ? '/chiffres' : `/poles/${encodeURIComponent(cluster)}/chiffres`;

export function figureAddress(
  { cluster, indicator, year }: { readonly cluster: string | null; readonly indicator: string; readonly year: number },
  { step = '', knownOn = null }: { readonly step?: string; readonly knownOn?: string | null } = {},
): string {
  const address = `${figuresAddress(cluster)}/${indicator}/${year}${step}`;
  return knownOn ? `${address}?connu-le=${knownOn}` : address;
}
