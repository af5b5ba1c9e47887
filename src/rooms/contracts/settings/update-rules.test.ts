import { beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { callBy, partlyFurnished, refusalOf, someone } from '#rooms/registry';
import { PHASE_3_RULES } from './contract-rules.ts';
import { getRules } from './rules.query.ts';
import { updateRules } from './update-rules.action.ts';

describe.each(eachStore)('The rules of the programme on its contracts, on the $name store', ({ open }) => {
  let services: Services;
  const reason = 'Décision d’essai';
  const change = (rules: object, revision: number) =>
    perform(updateRules, { rules: { ...PHASE_3_RULES, ...rules }, revision, reason }, callBy(services));

  beforeAll(async () => {
    services = await partlyFurnished(open);
  });

  it('Everyone reads them, only the administrator changes them, with a reason and the values before and after', async () => {
    const stranger = callBy(services, { kind: 'stranger', id: 'stranger', name: '', grants: [] });
    expect(await perform(getRules, {}, stranger)).toMatchObject({ revision: 0, open: false, rules: PHASE_3_RULES });
    const officer = callBy(services, someone({ role: 'state-officer', scope: { kind: 'programme' } }));
    expect(await refusalOf(perform(updateRules, { rules: PHASE_3_RULES, revision: 0, reason }, officer))).toMatchObject(
      { code: 'NOT_YOUR_FUNCTION' },
    );
    await change({ answerDays: 45 }, 0);
    expect(await perform(getRules, {}, stranger)).toMatchObject({ revision: 1, rules: { answerDays: 45 } });
    const { rows } = await services.store.query<{ reason: string; before: object; after: object }>(
      `select reason, before, after from kit.journal where action = 'contracts.updateRules'`,
    );
    expect(rows).toMatchObject([{ reason, before: { answerDays: 60 }, after: { answerDays: 45 } }]);
  });

  it.each([
    ['a term before the start', { endsOn: '2012-12-31' }, 'TERM_BEFORE_START', 'rules.endsOn'],
    ['a signature due after the term', { signatureDueOn: '2019-01-01' }, 'DUE_OUTSIDE_TERM', 'rules.signatureDueOn'],
    [
      'a path for a year outside the phase (R30)',
      { publicSharePath: { 2019: 50 } },
      'PATH_OUTSIDE_TERM',
      'rules.publicSharePath.2019',
    ],
    ['nothing new', { answerDays: 45 }, 'NOTHING_CHANGED', null],
  ])('Rules with %s are refused', async (_, rules, code, field) => {
    expect(await refusalOf(change(rules, 1))).toMatchObject({ code, field });
  });

  it('Two people who read the same rules do not overwrite each other', async () => {
    await change({ answerDays: 45, cniDays: 30 }, 1);
    expect(await refusalOf(change({ answerDays: 30 }, 1))).toMatchObject({ code: 'RULES_CHANGED' });
    expect((await perform(getRules, {}, callBy(services))).rules).toMatchObject({ answerDays: 45, cniDays: 30 });
  });
});
