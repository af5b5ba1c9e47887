import type { ActionContext } from '#kit/context.ts';
import type { Day } from '#kit/period.ts';
import { formatDay, locale, say } from '#kit/say.ts';
import type { FiledOrganisation } from '../organisation/organisation.store.ts';
import { TYPED, whenRefused } from '../registry.constraints.ts';
import type { RefusalCode } from '../registry.refusals.ts';
import { formatSiren, parseSiret, sirenOf, siretRefusals } from '../siren.rules.ts';
import type { College } from '../vocabulary.ts';
import { overlapping } from './membership.rules.ts';
import { insertMembership, spellsOf } from './membership.store.ts';
import type { MembershipTable } from './membership.ts';

export const ENTRY_REFUSALS = [
  'ALREADY_MEMBER',
  'INVALID_SIRET',
  'SIRET_OF_ANOTHER',
] as const satisfies readonly RefusalCode[];

type EntryContext = Pick<ActionContext<(typeof ENTRY_REFUSALS)[number]>, 'sql' | 'now' | 'newId' | 'refuse'>;

/** « du 1er janvier 2013 au 30 juin 2014 », « depuis le 1er janvier 2013 ». */
export function spellInWords({ from, to }: { readonly from: string; readonly to: string | null }): string {
  const french = locale() === 'fr';
  if (to === null) return `${french ? 'depuis le' : 'since'} ${formatDay(from)}`;
  return french ? `du ${formatDay(from)} au ${formatDay(to)}` : `from ${formatDay(from)} to ${formatDay(to)}`;
}

/** Writes a spell that fits among the others of the same organisation and cluster; shared by joining and by admitting an applicant. */
export async function enterMembership(
  ctx: EntryContext,
  wanted: {
    readonly cluster: string;
    readonly organisation: FiledOrganisation;
    readonly college: College;
    readonly from: Day;
    readonly to?: Day | null | undefined;
    readonly endReason?: string | null | undefined;
    readonly siret?: string | null | undefined;
    readonly source?: string | undefined;
  },
): Promise<MembershipTable> {
  const { organisation, from } = wanted;
  const to = wanted.to ?? null;
  const siret = checkedSiret(ctx, wanted.siret, organisation.siren);
  const taken = overlapping(await spellsOf(ctx.sql, wanted.cluster, organisation.id), { from, to });
  const alreadyMember = (spell: { from: string; to: string | null }) =>
    ctx.refuse('ALREADY_MEMBER', {
      field: 'from',
      with: { name: organisation.name, when: spellInWords(spell) },
    });
  if (taken) alreadyMember(taken);
  const membership: MembershipTable = {
    id: ctx.newId('mbr'),
    cluster_id: wanted.cluster,
    organisation_id: organisation.id,
    college: wanted.college,
    from_day: from,
    to_day: to,
    end_reason: to === null ? null : (wanted.endReason ?? null),
    siret,
    synthetic: organisation.synthetic,
    source: wanted.source ?? TYPED,
    recorded_at: ctx.now,
  };
  await whenRefused(insertMembership(ctx.sql, membership), {
    membership_no_overlap: () => alreadyMember({ from, to }),
  });
  return membership;
}

/** The establishment's number without spaces; refused when it is wrong or belongs to another SIREN. */
export function checkedSiret(
  ctx: Pick<EntryContext, 'refuse'>,
  typed: string | null | undefined,
  siren: string | null,
): string | null {
  if (!typed) return null;
  const check = parseSiret(typed);
  if (!check.ok)
    return ctx.refuse('INVALID_SIRET', { field: 'siret', with: { reason: say(siretRefusals[check.reason]) } });
  if (siren !== null && sirenOf(check.siret) !== siren)
    ctx.refuse('SIRET_OF_ANOTHER', { field: 'siret', with: { siren: formatSiren(check.siren) } });
  return check.siret;
}
