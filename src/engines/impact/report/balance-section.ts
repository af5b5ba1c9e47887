import { BALANCED_BELOW } from '../matching/warnings.ts';
import { plural } from '../sentence.ts';
import { balancePlot } from './plots.ts';
import { type ReportBlock, type ReportSection, table, text } from './section.ts';
import type { Setting } from './sections.ts';

/** How alike treated and controls were before treatment, and after matching where units were matched. */
export function balanceSection({ parts: { balance }, language, numbers }: Setting): ReportSection[] {
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
    },
    en: {
      title: 'Were treated and controls alike?',
      text: `Differences between treated and never treated units in ${balance.period}, before any treatment, in standard deviations of the treated. Beyond ${limit} the groups differ notably.`,
      marks: 'Hollow squares: before matching; discs: after.',
      axis: 'Absolute standardised difference',
      caption: 'Balance of covariates',
      header: ['Variable', 'Treated', 'Controls', 'Standardised difference'],
      after: ['Matched controls', 'Difference after'],
    },
  }[language];
  const points = rows.map(({ name, difference }) => ({ name, ...difference }));
  const label = { title: words.caption, axis: words.axis };
  const figures = rows.map(({ row, after }) => [
    row.name,
    numbers.effect(row.meanTreated),
    numbers.effect(row.meanControl),
    numbers.effect(row.standardisedDifference),
    ...(after ? [numbers.effect(after.meanControl), numbers.effect(after.standardisedDifference)] : []),
  ]);
  return [
    {
      title: words.title,
      blocks: [
        text(words.text),
        ...sizes(balance.sizes, language, numbers.count),
        {
          kind: 'plot',
          ...label,
          drawing: balancePlot(points, BALANCED_BELOW, label, numbers),
          legend: matched ? words.marks : null,
        },
        table(words.caption, [...words.header, ...(matched ? words.after : [])], figures),
      ],
    },
  ];
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
