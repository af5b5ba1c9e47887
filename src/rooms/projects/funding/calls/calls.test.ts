import { beforeAll, describe, expect, it } from 'vitest';
import { STRANGER } from '#kit/actor.ts';
import { fixedClock } from '#kit/clock.ts';
import type { Services } from '#kit/context.ts';
import { day } from '#kit/period.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { callBy, partlyFurnished, refusalOf, someone } from '#rooms/registry';
import { computeFreeAid } from '../calculator/free-aid.query.ts';
import { loadFundingReference } from '../funding-reference.load.ts';
import { callOf } from '../funding-window.ts';
import { addCall } from './add-call.action.ts';
import { callStateOn, daysLeft, FUI_CALLS_A_YEAR, fuiCallsByYear } from './call-calendar.rules.ts';
import { listCalls } from './call-list.query.ts';

describe('The calendar of calls', () => {
  it.each([
    ['on its closing day', '2015-12-08', 'unknown', 0],
    ['the day after', '2015-12-09', 'closed', null],
    ['a week before', '2015-12-01', 'unknown', 7],
  ] as const)('FUI 21, whose opening day nobody knows, %s', async (_label, on, state, left) => {
    const call = callOf(await loadFundingReference(), 'fui-21');
    expect([callStateOn(call, day(on)), daysLeft(call, day(on))]).toEqual([state, left]);
  });

  it('Two FUI calls of a year are found, one asks for a check (R117)', async () => {
    const { calls } = await loadFundingReference();
    const fui21 = callOf({ windows: [], calls, ruleSets: [], schemes: [] }, 'fui-21');
    const two = [fui21, { ...fui21, id: 'fui-20', closes: day('2015-05-05') }];
    expect(two).toHaveLength(FUI_CALLS_A_YEAR);
    const of2015 = (of: typeof two) => fuiCallsByYear(of).find(({ year }) => year === 2015);
    expect(of2015(two)).toMatchObject({ calls: ['fui-21', 'fui-20'], finding: 'met' });
    expect(of2015([fui21])).toMatchObject({ calls: ['fui-21'], finding: 'to-check' });
  });
});

const administrator = someone({ role: 'administrator', scope: { kind: 'programme' } });
const FUI_20 = {
  call: 'fui-20',
  window: 'fui',
  nameFr: 'FUI, 20e appel',
  nameEn: 'FUI, call 20',
  opens: '2015-03-02',
  closes: '2015-05-05',
  ruleSet: 'fui',
  scheme: 'FUI AAP18-21',
  launchToYears: 3,
  source: 'Cahier des charges fictif',
  certainty: 'official' as const,
};

describe.each(eachStore)('Calls that the programme adds, on the $name store', ({ open }) => {
  let services: Services;
  const on = (at: string, actor = administrator) =>
    callBy({ ...services, clock: fixedClock(`${at}T10:00:00Z`) }, actor);
  beforeAll(async () => {
    services = await partlyFurnished(open);
  });

  it('A call added on screen is in the calendar at once, with its rules and their source, and gives its rates', async () => {
    await perform(addCall, FUI_20, on('2015-03-10'));
    const { rows } = await perform(listCalls, { state: 'open' }, callBy(on('2015-03-10').services, STRANGER));
    expect(rows).toMatchObject([{ id: 'fui-20', added: true, state: 'open', daysLeft: 56 }]);
    expect(rows[0]!.rules.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['R66', 'R67', 'R70', 'R73', 'R76']));
    expect(rows[0]!.rules.find(({ rule }) => rule === 'R73')).toMatchObject({ source: 'Cahier des charges fictif' });
    const partner = { name: 'Alpha', size: 'small' as const, inTerritory: true, costs: { industrial: 60_000_000 } };
    const answer = await perform(
      computeFreeAid,
      { call: 'fui-20', decisionOn: '2015-07-01', partners: [partner] },
      callBy(services, STRANGER),
    );
    expect(answer.partners[0]).toMatchObject({ rates: [45], aid: { cents: 27_000_000 } });
  });

  it.each([
    ['an identifier that is taken', { call: 'fui-21' }, 'CALL_EXISTS', 'call'],
    ['a window that does not exist', { window: 'loterie' }, 'WINDOW_UNKNOWN', 'window'],
    ['a day that is missing without a word about it', { closes: null }, 'DATES_MISSING', 'datesFr'],
    ['a closing before its opening', { closes: '2015-03-01' }, 'ENDS_REVERSED', 'closes'],
    ['rates that no table holds', { scheme: 'RGEC 2014 – Recherche industrielle' }, 'NOT_IN_REFERENCE', 'scheme'],
    ['shared rules that nobody wrote', { ruleSet: 'loterie' }, 'NOT_IN_REFERENCE', 'ruleSet'],
    ['no source', { source: '' }, 'INVALID_INPUT', 'source'],
  ] as const)(
    'A call with %s is refused beside its field, and nothing is added',
    async (_label, change, code, field) => {
      const before = await perform(listCalls, {}, on('2015-03-10'));
      const input = { ...FUI_20, call: 'fui-22', ...change };
      expect(await refusalOf(perform(addCall, input, on('2015-03-10')))).toMatchObject({ code, field });
      expect((await perform(listCalls, {}, on('2015-03-10'))).rows).toHaveLength(before.rows.length);
    },
  );

  it('The worked example holds for whoever types it: a small firm, industrial research, collaboration, 80 % and not 85 (R92)', async () => {
    const { partners } = await perform(
      computeFreeAid,
      {
        call: 'fui-25',
        decisionOn: '2018-06-01',
        partners: [
          { name: 'Petite', size: 'small', inTerritory: true, costs: { industrial: 100_000_000 } },
          { name: 'Labo', kind: 'laboratory', costs: { industrial: 20_000_000 }, freeToPublish: true },
        ],
      },
      callBy(services, STRANGER),
    );
    expect(partners[0]!.categories).toMatchObject([{ intensityPercent: { least: 80, most: 80 } }]);
    expect(partners[0]!.lines.find(({ rule }) => rule === 'R92')!.fr).toContain('ramené au plafond −\u202f5');
  });
});
