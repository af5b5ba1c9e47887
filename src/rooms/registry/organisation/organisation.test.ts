import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Grant } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import { addDays, type Day, day } from '#kit/period.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { enterpriseHead } from '../enterprise-size.rules.ts';
import { builders, callBy, someone } from '../registry.fixture.ts';
import { partlyFurnished, refusalOf } from '../registry.testing.ts';
import { syntheticSiren } from '../siren.rules.ts';
import { SME_HEADCOUNT_LIMIT } from '../size-category.rules.ts';
import { amendOrganisation } from './amend-organisation.action.ts';
import { createOrganisation } from './create-organisation.action.ts';
import { endGroupLink } from './end-group-link.action.ts';
import { closesCircle } from './group.rules.ts';
import { linkGroup } from './link-group.action.ts';
import { getOrganisation } from './organisation.query.ts';
import { listOrganisations } from './organisation-list.query.ts';
import { recordAccounts } from './record-accounts.action.ts';

const MINALOGIC_DIRECTOR = someone({ role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' } });

describe.each(eachStore)('Organisations, on the $name store', ({ open }) => {
  let services: Services;
  const call = () => callBy(services);
  const build = () => builders(services);
  const read = (organisation: string, on?: string) => perform(getOrganisation, { organisation, on }, call());
  const categoryOn = async (organisation: string, on: string) =>
    (await read(organisation, on)).size.onDay?.category ?? null;

  beforeAll(async () => {
    services = await partlyFurnished(open);
  });

  describe('Identity', () => {
    const create = (identity: object) =>
      perform(createOrganisation, { name: 'Essai', kind: 'firm', ...identity }, callBy(services, MINALOGIC_DIRECTOR));

    it('A SIREN is read with its spaces, checked by its key, and belongs to one organisation (R57)', async () => {
      const { organisation } = await create({ siren: '443 061 841' });
      expect(await read(organisation)).toMatchObject({ siren: '443061841', synthetic: false });
      expect(await refusalOf(create({ siren: '443061842' }))).toMatchObject({ code: 'INVALID_SIREN', field: 'siren' });
      expect(await refusalOf(create({ siren: '443061841' }))).toMatchObject({
        code: 'SIREN_TAKEN',
        message: expect.stringContaining('443\u202f061\u202f841 est déjà celui de Essai'),
      });
    });

    it('A SIRET alone tells the SIREN, and another one’s SIRET is refused (R57)', async () => {
      const { organisation } = await create({ siret: '732 829 320 00074' });
      expect(await read(organisation)).toMatchObject({
        siren: '732829320',
        establishments: [{ siret: '73282932000074', isSeat: true }],
      });
      expect(
        await refusalOf(perform(amendOrganisation, { organisation, siret: '49477985300022' }, call())),
      ).toMatchObject({ code: 'SIRET_OF_ANOTHER', field: 'siret' });
    });

    it('Invented and real organisations never share a range of numbers, and only the demonstration invents', async () => {
      expect(await refusalOf(create({ siren: syntheticSiren(7) }))).toMatchObject({ code: 'SYNTHETIC_SIREN' });
      expect(await refusalOf(create({ synthetic: true }))).toMatchObject({ code: 'SYNTHETIC_RESERVED' });
      const real = perform(
        createOrganisation,
        { name: 'Essai', kind: 'firm', siren: '356000000', synthetic: true },
        call(),
      );
      expect(await refusalOf(real)).toMatchObject({ code: 'SYNTHETIC_SIREN' });
    });

    it('A code that no nomenclature has is refused beside its field', async () => {
      expect(await refusalOf(create({ naf: '99.99Q' }))).toMatchObject({ code: 'UNKNOWN_NAF', field: 'naf' });
      expect(await refusalOf(create({ commune: '00000' }))).toMatchObject({
        code: 'UNKNOWN_COMMUNE',
        field: 'commune',
      });
      expect(await refusalOf(create({ legalCategory: '1234' }))).toMatchObject({ field: 'legalCategory' });
    });

    it('A correction changes what it names, clears what is empty, and leaves the rest', async () => {
      const organisation = await build().an.organisation('Nom fautif').in('38185').save();
      await perform(amendOrganisation, { organisation, name: 'Nom juste', acronym: 'NJ' }, call());
      expect(await read(organisation)).toMatchObject({
        name: 'Nom juste',
        acronym: 'NJ',
        commune: { name: 'Grenoble' },
      });
      await perform(amendOrganisation, { organisation, acronym: null }, call());
      const after = await read(organisation, '2016-01-01');
      expect(after).toMatchObject({
        name: 'Nom juste',
        acronym: null,
        region: { code: '84' },
        departement: { code: '38' },
      });
    });
  });

  describe('Size', () => {
    it('The category holds from the day after the accounts close, keeps its history, and says why (R54, R56)', async () => {
      const organisation = await build()
        .an.organisation()
        .withAccounts(2012, SME_HEADCOUNT_LIMIT - 1, 60_000_000, 40_000_000)
        .withAccounts(2013, SME_HEADCOUNT_LIMIT, 60_000_000, 40_000_000)
        .save();
      expect(await categoryOn(organisation, '2012-12-31')).toBe(null);
      expect(await categoryOn(organisation, '2013-01-01')).toBe('pme');
      expect(await categoryOn(organisation, '2013-12-31')).toBe('pme');
      expect(await categoryOn(organisation, '2014-01-01')).toBe('eti');
      const { size } = await read(organisation, '2014-09-15');
      expect(size.history.map(({ category, from, to, year }) => [category, from, to, year])).toEqual([
        ['eti', '2014-01-01', null, 2013],
        ['pme', '2013-01-01', '2013-12-31', 2012],
      ]);
      expect(size.explanation.fr).toContain('250 unités de travail annuel');
      expect(size.years.map(({ year }) => year)).toEqual([2013, 2012]);
    });

    it('The three examples of the décret: 200 staff SME by its balance, 240 staff ETI, 5,200 staff large whatever the money (R58)', async () => {
      const sme = await build().an.organisation().withAccounts(2013, 200, 60_000_000, 40_000_000).save();
      const eti = await build().an.organisation().withAccounts(2013, 240, 60_000_000, 45_000_000).save();
      const large = await build().an.organisation().save();
      await perform(recordAccounts, { organisation: large, year: 2013, headcount: 5_200 }, call());
      expect(await Promise.all([sme, eti, large].map((one) => categoryOn(one, '2014-09-15')))).toEqual([
        'pme',
        'eti',
        'ge',
      ]);
    });

    it('A subsidiary has the size of its enterprise while the link lasts, and its own after (R55, R56)', async () => {
      const head = await build()
        .an.organisation('Tête fictive')
        .withAccounts(2012, 6_000, 2_000_000_000, 3_000_000_000)
        .save();
      const child = await build()
        .an.organisation('Filiale fictive')
        .withAccounts(2012, 40, 5_000_000, 5_000_000)
        .save();
      const { link } = await perform(linkGroup, { organisation: child, parent: head, from: '2013-07-01' }, call());
      expect(await categoryOn(child, '2013-06-30')).toBe('pme');
      expect(await categoryOn(child, '2013-07-01')).toBe('ge');
      expect(await read(child, '2013-07-01')).toMatchObject({ enterpriseHead: { name: 'Tête fictive' } });
      await perform(endGroupLink, { organisation: child, link, to: '2014-03-31', reason: 'Cession fictive' }, call());
      expect(await categoryOn(child, '2014-03-31')).toBe('ge');
      expect(await categoryOn(child, '2014-04-01')).toBe('pme');
      expect(await categoryOn(head, '2014-04-01')).toBe('ge');
    });

    it('Consolidated accounts of the head decide for the whole enterprise (R55)', async () => {
      const head = await build().an.organisation().withAccounts(2012, 10, 1_000_000, 1_000_000).save();
      const child = await build().an.organisation().withAccounts(2012, 10, 1_000_000, 1_000_000).save();
      await perform(linkGroup, { organisation: child, parent: head, from: '2012-01-01' }, call());
      expect((await read(child, '2013-06-30')).size.onDay).toMatchObject({ category: 'pme', approximate: true });
      const consolidated = { organisation: head, year: 2012, consolidated: true };
      await perform(recordAccounts, { ...consolidated, headcount: 300, revenueCents: 6e9, balanceCents: 6e9 }, call());
      expect((await read(child, '2013-06-30')).size.onDay).toMatchObject({ category: 'eti', approximate: false });
    });

    it('Accounts are those of a closed year, with one figure at least; unknown is not zero', async () => {
      const organisation = await build().an.organisation().save();
      const enter = (accounts: object) => perform(recordAccounts, { organisation, year: 2014, ...accounts }, call());
      expect(await refusalOf(enter({ headcount: 3 }))).toMatchObject({ code: 'YEAR_NOT_CLOSED', field: 'closedOn' });
      expect(await refusalOf(enter({ closedOn: '2014-06-30' }))).toMatchObject({ code: 'NOTHING_KNOWN' });
      expect(await refusalOf(enter({ closedOn: '2012-06-30', headcount: 3 }))).toMatchObject({
        code: 'CLOSED_IN_ANOTHER_YEAR',
      });
      await enter({ closedOn: '2014-06-30', headcount: 3, revenueCents: 0 });
      const { accounts, size } = await read(organisation, '2014-09-15');
      expect(accounts).toMatchObject([{ headcount: 3, revenueCents: 0, balanceCents: null }]);
      expect(size.onDay?.category).toBe('micro');
    });
  });

  describe('Groups', () => {
    it('One parent at a time, and no circle, even through others', async () => {
      const [a, b, c] = [
        await build().an.organisation().save(),
        await build().an.organisation().save(),
        await build().an.organisation().save(),
      ];
      const link = (organisation: string, parent: string, from: string, to?: string) =>
        perform(linkGroup, { organisation, parent, from, to }, call());
      await link(b, a, '2013-01-01', '2013-12-31');
      expect(await refusalOf(link(b, c, '2013-12-31'))).toMatchObject({ code: 'GROUP_PARENT_EXISTS' });
      await link(b, c, '2014-01-01');
      await link(c, a, '2014-01-01');
      expect(await refusalOf(link(a, b, '2014-06-01'))).toMatchObject({ code: 'GROUP_CIRCLE', field: 'parent' });
      // The same link, in days when the chain does not hold.
      await link(a, b, '2012-01-01', '2012-12-31');
    });

    it('A link is accepted exactly when no day has a circle, whatever the links (R55)', () => {
      const units = ['a', 'b', 'c', 'd'];
      const anyLink = fc
        .record({
          parent: fc.constantFrom(...units),
          child: fc.constantFrom(...units),
          from: fc.nat(20),
          length: fc.option(fc.nat(8)),
        })
        .filter(({ parent, child }) => parent !== child)
        .map(({ parent, child, from, length }) => ({
          parent,
          child,
          from: addDays(day('2013-01-01'), from),
          to: length === null ? null : addDays(day('2013-01-01'), from + length),
        }));
      const circleOn = (links: readonly { parent: string; child: string; from: Day; to: Day | null }[], on: Day) =>
        units.some((unit) => {
          const held = links.filter((one) => one.from <= on && (one.to === null || on <= one.to));
          const head = enterpriseHead(unit, held, on);
          return held.some((one) => one.child === head);
        });
      fc.assert(
        fc.property(fc.array(anyLink, { maxLength: 6 }), anyLink, (links, link) => {
          // One parent a day, as the registry keeps it.
          const kept: (typeof links)[number][] = [];
          for (const one of links) {
            const clash = kept.some((other) => other.child === one.child);
            if (!clash && !closesCircle(kept, one)) kept.push(one);
          }
          fc.pre(!kept.some((other) => other.child === link.child));
          const days = Array.from({ length: 32 }, (_, place) => addDays(day('2013-01-01'), place));
          expect(closesCircle(kept, link)).toBe(days.some((on) => circleOn([...kept, link], on)));
        }),
      );
    });
  });

  describe('Who sees what', () => {
    it('The public list holds the members of the day only; those who keep clusters also find the others', async () => {
      const outside = await build().an.organisation('Inconnue Hors Pôle').save();
      const member = await build().an.organisation('Membre Hors Paire').save();
      await build().a.membership().in('minalogic').of(member).during('2013-01-01', '2014-06-30').save();
      const names = async (who: ReturnType<typeof call>, on: string) =>
        (await perform(listOrganisations, { q: 'hors', member: 'any', on }, who)).rows.map(({ name, reachable }) => [
          name,
          reachable,
        ]);
      const stranger = callBy(services, { kind: 'stranger', id: 'stranger', name: '', grants: [] });
      expect(await names(stranger, '2014-06-30')).toEqual([['Membre Hors Paire', false]]);
      expect(await names(stranger, '2014-07-01')).toEqual([]);
      expect(await names(callBy(services, MINALOGIC_DIRECTOR), '2014-07-01')).toEqual([
        ['Inconnue Hors Pôle', false],
        ['Membre Hors Paire', true],
      ]);
      const open = (organisation: string, who = MINALOGIC_DIRECTOR) =>
        perform(getOrganisation, { organisation }, callBy(services, who));
      expect((await open(member)).name).toBe('Membre Hors Paire');
      expect(await refusalOf(open(outside))).toMatchObject({ code: 'NOT_FOUND' });
    });

    it('Accounts are read by the organisation, its clusters, the State and the region, not by the métropole', async () => {
      const organisation = await build()
        .an.organisation()
        .in('38185')
        .withAccounts(2013, 12, 1_000_000, 500_000)
        .save();
      await build().a.membership().in('axelera').of(organisation).save();
      const accountsFor = async (...grants: readonly Grant[]) =>
        (await perform(getOrganisation, { organisation }, callBy(services, someone(...grants)))).accounts;
      expect(
        await accountsFor({ role: 'organisation-member', scope: { kind: 'organisation', id: organisation } }),
      ).toHaveLength(1);
      expect(await accountsFor({ role: 'region-officer', scope: { kind: 'region', id: '82@2013' } })).toHaveLength(1);
      expect(await accountsFor({ role: 'region-officer', scope: { kind: 'region', id: '84@2016' } })).toHaveLength(1);
      expect(await accountsFor({ role: 'auditor', scope: { kind: 'programme' } })).toHaveLength(1);
      const officer = { role: 'metropole-officer', scope: { kind: 'metropole', id: '200040715' } } as const;
      expect(await accountsFor(officer)).toBe(null);
    });
  });
});
