import { expect, it } from 'vitest';
import { speaking } from '#kit/say.ts';
import { NO_ANSWER } from '../return.ts';
import { receiptDocument } from './receipt.document.ts';

it('a receipt prints every figure as it was submitted, zero, not applicable and not known apart, with its reason (principle 5)', () => {
  const figure = (label: string, answer: object, more: object = {}) => ({
    ...NO_ANSWER,
    key: label,
    label: { fr: label, en: label },
    unit: { fr: 'projets', en: 'projects' },
    measure: 'count' as const,
    ...{ comment: '', reasonCode: null, reasonText: '' },
    ...answer,
    ...more,
  });
  const layout = speaking('fr', () =>
    receiptDocument({
      ...{ receipt: '2014-minalogic-1-AB12', cluster: 'Minalogic', year: 2014, at: new Date('2015-03-02T08:00:00Z') },
      ...{ by: 'Ada Fictive', approver: 'Ada Fictive, Présidente', digest: 'f'.repeat(64), told: [], narrative: '' },
      figures: [
        figure('Zéro', { state: 'known', value: 0 }),
        figure('Sans objet', { state: 'not-applicable' }),
        figure('Plus tard', { state: 'not-known', notBefore: '2015-09-01' }),
        figure('Peu', { state: 'known', value: 1 }, { reasonCode: 'calendar-slipped', comment: 'Un an de plus.' }),
      ],
      synthetic: false,
    }),
  );
  const table = layout.blocks.find((block) => block.kind === 'table');
  expect(table).toMatchObject({
    rows: [
      { cells: ['Zéro', '0 projet', ''] },
      { cells: ['Sans objet', 'sans objet', ''] },
      { cells: ['Plus tard', 'pas encore connu avant le 01/09/2015', ''] },
      { cells: ['Peu', '1 projet', 'Calendrier glissé d’une année · Un an de plus.'] },
    ],
  });
});
