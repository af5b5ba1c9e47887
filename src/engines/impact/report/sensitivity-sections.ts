import { intervalPlot, type Point } from './plots.ts';
import { type ReportSection, table, text } from './section.ts';
import type { Setting } from './sections.ts';

/** How much the conclusion owes to parallel trends, and to the choices of the evaluator. */
export function sensitivitySections(setting: Setting): ReportSection[] {
  const { sensitivity } = setting.parts;
  if (!sensitivity) return [];
  return [trendSection(setting, sensitivity), ...(sensitivity.curve ? [curveSection(setting, sensitivity.curve)] : [])];
}

type Sensitivity = NonNullable<Setting['parts']['sensitivity']>;

function trendSection({ language, numbers }: Setting, { magnitudes, breakdown, failure }: Sensitivity): ReportSection {
  const words = {
    fr: {
      title: 'Et si les tendances n’étaient pas parallèles\u202f?',
      axis: 'Écart toléré après traitement, en multiples du plus grand écart d’avant',
      header: ['M̄', 'Intervalle'],
      parallel: '0 (tendances parallèles)',
      already:
        'Même avec des tendances exactement parallèles, l’effet de cette première période ne se distingue pas de zéro.',
      text: 'Intervalle de l’effet de la première période traitée quand la tendance des traités peut s’écarter de celle des témoins de M̄ fois le plus grand écart observé avant traitement (Rambachan et Roth, 2023).',
    },
    en: {
      title: 'What if trends were not parallel?',
      axis: 'Deviation allowed after treatment, in multiples of the largest one before',
      header: ['M̄', 'Interval'],
      parallel: '0 (parallel trends)',
      already: 'Even with trends exactly parallel, the effect in this first period cannot be told from zero.',
      text: 'Interval of the effect in the first treated period when the trend of the treated may deviate from that of controls by M̄ times the largest deviation seen before treatment (Rambachan and Roth, 2023).',
    },
  }[language];
  if (!magnitudes) return { title: words.title, blocks: [text(failure?.[language] ?? '')] };
  const rows = [{ m: 0, ...magnitudes.original }, ...magnitudes.rows];
  const points = rows.map(
    ({ m, lower, upper }): Point => ({
      at: numbers.mark(m),
      att: m === 0 ? magnitudes.estimate : null,
      low: lower,
      high: upper,
      before: false,
    }),
  );
  const label = { title: words.title, axis: words.axis };
  const figures = rows.map(({ m, lower, upper }) => [
    m === 0 ? words.parallel : numbers.mark(m),
    numbers.range(lower, upper),
  ]);
  return {
    title: words.title,
    blocks: [
      text(words.text),
      ...(breakdown ? [text(breakdown.value === 0 ? words.already : breakdown.sentence[language])] : []),
      { kind: 'plot', ...label, drawing: intervalPlot(points, label, numbers), legend: null },
      table(words.title, words.header, figures),
    ],
  };
}

function curveSection({ language, numbers }: Setting, curve: NonNullable<Sensitivity['curve']>): ReportSection {
  const words = {
    fr: {
      title: 'D’autres choix auraient-ils changé la réponse\u202f?',
      axis: 'Spécifications, de la plus petite à la plus grande estimation',
      header: ['Spécification', 'Effet', 'Intervalle'],
    },
    en: {
      title: 'Would other choices have changed the answer?',
      axis: 'Specifications, from the smallest to the largest estimate',
      header: ['Specification', 'Effect', 'Interval'],
    },
  }[language];
  const points = curve.rows.map(
    ({ att, lower, upper }, k): Point => ({ at: String(k + 1), att, low: lower, high: upper, before: false }),
  );
  const rows = curve.rows.map(({ specification, att, lower, upper }, k) => [
    `${k + 1}. ${Object.values(specification).join(', ')}`,
    numbers.effect(att),
    numbers.range(lower, upper),
  ]);
  const label = { title: words.title, axis: words.axis };
  return {
    title: words.title,
    blocks: [
      text(curve.summary[language]),
      { kind: 'plot', ...label, drawing: intervalPlot(points, label, numbers), legend: null },
      table(words.title, words.header, rows),
    ],
  };
}
