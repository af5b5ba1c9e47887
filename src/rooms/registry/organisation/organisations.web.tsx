import { notFound, refusalOf } from '#kit/action.ts';
import { type Cents, decimalText } from '#kit/money.ts';
import { formatDay } from '#kit/say.ts';
import { form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import { inCents } from '#kit/web/typed-money.ts';
import { startOrganisationsImport } from '../import/start-import.action.ts';
import { readsJournal } from '../journal.address.ts';
import { factsAddress } from '../list-address.ts';
import { inBoth, t } from '../registry.sentences.ts';
import { organisationSheet } from '../registry.sheets.ts';
import { everyRow, listInput, listingOf, may, organisationChoice, regionNames } from '../registry.visit.ts';
import { amendOrganisation } from './amend-organisation.action.ts';
import { createOrganisation } from './create-organisation.action.ts';
import { endGroupLink } from './end-group-link.action.ts';
import { linkGroup } from './link-group.action.ts';
import { organisationPage } from './organisation.page.tsx';
import { getOrganisation } from './organisation.query.ts';
import type { OrganisationDetail } from './organisation.ts';
import {
  accountsPage,
  amendOrganisationPage,
  createOrganisationPage,
  endGroupLinkPage,
  linkGroupPage,
} from './organisation-forms.page.tsx';
import { organisationListPage } from './organisation-list.page.tsx';
import { listOrganisations } from './organisation-list.query.ts';
import { recordAccounts } from './record-accounts.action.ts';

const list = page({
  path: '/organisations',
  of: listOrganisations,
  input: (visit) => listInput(listOrganisations, visit),
  also: (visit, data) => regionNames(data.regionVintage, visit),
  view: ({ data, extra, visit }) =>
    organisationListPage({
      list: data,
      listing: listingOf(visit),
      create: may(createOrganisation, visit),
      directory: may(getOrganisation, visit),
      imports: may(startOrganisationsImport, visit),
      regionNames: extra,
    }),
  sheet: async (visit) =>
    organisationSheet(
      await everyRow(listOrganisations, listInput(listOrganisations, visit), visit),
      t().organisation.list.file,
    ),
});

// The pages that send their reader here to record an organisation that they did not find, and that take it back.
const WANTED_BY =
  /^\/(poles\/[a-z0-9-]+\/espace\/[a-z]+\/[a-z]+|organisations\/[a-z0-9-]+\/groupe|projets\/[a-z0-9-]+\/consortium\/ajouter)$/;

const wantedBy = (visit: Visit): string | null => {
  const asked = visit.search.get('pour');
  return asked && WANTED_BY.test(asked) ? asked : null;
};

const create = form({
  path: '/organisations/nouvelle',
  of: createOrganisation,
  load: async (visit) => ({ wantedBy: wantedBy(visit) }),
  values: (): Values => ({ country: 'FR' }),
  body: (body) => body,
  view: createOrganisationPage,
  done({ organisation }, visit) {
    const back = wantedBy(visit);
    const chosen = back?.startsWith('/organisations/') ? 'parent' : 'organisation';
    return {
      to: back
        ? `${back}?${chosen}=${encodeURIComponent(organisation)}`
        : // Before it joins anything, an organisation stands within the reach of national functions only.
          visit.call.actor.grants.some((grant) => grant.scope.kind === 'programme')
          ? `/organisations/${organisation}`
          : factsAddress('/organisations', { member: 'none' }),
      say: inBoth((words) => words.organisation.form.created),
    };
  },
});

/** One organisation; a form about it exists only for those to whom the act is open. */
async function organisationOf(visit: Visit, act: string): Promise<OrganisationDetail> {
  const organisation = await perform(getOrganisation, { organisation: visit.params.organisation! }, visit.call);
  if (!organisation.open.includes(act)) throw notFound();
  return organisation;
}

const show = page({
  path: '/organisations/:organisation',
  of: getOrganisation,
  input: ({ params }) => ({ organisation: params.organisation! }),
  view: ({ data, visit }) => organisationPage({ organisation: data, journal: readsJournal(visit.call.actor) }),
});

const toOrganisation = (say: Parameters<typeof inBoth>[0]) => (output: { organisation: string }) => ({
  to: `/organisations/${output.organisation}`,
  say: inBoth(say),
});

const amend = form({
  path: '/organisations/:organisation/modifier',
  of: amendOrganisation,
  load: (visit) => organisationOf(visit, 'registry.amendOrganisation'),
  values: (organisation): Values => ({
    ...organisation,
    legalCategory: organisation.legalCategory?.code ?? null,
    naf: organisation.naf?.code ?? null,
    commune: organisation.commune?.code ?? null,
  }),
  view: amendOrganisationPage,
  done: toOrganisation((words) => words.organisation.form.saved),
});

const euros = (cents: number | null): string | null =>
  cents === null ? null : decimalText(cents as Cents).replace(/[.]00$/, '');

const accounts = form({
  path: '/organisations/:organisation/comptes',
  of: recordAccounts,
  load: (visit) => organisationOf(visit, 'registry.recordAccounts'),
  // `?annee=2013` fills in what is known of that year, to be corrected.
  values(organisation, visit): Values {
    const year = Number(visit.search.get('annee'));
    const known = organisation.accounts?.find((one) => one.year === year && !one.consolidated);
    return known
      ? { ...known, revenueCents: euros(known.revenueCents), balanceCents: euros(known.balanceCents) }
      : { consolidated: false };
  },
  body: (body, { params }) => ({
    ...body,
    ...params,
    revenueCents: inCents(body.revenueCents),
    balanceCents: inCents(body.balanceCents),
  }),
  view: accountsPage,
  done: toOrganisation((words) => words.organisation.accounts.done),
});

const group = form({
  path: '/organisations/:organisation/groupe',
  of: linkGroup,
  async load(visit) {
    const { q, results, chosen: parent } = await organisationChoice(visit, 'parent');
    return { organisation: await organisationOf(visit, 'registry.linkGroup'), q, results, parent };
  },
  view: linkGroupPage,
  done: toOrganisation((words) => words.organisation.group.done),
});

const endLink = form({
  path: '/organisations/:organisation/groupe/:link/fin',
  of: endGroupLink,
  async load(visit) {
    const organisation = await organisationOf(visit, 'registry.endGroupLink');
    const link = organisation.parents.find((one) => one.id === visit.params.link);
    if (!link) throw notFound();
    if (link.to !== null) throw refusalOf(endGroupLink, 'LINK_ENDED', { with: { day: formatDay(link.to) } });
    return { organisation, link };
  },
  view: endGroupLinkPage,
  done: toOrganisation((words) => words.organisation.group.ended),
});

export const organisationRoutes: Route[] = [list, create, show, amend, accounts, group, endLink];
