import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { contains } from '#kit/period.ts';
import type { Say } from '#kit/say.ts';
import { enterpriseSizeOn } from '../enterprise-size.rules.ts';
import { openHere, organisationPlace, reaches } from '../place.ts';
import { speakingDay } from '../programme/programme.store.ts';
import { ACCOUNT_READERS, ORGANISATION_READERS } from '../registry.roles.ts';
import { onDay } from '../registry.schemas.ts';
import { regionVintageOn } from '../territory.rules.ts';
import { type FiledGroup, groupRecord, linkedOrganisations, namesOf } from './group.store.ts';
import { ORGANISATION_ACTS } from './organisation.acts.ts';
import { organisationFile } from './organisation.store.ts';
import { organisationDetail, organisationId } from './organisation.ts';
import { sizeHistory } from './size.store.ts';

/** One organisation: identity, the years that explain its size (R56), its group (R55), its membership spells. */
export const getOrganisation = defineQuery({
  name: 'registry.getOrganisation',
  title: { fr: 'Lire une organisation', en: 'Read an organisation' },
  path: '/organisations/{organisation}',
  permission: { who: ORGANISATION_READERS, where: (sql, { organisation }) => organisationPlace(sql, organisation) },
  input: z.object({ organisation: organisationId, on: onDay }),
  output: organisationDetail,
  async run({ sql, actor, today }, { organisation: id, on: asked }) {
    const on = await speakingDay(sql, asked, today);
    const vintage = regionVintageOn(on);
    const file = await organisationFile(sql, id, vintage);
    const place = await organisationPlace(sql, id);
    if (!file || !place) throw notFound();
    const linked = await linkedOrganisations(sql, [id]);
    const group = { ...(await groupRecord(sql, linked)), names: await namesOf(sql, linked) };
    const history = await sizeHistory(sql, id);
    const size = enterpriseSizeOn(on, id, group);
    const mayReadAccounts = reaches(actor, ACCOUNT_READERS, place);
    const own = group.accounts.filter((accounts) => accounts.unit === id);
    return {
      on,
      id,
      name: file.name,
      acronym: file.acronym,
      siren: file.siren,
      kind: file.kind,
      legalCategory: codeAndName(file.legal_category, file.legalCategoryName),
      naf: codeAndName(file.naf, file.nafName),
      commune: codeAndName(file.commune, file.communeName),
      departement: codeAndName(file.departementCode, file.departementName),
      region: codeAndName(file.regionCode, file.regionName),
      regionVintage: vintage,
      country: file.country,
      website: file.website,
      createdOn: file.created_on,
      ceasedOn: file.ceased_on,
      headcountBand: codeAndName(file.headcount_band, file.bandName),
      inseeCategory: file.insee_category && { category: file.insee_category, year: file.insee_category_year },
      synthetic: file.synthetic,
      source: file.source,
      updatedAt: file.updated_at,
      establishments: [...file.establishments],
      enterpriseHead: size.head === id ? null : { id: size.head, name: group.names.get(size.head) ?? size.head },
      parents: linksOf(group, id, 'child'),
      children: linksOf(group, id, 'parent'),
      size: {
        onDay: history.find((spell) => contains(spell, on)) ?? null,
        history,
        explanation: mayReadAccounts ? inOneSentence([...size.answer.why, ...size.caveats]) : RESERVED,
        years: mayReadAccounts
          ? group.accounts.map((one) => ({ ...accountsOf(one), organisation: named(group, one.unit) }))
          : [],
      },
      accounts: mayReadAccounts ? own.map(accountsOf) : null,
      memberships: [...file.memberships],
      open: openHere(actor, ORGANISATION_ACTS, place),
    };
  },
});

const RESERVED: Say = {
  fr: 'Les comptes sont réservés à l’organisation, aux équipes de ses pôles, à l’État et à la région.',
  en: 'The accounts are reserved to the organisation, the teams of its clusters, the State and the region.',
};

const inOneSentence = (sentences: readonly Say[]): Say => ({
  fr: sentences.map((one) => one.fr).join(' '),
  en: sentences.map((one) => one.en).join(' '),
});

const codeAndName = (code: string | null, name: string | null) => (code === null ? null : { code, name });

type NamedGroup = FiledGroup & { readonly names: ReadonlyMap<string, string> };

const named = (group: NamedGroup, id: string) => ({ id, name: group.names.get(id) ?? id });

const accountsOf = (one: FiledGroup['accounts'][number]) => ({
  year: one.year,
  closedOn: one.closedOn,
  headcount: one.headcount,
  revenueCents: one.revenue,
  balanceCents: one.balanceSheet,
  consolidated: one.consolidated,
  source: one.source,
});

/** Links where the organisation stands at one end, the other end named, the newest first. */
const linksOf = (group: NamedGroup, id: string, end: 'parent' | 'child') =>
  group.links
    .filter((link) => link[end] === id)
    .map((link) => ({
      id: link.id,
      organisation: named(group, end === 'child' ? link.parent : link.child),
      from: link.from,
      to: link.to,
      source: link.source,
    }))
    .toReversed();
