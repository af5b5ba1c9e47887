import { FEWEST_FIRMS } from '../../secrecy/secrecy.ts';
import type { Additionality } from '../additionality/additionality.ts';
import { type ReportSection, table, text } from './section.ts';
import type { Setting } from './sections.ts';

const EQUALITIES = ['rd', 'aid', 'own', 'joint'] as const;

/** R&D, aid and own-financed R&D together, the leverage ratio with its interval, and the same by level with a test of equality. */
export function additionalitySection({ parts: { additionality: found }, language, numbers }: Setting): ReportSection[] {
  if (!found) return [];
  const words = {
    fr: {
      title: 'L’aide s’ajoute-t-elle à l’effort privé\u202f?',
      header: ['', 'Effet moyen', 'Intervalle', 'Total'],
      rd: 'R&D totale',
      aid: 'Aide publique reçue',
      own: 'R&D autofinancée',
      levels: [
        'Traitées',
        'R&D totale',
        'Aide publique reçue',
        'R&D autofinancée',
        'Intervalle',
        'R&D par euro d’aide',
      ],
      equal: 'Égalité des effets d’une classe à l’autre\u202f: ',
      tests: { rd: 'R&D totale', aid: 'aide publique reçue', own: 'R&D autofinancée', joint: 'les trois ensemble' },
      totals: 'Total des classes publiées',
      secret: `Non publié\u202f: secret statistique, moins de ${FEWEST_FIRMS} entreprises traitées.`,
    },
    en: {
      title: 'Does aid add to private effort?',
      header: ['', 'Average effect', 'Interval', 'Total'],
      rd: 'Total R&D',
      aid: 'Public aid received',
      own: 'Own-financed R&D',
      levels: ['Treated', 'Total R&D', 'Public aid received', 'Own-financed R&D', 'Interval', 'R&D per euro of aid'],
      equal: 'Equality of effects across classes: ',
      tests: { rd: 'total R&D', aid: 'public aid received', own: 'own-financed R&D', joint: 'all three together' },
      totals: 'Total of the classes published',
      secret: `Not published: statistical secrecy, fewer than ${FEWEST_FIRMS} treated firms.`,
    },
  }[language];
  if (found.treated < FEWEST_FIRMS) return [{ title: words.title, blocks: [text(words.secret)] }];
  const rows = (['rd', 'aid', 'own'] as const).map((name) => {
    const { att, low, high, total } = found[name];
    return [words[name], numbers.effect(att), numbers.range(low, high), numbers.effect(total.value)];
  });
  const level = (one: Additionality & { readonly level: string }): string[] => [
    one.level,
    numbers.count(one.treated),
    ...[one.rd.att, one.aid.att, one.own.att].map(numbers.effect),
    numbers.range(one.own.low, one.own.high),
    numbers.effect(one.leverage.ratio),
  ];
  const { by } = found;
  const tests = EQUALITIES.flatMap((name) => {
    const test = by?.equality[name];
    return test ? [`${words.tests[name]} ${numbers.probability(test.p)}`] : [];
  });
  const totals = (['rd', 'aid', 'own'] as const).flatMap((name) => {
    const total = by?.total[name];
    return total ? [[words[name], numbers.effect(total.value), numbers.range(total.low, total.high)]] : [];
  });
  return [
    {
      title: words.title,
      blocks: [
        text(`${found.sentence[language]} ${found.leverage.sentence[language]}`),
        table(words.title, words.header, rows),
        ...(by && by.levels.length > 0
          ? [
              table(by.factor, [by.factor, ...words.levels], by.levels.map(level)),
              table(words.totals, ['', words.header[3]!, words.header[2]!], totals),
            ]
          : []),
        ...(tests.length > 0 ? [text(`${words.equal}${tests.join(', ')}.`)] : []),
      ],
    },
  ];
}
