import { FEWEST_FIRMS } from '../../secrecy/secrecy.ts';
import { BALANCED_BELOW } from '../matching/warnings.ts';
import { plural } from '../sentence.ts';
import { balancePlot } from './plots.ts';
import { type ReportBlock, type ReportSection, table, text } from './section.ts';
import type { Setting } from './sections.ts';

/** How alike treated and controls were before treatment, and after matching where units were matched. */
export function balanceSection({ parts, language, numbers }: Setting): ReportSection[] {
  const { balance } = parts;
  if (!balance) return [];
  const rows = balance.before
    .filter(({ name }) => name !== 'distance')
    .map((row) => {
      const after = balance.after?.find(({ name }) => name === row.name) ?? null;
      return {
        row,
        after,
        name: row.name,
        difference: {
          before: Math.abs(row.standardisedDifference),
          after: after && Math.abs(after.standardisedDifference),
        },
      };
    })
    .sort((a, b) => b.difference.before - a.difference.before);
  const matched = balance.after !== null;
  const limit = numbers.mark(BALANCED_BELOW);
  const words = {
    fr: {
      title: 'Traités et témoins se ressemblaient-ils\u202f?',
      text: `Écarts entre unités traitées et jamais traitées en ${balance.period}, avant tout traitement, en écarts types des traités. Au-delà de ${limit}, les groupes diffèrent sensiblement.`,
      marks: 'Carrés vides\u202f: avant appariement\u202f; disques\u202f: après.',
      axis: 'Écart standardisé, en valeur absolue',
      caption: 'Équilibre des covariables',
      header: ['Variable', 'Traités', 'Témoins', 'Écart standardisé'],
      after: ['Témoins appariés', 'Écart après'],
      secret: `Moyennes non publiées\u202f: secret statistique, moins de ${FEWEST_FIRMS} entreprises dans un groupe.`,
    },
    en: {
      title: 'Were treated and controls alike?',
      text: `Differences between treated and never treated units in ${balance.period}, before any treatment, in standard deviations of the treated. Beyond ${limit} the groups differ notably.`,
      marks: 'Hollow squares: before matching; discs: after.',
      axis: 'Absolute standardised difference',
      caption: 'Balance of covariates',
      header: ['Variable', 'Treated', 'Controls', 'Standardised difference'],
      after: ['Matched controls', 'Difference after'],
      secret: `Means not published: statistical secrecy, fewer than ${FEWEST_FIRMS} firms in a group.`,
    },
  }[language];
  const points = rows.map(({ name, difference }) => ({ name, ...difference }));
  const label = { title: words.caption, axis: words.axis };
  const figures = rows.map(({ row, after }) => [
    row.name,
    numbers.effect(row.meanTreated),
    numbers.effect(row.meanControl),
    numbers.deviations(row.standardisedDifference),
    ...(after ? [numbers.effect(after.meanControl), numbers.deviations(after.standardisedDifference)] : []),
  ]);
  return [
    {
      title: words.title,
      blocks: [
        text(words.text),
        ...sizes(balance.sizes, language, numbers.count),
        ...(isSecret(parts)
          ? [text(words.secret)]
          : [
              {
                kind: 'plot',
                ...label,
                drawing: balancePlot(points, BALANCED_BELOW, label, numbers),
                legend: matched ? words.marks : null,
              } as const,
              table(words.caption, [...words.header, ...(matched ? words.after : [])], figures),
            ]),
      ],
    },
  ];
}

/** Means of one or two firms would tell who they are. */
function isSecret({ balance, bounded: { json } }: Setting['parts']): boolean {
  const treated = json.cohorts.reduce((sum, { units }) => sum + units, 0);
  const sizes = balance?.sizes;
  const groups = sizes ? [sizes.treated.matched, sizes.control.matched] : [treated, json.n_units - treated];
  return Math.min(...groups) < FEWEST_FIRMS;
}

type Balance = NonNullable<Setting['parts']['balance']>;

/** How many are matched, and how many equally weighted controls they are worth. */
function sizes(
  found: Balance['sizes'],
  language: Setting['language'],
  count: (value: number) => string,
): ReportBlock[] {
  if (!found) return [];
  const { treated, control } = found;
  const worth = count(Math.round(control.effective));
  return [
    text(
      {
        fr: `${count(treated.matched)} ${plural.fr(treated.matched, 'unité traitée', 'unités traitées')} sur ${count(treated.all)} ${plural.fr(treated.matched, 'est appariée', 'sont appariées')} à ${count(control.matched)} ${plural.fr(control.matched, 'témoin', 'témoins')} sur ${count(control.all)}, ${plural.fr(control.matched, 'qui en vaut', 'qui en valent')} ${worth} de même poids.`,
        en: `${count(treated.matched)} treated ${plural.en(treated.matched, 'unit', 'units')} of ${count(treated.all)} ${plural.en(treated.matched, 'is', 'are')} matched with ${count(control.matched)} ${plural.en(control.matched, 'control', 'controls')} of ${count(control.all)}, worth ${worth} of equal weight.`,
      }[language],
    ),
  ];
}
