import { FEWEST_FIRMS } from '../../secrecy/secrecy.ts';
import type { Additionality } from '../additionality/additionality.ts';
import { type ReportSection, table, text } from './section.ts';
import type { Setting } from './sections.ts';

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
      equal: 'Égalité des effets sur la R&D autofinancée\u202f: p = ',
      secret: `Non publié\u202f: secret statistique, moins de ${FEWEST_FIRMS} entreprises traitées.`,
    },
    en: {
      title: 'Does aid add to private effort?',
      header: ['', 'Average effect', 'Interval', 'Total'],
      rd: 'Total R&D',
      aid: 'Public aid received',
      own: 'Own-financed R&D',
      levels: ['Treated', 'Total R&D', 'Public aid received', 'Own-financed R&D', 'Interval', 'R&D per euro of aid'],
      equal: 'Equality of effects on own-financed R&D: p = ',
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
  const equality = found.by?.equality.own;
  return [
    {
      title: words.title,
      blocks: [
        text(`${found.sentence[language]} ${found.leverage.sentence[language]}`),
        table(words.title, words.header, rows),
        ...(found.by ? [table(found.by.factor, [found.by.factor, ...words.levels], found.by.levels.map(level))] : []),
        ...(equality ? [text(words.equal + numbers.probability(equality.p))] : []),
      ],
    },
  ];
}
