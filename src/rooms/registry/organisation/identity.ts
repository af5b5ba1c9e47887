import * as z from 'zod';
import type { ActionContext } from '#kit/context.ts';
import { say } from '#kit/say.ts';
import type { RefusalCode } from '../registry.refusals.ts';
import { daySchema, optionalText, shortText } from '../registry.schemas.ts';
import { formatSiren, isSyntheticSiren, parseSiren, parseSiret, sirenRefusals, siretRefusals } from '../siren.rules.ts';
import { ORGANISATION_KINDS } from '../vocabulary.ts';
import { unknownCodes } from './code.store.ts';
import { type FiledOrganisation, organisationBySiren } from './organisation.store.ts';
import type { OrganisationTable } from './organisation.ts';

/** What can be said of an organisation's identity, by form as by API. A field left out stays, an empty one is cleared. */
export const identityFields = {
  name: shortText.optional(),
  acronym: optionalText,
  kind: z.enum(ORGANISATION_KINDS).optional(),
  /** As typed, with or without spaces. */
  siren: optionalText,
  /** Number of its seat. */
  siret: optionalText,
  legalCategory: optionalText,
  naf: optionalText,
  commune: optionalText,
  /** Two letters; FR when left out. */
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  website: optionalText,
  createdOn: daySchema.nullish(),
  ceasedOn: daySchema.nullish(),
};

export const IDENTITY_REFUSALS = [
  'INVALID_SIREN',
  'INVALID_SIRET',
  'SIREN_TAKEN',
  'SIRET_OF_ANOTHER',
  'SYNTHETIC_SIREN',
  'UNKNOWN_LEGAL_CATEGORY',
  'UNKNOWN_NAF',
  'UNKNOWN_COMMUNE',
  'ENDS_BEFORE_START',
] as const satisfies readonly RefusalCode[];

type IdentityRefusal = (typeof IDENTITY_REFUSALS)[number];
type Identity = { readonly [Field in keyof typeof identityFields]?: z.output<(typeof identityFields)[Field]> } & {
  readonly synthetic?: boolean;
};
type Change = Partial<Omit<OrganisationTable, 'search' | 'recorded_at' | 'updated_at'>>;

const CODE_REFUSAL = {
  legalCategory: 'UNKNOWN_LEGAL_CATEGORY',
  naf: 'UNKNOWN_NAF',
  commune: 'UNKNOWN_COMMUNE',
} as const;

/**
 * Checks what was said of an identity against the numbers' keys (R57), the other organisations and the nomenclatures; gives what to
 * write. `present` is the organisation as it stands, null when it is new.
 */
export async function checkIdentity(
  ctx: Pick<ActionContext<IdentityRefusal>, 'sql' | 'refuse'>,
  given: Identity,
  present: FiledOrganisation | null,
): Promise<{ change: Change; siret: string | null }> {
  const siren = await checkSiren(ctx, given, present);
  const siret = checkSiret(ctx, given, siren === undefined ? (present?.siren ?? null) : siren);
  for (const code of await unknownCodes(ctx.sql, given))
    ctx.refuse(CODE_REFUSAL[code], { field: code, with: { code: given[code]! } });
  const created = given.createdOn === undefined ? present?.created_on : given.createdOn;
  if (created && given.ceasedOn && given.ceasedOn < created)
    ctx.refuse('ENDS_BEFORE_START', { field: 'ceasedOn', with: { day: created } });
  const known = {
    name: given.name,
    acronym: given.acronym,
    kind: given.kind,
    siren: siret?.siren ?? siren,
    legal_category: given.legalCategory,
    naf: given.naf,
    commune: given.commune,
    country: given.country,
    website: given.website,
    created_on: given.createdOn,
    ceased_on: given.ceasedOn,
  };
  return {
    change: Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as Change,
    siret: siret?.siret ?? null,
  };
}

async function checkSiren(
  ctx: Pick<ActionContext<IdentityRefusal>, 'sql' | 'refuse'>,
  { siren: typed, siret, synthetic = false }: Identity,
  present: FiledOrganisation | null,
): Promise<string | null | undefined> {
  const number = typed ?? (siret && !present?.siren ? parsedSirenOf(siret) : undefined);
  if (!number) return typed;
  const check = parseSiren(number);
  if (!check.ok)
    return ctx.refuse('INVALID_SIREN', { field: 'siren', with: { reason: say(sirenRefusals[check.reason]) } });
  if (isSyntheticSiren(check.siren) !== (present?.synthetic ?? synthetic))
    ctx.refuse('SYNTHETIC_SIREN', { field: 'siren' });
  const holder = await organisationBySiren(ctx.sql, check.siren);
  if (holder && holder.id !== present?.id)
    ctx.refuse('SIREN_TAKEN', { field: 'siren', with: { siren: formatSiren(check.siren), name: holder.name } });
  return check.siren;
}

/** A SIRET alone tells the SIREN; a wrong one is refused under its own name. */
const parsedSirenOf = (siret: string): string | undefined => {
  const check = parseSiret(siret);
  return check.ok ? check.siren : undefined;
};

function checkSiret(
  ctx: Pick<ActionContext<IdentityRefusal>, 'refuse'>,
  { siret: typed }: Identity,
  siren: string | null,
): { siret: string; siren: string } | null {
  if (!typed) return null;
  const check = parseSiret(typed);
  if (!check.ok)
    return ctx.refuse('INVALID_SIRET', { field: 'siret', with: { reason: say(siretRefusals[check.reason]) } });
  if (siren !== null && check.siren !== siren)
    ctx.refuse('SIRET_OF_ANOTHER', { field: 'siret', with: { siren: formatSiren(check.siren) } });
  return check;
}
