import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { euros } from '#kit/money.ts';
import { type Day, day } from '#kit/period.ts';
import {
  enterpriseHead,
  enterpriseSizeHistory,
  enterpriseSizeOn,
  enterpriseUnits,
  type GroupLink,
  type GroupRecord,
  type YearlyAccounts,
} from './enterprise-size.rules.ts';

const link = (parent: string, child: string, from = '2005-01-01', to: string | null = null): GroupLink => ({
  parent,
  child,
  from: day(from),
  to: to === null ? null : day(to),
});

/** Accounts closed on 31 December, in millions of euros. */
const accounts = (
  unit: string,
  year: number,
  headcount: number | null,
  revenue: number | null,
  rest: Partial<YearlyAccounts> = {},
) => ({
  unit,
  year,
  closedOn: day(`${year}-12-31`),
  headcount,
  revenue: revenue === null ? null : euros(revenue * 1_000_000),
  balanceSheet: revenue === null ? null : euros(revenue * 1_000_000),
  consolidated: false,
  ...rest,
});

const group = (links: GroupLink[], ...years: YearlyAccounts[]): GroupRecord => ({ links, accounts: years });
const mid2013 = day('2013-06-30');

describe('The enterprise of a legal unit', () => {
  it('A subsidiary of a subsidiary belongs to the enterprise of the head, for the days of the links (R55)', () => {
    const links = [link('holding', 'middle'), link('middle', 'workshop', '2010-01-01', '2012-12-31')];
    expect(enterpriseHead('workshop', links, day('2012-12-31'))).toBe('holding');
    expect(enterpriseHead('workshop', links, day('2013-01-01'))).toBe('workshop');
    expect(enterpriseUnits('middle', links, day('2012-06-30'))).toEqual(['holding', 'middle', 'workshop']);
  });

  it('Links that run in a circle still give one head, and all units of any web of links agree on it (R55)', () => {
    const units = ['a', 'b', 'c', 'd', 'e', 'f'];
    const anyLink = fc.record({
      parent: fc.constantFrom(...units),
      child: fc.constantFrom(...units),
      from: fc.constantFrom(day('2005-01-01'), day('2012-01-01'), day('2014-01-01')),
      to: fc.constantFrom(null, day('2013-03-31'), day('2015-12-31')),
    });
    fc.assert(
      fc.property(fc.array(anyLink, { maxLength: 12 }), (links) => {
        const enterprises = units.map((unit) => enterpriseUnits(unit, links, mid2013));
        for (const [place, unit] of units.entries()) {
          expect(enterprises[place]).toContain(unit);
          expect(enterprises[place]![0]).toBe(enterpriseHead(unit, links, mid2013));
          for (const member of enterprises[place]!) {
            expect(enterprises[units.indexOf(member)]).toEqual(enterprises[place]);
          }
        }
        expect(enterprises.map((enterprise) => enterprise[0])).toEqual(
          units.map((unit) => enterpriseHead(unit, links.toReversed(), mid2013)),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('The size of the enterprise on a day', () => {
  it('A workshop of 30 people in a group of 6,000 is part of a large enterprise (R55)', () => {
    const record = group(
      [link('holding', 'workshop')],
      accounts('workshop', 2012, 30, 4),
      accounts('holding', 2012, 6_000, 900, { consolidated: true }),
    );
    const size = enterpriseSizeOn(mid2013, 'workshop', record);
    expect(size).toMatchObject({
      head: 'holding',
      basis: 'consolidated',
      approximate: false,
      headcount: 6_000,
      caveats: [],
    });
    expect(size.answer.category).toBe('ge');
    expect(enterpriseSizeOn(mid2013, 'workshop', group([], ...record.accounts)).answer.category).toBe('pme');
  });

  it('The last year closed before the day is used, and a year that closes on the day is not (R54)', () => {
    const record = group([], accounts('workshop', 2011, 240, 40), accounts('workshop', 2012, 260, 60));
    const category = (on: string) => enterpriseSizeOn(day(on), 'workshop', record).answer.category;
    expect([category('2012-12-30'), category('2012-12-31'), category('2013-01-01')]).toEqual(['pme', 'pme', 'eti']);
    expect(enterpriseSizeOn(day('2011-12-31'), 'workshop', record)).toMatchObject({
      basis: 'none',
      answer: { category: null },
    });
  });

  it('Without consolidated accounts the units are added up, and the answer says that it is an approximation (R55)', () => {
    const links = [link('head', 'north'), link('head', 'south')];
    const record = group(
      links,
      accounts('head', 2012, 20, 5),
      accounts('north', 2012, 150, 30),
      accounts('south', 2011, 90, 20),
    );
    const size = enterpriseSizeOn(mid2013, 'south', record);
    expect(size).toMatchObject({ basis: 'sum', approximate: true, headcount: 260, revenue: euros(55_000_000) });
    expect(size.answer.category).toBe('eti');
    expect(size.accounts.map(({ unit, year }) => [unit, year])).toEqual([
      ['head', 2012],
      ['north', 2012],
      ['south', 2011],
    ]);
    expect(size.caveats.map((caveat) => caveat.en)).toEqual([
      expect.stringContaining('not consolidated'),
      expect.stringContaining('2012, 2011'),
    ]);
  });

  it('Consolidated accounts of a part of the group stand for all the units of that part', () => {
    const links = [link('head', 'branch'), link('branch', 'leaf'), link('head', 'other')];
    const record = group(
      links,
      accounts('head', 2012, 10, 1),
      accounts('branch', 2012, 100, 30, { consolidated: true }),
      accounts('leaf', 2012, 80, 25),
      accounts('other', 2012, 5, 1),
    );
    expect(enterpriseSizeOn(mid2013, 'leaf', record)).toMatchObject({
      headcount: 115,
      revenue: euros(32_000_000),
      unitsWithoutAccounts: [],
    });
  });

  it('A unit whose accounts are unknown makes the total unknown, unless the others already pass every limit', () => {
    const links = [link('head', 'silent')];
    const small = enterpriseSizeOn(mid2013, 'head', group(links, accounts('head', 2012, 40, 6)));
    expect(small).toMatchObject({ headcount: null, unitsWithoutAccounts: ['silent'], answer: { category: null } });
    const large = enterpriseSizeOn(mid2013, 'silent', group(links, accounts('head', 2012, 5_000, null)));
    expect(large.answer.category).toBe('ge');
  });

  it('A unit that left its group is sized by its own later accounts, not by the consolidated ones of the time when it headed others', () => {
    const record = group(
      [link('former', 'sold', '2005-01-01', '2012-03-31')],
      accounts('former', 2010, 400, 80, { consolidated: true }),
      accounts('former', 2012, 120, 20),
    );
    expect(enterpriseSizeOn(mid2013, 'former', record)).toMatchObject({ basis: 'own', headcount: 120 });
  });
});

describe('The history of a size', () => {
  it('Each closing of accounts and each change of the group opens a line, without gap, the last one still running (R56)', () => {
    const record = group(
      [link('buyer', 'workshop', '2013-04-01')],
      accounts('workshop', 2011, 200, 30),
      accounts('workshop', 2012, 210, 32),
      accounts('buyer', 2012, 5_500, 2_500, { consolidated: true }),
    );
    const history = enterpriseSizeHistory('workshop', record);
    expect(history.map(({ from, to, size }) => [from, to, size.head, size.answer.category])).toEqual([
      ['2012-01-01', '2012-12-31', 'workshop', 'pme'],
      ['2013-01-01', '2013-03-31', 'workshop', 'pme'],
      ['2013-04-01', null, 'buyer', 'ge'],
    ]);
  });

  it('A subsidiary that moves out from under consolidated accounts opens a line: its own are now missing (R55, R56)', () => {
    const record = group(
      [
        link('division', 'plant', '2009-06-01', '2013-03-31'),
        link('head', 'plant', '2009-06-01'),
        link('head', 'division', '2009-06-01'),
      ],
      accounts('division', 2011, 200, 30, { consolidated: true }),
      accounts('head', 2011, 100, 20),
    );
    expect(enterpriseSizeHistory('plant', record).map(({ from, size }) => [from, size.unitsWithoutAccounts])).toEqual([
      ['2012-01-01', []],
      ['2013-04-01', ['plant']],
    ]);
  });

  it('On any day the history says what the size of that day says (R56)', () => {
    const units = ['a', 'b', 'c'];
    const days: Day[] = Array.from({ length: 72 }, (_, place) =>
      day(`${2010 + Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, '0')}-15`),
    );
    const anyAccounts = fc
      .record({
        unit: fc.constantFrom(...units),
        year: fc.integer({ min: 2009, max: 2014 }),
        staff: fc.constantFrom(null, 5, 120, 260, 6_000),
        consolidated: fc.boolean(),
      })
      .map(({ unit, year, staff, consolidated }) => accounts(unit, year, staff, 3, { consolidated }));
    const anyLink = fc
      .record({
        parent: fc.constantFrom(...units),
        child: fc.constantFrom(...units),
        from: fc.constantFrom('2009-06-01', '2012-01-01'),
        to: fc.constantFrom(null, '2013-03-31'),
      })
      .map(({ parent, child, from, to }) => link(parent, child, from, to));
    fc.assert(
      fc.property(
        fc.array(anyLink, { maxLength: 4 }),
        fc.array(anyAccounts, { maxLength: 8 }),
        fc.constantFrom(...days),
        (links, years, on) => {
          const record = group(links, ...years);
          const line = enterpriseSizeHistory('a', record).find(
            ({ from, to }) => from <= on && (to === null || on <= to),
          );
          const size = enterpriseSizeOn(on, 'a', record);
          if (line) expect(line.size.answer).toEqual(size.answer);
          else expect(size.basis).toBe('none');
        },
      ),
      { numRuns: 300 },
    );
  });
});
