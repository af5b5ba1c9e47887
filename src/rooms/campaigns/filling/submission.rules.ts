import type { Finding } from '../checks/check.ts';
import type { HeldCell } from '../return.ts';

/** How a warning is named where it is confirmed: figure, then check. */
export const warningName = ({ key, code }: Pick<Finding, 'key' | 'code'>): string => `${key ?? ''}|${code}`;

/** The name of the box that confirms a warning. */
export const confirmField = (finding: Pick<Finding, 'key' | 'code'>): string => `confirm.${warningName(finding)}`;

/** Warnings that nobody answered: a comment on the figure explains one, a tick confirms one. */
export const unconfirmed = (
  findings: readonly Finding[],
  cells: ReadonlyMap<string, Pick<HeldCell, 'comment'>>,
  confirmed: readonly string[],
): Finding[] =>
  findings.filter(
    (finding) =>
      finding.severity === 'warning' &&
      !confirmed.includes(warningName(finding)) &&
      (finding.key === null || (cells.get(finding.key)?.comment ?? '') === ''),
  );

const RECEIPT_SIGNS = 4;

/** `2016-minalogic-1-7F3A`: year, cluster, how many times it was submitted, and the beginning of the digest, so that a copied number cannot belong to other figures. */
export const receiptNumber = (
  { year, cluster, round }: { readonly year: number; readonly cluster: string; readonly round: number },
  digest: string,
): string => `${year}-${cluster}-${round}-${digest.slice(0, RECEIPT_SIGNS).toUpperCase()}`;
