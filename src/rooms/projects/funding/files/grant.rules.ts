import { type Cents, cents } from '#kit/money.ts';
import type { ProjectAid } from '../aid-calculator.ts';
import type { FundingCall } from '../funding-window.ts';
import type { AidLimit, PartnerAid } from '../partner-aid.rules.ts';

/** What holds a partner's aid down: a limit of the calculator, the costs alone, or what another funder of the same call already grants. */
export type Cap = AidLimit | 'costs' | 'loan' | 'other-funders';

export interface Ceiling {
  readonly partner: string;
  readonly name: string;
  readonly askedCents: Cents | null;
  /** Most that this file may grant; null when nothing known limits it. */
  readonly cents: Cents | null;
  readonly caps: readonly Cap[];
}

/** The upper end of what the rules allow: where a fact is unknown, what is surely too much is refused and the rest is to check. */
function highest(
  { aid, room, limitedBy }: PartnerAid,
  call: FundingCall,
): { most: number | null; caps: readonly Cap[] } {
  // A loan is paid back: what binds it is the range of the call (R79), not the intensity of an aid.
  if (call.rules.loan) return { most: call.rules.loan.mostCents, caps: ['loan'] };
  if (aid.between) return { most: aid.between.most, caps: limitedBy.length > 0 ? limitedBy : ['call-rate'] };
  // A call without a known rate: State-aid law, or the costs themselves, still set an end.
  if (room.between) return { most: room.between.most, caps: ['costs'] };
  return { most: null, caps: [] };
}

/**
 * The most that a file may grant to each partner. Several funders of one call share one ceiling: what the others grant is taken off.
 * @param besides granted by other living files of the same call, by partner.
 */
export function ceilingsOf(aid: ProjectAid, besides: ReadonlyMap<string, number>): Ceiling[] {
  return aid.partners.map((one) => {
    const { most, caps } = highest(one, aid.call);
    const taken = besides.get(one.partner) ?? 0;
    const left = most === null ? null : Math.max(0, most - taken);
    return {
      partner: one.partner,
      name: one.name,
      askedCents: one.asked.cents,
      cents: left === null ? null : cents(left),
      caps: taken > 0 && most !== null ? ['other-funders', ...caps] : caps,
    };
  });
}

export interface Grant {
  readonly partner: string;
  readonly grantedCents: number;
}

export type GrantFault =
  | { readonly fault: 'PARTNER_UNKNOWN'; readonly grant: Grant }
  | { readonly fault: 'PARTNER_TWICE'; readonly grant: Grant; readonly ceiling: Ceiling }
  | { readonly fault: 'ABOVE_ASKED'; readonly grant: Grant; readonly ceiling: Ceiling }
  | { readonly fault: 'ABOVE_CEILING'; readonly grant: Grant; readonly ceiling: Ceiling }
  | { readonly fault: 'NOTHING_GRANTED' };

/** The first thing wrong with what a decision grants; null when every part stands under what was asked and under its ceiling, both included. */
export function grantFault(grants: readonly Grant[], ceilings: readonly Ceiling[]): GrantFault | null {
  const seen = new Set<string>();
  for (const grant of grants) {
    const ceiling = ceilings.find(({ partner }) => partner === grant.partner);
    if (!ceiling) return { fault: 'PARTNER_UNKNOWN', grant };
    if (seen.has(grant.partner)) return { fault: 'PARTNER_TWICE', grant, ceiling };
    seen.add(grant.partner);
    if (grant.grantedCents > (ceiling.askedCents ?? 0)) return { fault: 'ABOVE_ASKED', grant, ceiling };
    if (ceiling.cents !== null && grant.grantedCents > ceiling.cents) return { fault: 'ABOVE_CEILING', grant, ceiling };
  }
  return grants.some(({ grantedCents }) => grantedCents > 0) ? null : { fault: 'NOTHING_GRANTED' };
}
