import type { Aggregation } from '../result.ts';
import { plural } from '../sentence.ts';
import type { Language, NumberWriter } from './html.ts';
import { intervalPlot, type Point } from './plots.ts';
import type { ReportParts } from './report.ts';
import { type SecretRows, secretRows } from './secret-rows.ts';
import { type Answer, type ReportBlock, type ReportSection, type TableBlock, table, text } from './section.ts';

export interface Setting {
  readonly parts: ReportParts;
  readonly language: Language;
  readonly numbers: NumberWriter;
}

/** The effect in one figure and one sentence. */
export function answer({ parts: { bounded }, language, numbers }: Setting): Answer {
  const { att, se } = bounded.json.aggte.dynamic.overall;
  const level = numbers.percent(1 - bounded.json.options.alpha);
  if (att === null || se === null)
    return {
      figure: null,
      sentences: [
        {
          fr: 'Ces données ne permettent pas d’estimer un effet d’ensemble.',
          en: 'These data allow no overall effect.',
        }[language],
      ],
    };
  const [low, high] = [att - bounded.pointwise * se, att + bounded.pointwise * se];
  const sure = low > 0 || high < 0;
  const verdict = {
    fr: sure
      ? `L’effet se distingue de zéro au seuil de ${numbers.percent(bounded.json.options.alpha)}, si les tendances étaient parallèles.`
      : 'L’effet ne se distingue pas de zéro\u202f: les données sont compatibles avec une absence d’effet.',
    en: sure
      ? `The effect differs from zero at the ${numbers.percent(bounded.json.options.alpha)} level, if trends were parallel.`
      : 'The effect cannot be told from zero: the data are compatible with no effect.',
  };
  const effect = {
    fr: `Effet moyen sur les traités de ${bounded.json.outcome}, moyenne des périodes suivant le traitement\u202f; intervalle de confiance à ${level}\u202f: ${numbers.range(low, high)}.`,
    en: `Average effect on the treated of ${bounded.json.outcome}, mean of the periods after treatment; ${level} confidence interval: ${numbers.range(low, high)}.`,
  };
  return { figure: numbers.effect(att), sentences: [effect[language], verdict[language]] };
}

const METHODS = {
  fr: {
    dr: 'un estimateur doublement robuste, juste si l’un au moins de ses deux modèles l’est',
    reg: 'une régression de l’évolution des témoins sur les covariables',
    ipw: 'une repondération des témoins par leur probabilité d’être traités',
  },
  en: {
    dr: 'a doubly robust estimator, right if at least one of its two models is',
    reg: 'a regression of the change of controls on covariates',
    ipw: 'a reweighting of controls by their probability of treatment',
  },
} as const;

const MATCHINGS = {
  fr: {
    nearest: 'au plus proche',
    exact: 'à valeurs égales',
    cem: 'par classes (CEM)',
    subclass: 'par sous-classes de score',
  },
  en: {
    nearest: 'to the nearest',
    exact: 'on equal values',
    cem: 'by classes (CEM)',
    subclass: 'by subclasses of score',
  },
} as const;

/** Who was matched with whom; empty when nobody was. */
function matchingWords({ parts: { matching }, language }: Setting): string[] {
  if (!matching) return [];
  const { on, method, period } = matching;
  return [
    {
      fr: `Les unités traitées sont d’abord appariées, ${MATCHINGS.fr[method]}, à des unités jamais traitées qui leur ressemblaient en ${period} (${on.join(', ')})\u202f; seules les unités appariées sont comparées, avec les poids de l’appariement.`,
      en: `Treated units are first matched, ${MATCHINGS.en[method]}, with never treated units that were like them in ${period} (${on.join(', ')}); matched units alone are compared, with the weights of matching.`,
    }[language],
  ];
}

/** What was compared with what, in words. */
export function methodSection(setting: Setting): ReportSection {
  const {
    parts: { bounded },
    language,
    numbers,
  } = setting;
  const { options, n_units, n_clusters, differs_from_did } = bounded.json;
  const covariates = options.covariates.join(', ');
  const fr = [
    `Chaque cohorte d’unités traitées la même année est comparée aux unités ${options.controls === 'never' ? 'jamais traitées' : 'pas encore traitées'}\u202f: l’effet d’une année est l’évolution des premières depuis leur dernière année avant traitement${options.anticipation > 0 ? ` (moins ${plural.fr(options.anticipation, '# période', '# périodes')} d’anticipation)` : ''}, moins celle des secondes (différence de différences par groupe et période, Callaway et Sant’Anna, 2021).`,
    covariates
      ? `Les comparaisons tiennent compte de ${covariates} avant traitement, par ${METHODS.fr[options.method]}.`
      : 'Aucune covariable n’est prise en compte\u202f: les évolutions sont comparées telles quelles.',
    `Les erreurs types viennent des fonctions d’influence, ${n_clusters === null ? 'par unité' : `regroupées en ${numbers.count(n_clusters)} grappes`}${options.weighted ? '\u202f; les unités sont pondérées' : ''}. ${bounded.simultaneous ? 'Les bandes tracées sont simultanées\u202f: elles contiennent tous les effets à la fois avec la probabilité dite.' : 'Les intervalles tracés valent chacun séparément.'}`,
    `L’échantillon compte ${numbers.count(n_units)} unités. Sans effet avant traitement et avec des tendances parallèles, ces écarts mesurent l’effet causal.`,
  ];
  const en = [
    `Each cohort of units treated in the same year is compared with units ${options.controls === 'never' ? 'never treated' : 'not yet treated'}: the effect in a year is the change of the former since their last year before treatment${options.anticipation > 0 ? ` (less ${plural.en(options.anticipation, '# period', '# periods')} of anticipation)` : ''}, less that of the latter (difference in differences by group and time, Callaway and Sant’Anna, 2021).`,
    covariates
      ? `Comparisons take account of ${covariates} before treatment, by ${METHODS.en[options.method]}.`
      : 'No covariate is taken into account: changes are compared as they are.',
    `Standard errors come from influence functions, ${n_clusters === null ? 'by unit' : `in ${numbers.count(n_clusters)} clusters`}${options.weighted ? '; units are weighted' : ''}. ${bounded.simultaneous ? 'The bands drawn are simultaneous: they hold all effects at once with the probability said.' : 'The intervals drawn hold each on its own.'}`,
    `The sample has ${numbers.count(n_units)} units. Without effect before treatment and with parallel trends, these differences measure the causal effect.`,
  ];
  const other =
    differs_from_did.length === 0
      ? []
      : [
          `${{ fr: 'Options autres que les défauts du paquet R did\u202f: ', en: 'Options that are not the defaults of the R package did: ' }[language]}${differs_from_did.map(({ option, used, did }) => `${option} = ${used} (did: ${did})`).join(', ')}.`,
        ];
  const paragraphs = [...matchingWords(setting), ...(language === 'fr' ? fr : en), ...other];
  return { title: { fr: 'Méthode', en: 'Method' }[language], blocks: paragraphs.map(text) };
}

export function flowSection({ parts: { result }, language, numbers }: Setting): ReportSection {
  const { cohorts: withheld } = secretRows(result.cohorts);
  const hidden = { fr: 'secret', en: 'secret' }[language];
  const steps = result.sample.map(({ counted, dropped, kept, why }) => [
    { units: { fr: 'unités', en: 'units' }, rows: { fr: 'lignes', en: 'rows' } }[counted][language],
    numbers.count(dropped),
    numbers.count(kept),
    why[language],
  ]);
  const cohorts = result.cohorts.map(({ g, units, share }) =>
    withheld.has(g) ? [String(g), hidden, hidden] : [String(g), numbers.count(units), numbers.percent(share)],
  );
  const words = {
    fr: {
      title: 'Échantillon',
      flow: 'Qui est écarté, et pourquoi',
      steps: ['Compte', 'Écartés', 'Gardés', 'Raison'],
      cohorts: 'Cohortes traitées',
      header: ['Première période', 'Unités', 'Part'],
    },
    en: {
      title: 'Sample',
      flow: 'Who is left out, and why',
      steps: ['Counted', 'Left out', 'Kept', 'Reason'],
      cohorts: 'Treated cohorts',
      header: ['First period', 'Units', 'Share'],
    },
  }[language];
  return {
    title: words.title,
    blocks: [
      { ...table(words.flow, words.steps, steps), endsInWords: true },
      table(words.cohorts, words.header, cohorts),
      ...(withheld.size > 0 ? [secrecyNote(language)] : []),
    ],
  };
}

const secrecyNote = (language: Language): ReportBlock =>
  text(
    {
      fr: 'Secret statistique\u202f: ce qui repose sur moins de trois unités n’est pas publié, ni ce qui permettrait de le retrouver.',
      en: 'Statistical secrecy: what rests on fewer than three units is not published, nor what would give it away.',
    }[language],
  );

export function effectSections(setting: Setting): ReportSection[] {
  const {
    parts: { result, bounded },
    language,
    numbers,
  } = setting;
  const { cells } = result.outcomes.find(({ outcome }) => outcome === bounded.json.outcome)!;
  const secret = secretRows(result.cohorts, cells);
  const titles = {
    fr: {
      dynamic: ['Avant et après le traitement', 'Périodes depuis le traitement'],
      group: ['Par cohorte', 'Première période traitée'],
      calendar: ['Par période', 'Période'],
    },
    en: {
      dynamic: ['Before and after treatment', 'Periods since treatment'],
      group: ['By cohort', 'First treated period'],
      calendar: ['By period', 'Period'],
    },
  }[language];
  const section = (kind: 'dynamic' | 'group' | 'calendar', words: string): ReportSection => {
    const [title, axis] = titles[kind];
    const points = pointsOf(bounded.aggregations[kind], bounded.rows[kind], secret);
    const label = { title: title!, axis: axis! };
    return {
      title: label.title,
      blocks: [
        text(words),
        { kind: 'plot', ...label, drawing: intervalPlot(points, label, numbers), legend: legend(setting, kind) },
        effectTable(setting, label.axis, points, bounded.aggregations[kind]),
      ],
    };
  };
  return [
    section('dynamic', preTrend(setting)),
    section(
      'group',
      {
        fr: 'Moyenne des effets de chaque cohorte sur ses périodes traitées.',
        en: 'Mean of the effects of each cohort over its treated periods.',
      }[language],
    ),
    section(
      'calendar',
      {
        fr: 'Effet moyen, chaque période, sur les unités déjà traitées.',
        en: 'Average effect, in each period, on the units already treated.',
      }[language],
    ),
  ];
}

function pointsOf(
  { kind, rows }: Aggregation,
  bounds: { readonly lower: readonly (number | null)[]; readonly upper: readonly (number | null)[] },
  secret: SecretRows,
): Point[] {
  return rows.map(({ at, att }, k) => {
    const isHidden = kind !== 'simple' && secret.hides(kind, at);
    return {
      at: String(at).replace('-', '−'),
      att: isHidden ? null : att,
      low: isHidden ? null : bounds.lower[k]!,
      high: isHidden ? null : bounds.upper[k]!,
      before: kind === 'dynamic' && at < 0,
    };
  });
}

function legend({ parts: { bounded }, language, numbers }: Setting, kind: string): string {
  const level = numbers.percent(1 - bounded.json.options.alpha);
  const band = {
    fr: bounded.simultaneous ? `bandes simultanées à ${level}` : `intervalles à ${level}`,
    en: bounded.simultaneous ? `simultaneous ${level} bands` : `${level} intervals`,
  }[language];
  const marks = {
    fr: 'Carrés vides\u202f: avant traitement\u202f; disques\u202f: après. ',
    en: 'Hollow squares: before treatment; discs: after. ',
  }[language];
  return `${kind === 'dynamic' ? marks : ''}${{ fr: 'Traits\u202f: ', en: 'Lines: ' }[language]}${band}.`;
}

function effectTable(
  { parts: { bounded }, language, numbers }: Setting,
  axis: string,
  points: readonly Point[],
  { rows, overall }: Aggregation,
): TableBlock {
  const words = {
    fr: {
      effect: 'Effet',
      error: 'Erreur type',
      band: 'Bande',
      overall: 'Ensemble',
      hidden: 'secret',
      caption: 'Les mêmes chiffres',
    },
    en: {
      effect: 'Effect',
      error: 'Std. error',
      band: 'Band',
      overall: 'Overall',
      hidden: 'secret',
      caption: 'The same figures',
    },
  }[language];
  const lines = points.map(({ at, att, low, high }, k) =>
    att === null && rows[k]!.att !== null
      ? [at, words.hidden, words.hidden, words.hidden]
      : [at, numbers.effect(att), numbers.effect(att === null ? null : rows[k]!.se), numbers.range(low, high)],
  );
  const { att, se } = overall;
  const [low, high] =
    att === null || se === null ? [null, null] : [att - bounded.pointwise * se, att + bounded.pointwise * se];
  return table(
    words.caption,
    [axis, words.effect, words.error, words.band],
    [...lines, [words.overall, numbers.effect(att), numbers.effect(se), numbers.range(low, high)]],
  );
}

function preTrend({ parts: { bounded }, language, numbers }: Setting): string {
  const { wald } = bounded.json;
  if (!wald)
    return {
      fr: 'Le test d’une absence d’effet avant traitement n’est pas disponible.',
      en: 'The test of no effect before treatment is not available.',
    }[language];
  const p = numbers.probability(wald.p);
  const rejected = wald.p < bounded.json.options.alpha;
  return {
    fr: `Avant traitement, les effets devraient être nuls. Le test conjoint donne ${p}\u202f: ${rejected ? 'les tendances différaient déjà, ce qui affaiblit la conclusion.' : 'rien n’indique que les tendances différaient, sans que cela le prouve.'}`,
    en: `Before treatment effects should be zero. The joint test gives ${p}: ${rejected ? 'trends differed already, which weakens the conclusion.' : 'nothing suggests that trends differed, which is no proof.'}`,
  }[language];
}

export function limitsSection({ parts: { warnings }, language }: Setting): ReportSection {
  const always = {
    fr: [
      'L’effet mesuré est causal si, sans traitement, traités et témoins avaient évolué de même\u202f; aucun test ne peut le prouver.',
      'Si le traitement profite aussi aux témoins (diffusion, concurrence), l’effet est mal mesuré.',
      'L’effet porte sur les unités traitées de cet échantillon, non sur d’autres.',
    ],
    en: [
      'The effect is causal if, without treatment, treated and controls had changed alike; no test can prove it.',
      'If treatment also reaches controls (spillovers, competition), the effect is mismeasured.',
      'The effect is that on the treated units of this sample, not on others.',
    ],
  }[language];
  const all = [...always, ...new Set(warnings.map((warning) => warning[language]))];
  return { title: { fr: 'Limites', en: 'Limits' }[language], blocks: [{ kind: 'list', items: all }] };
}

export function reproduceSection({ parts: { result, command }, language }: Setting): ReportSection {
  const words = {
    fr: { title: 'Refaire ce calcul', engine: 'Moteur', digest: 'Empreinte SHA-256 du fichier', seed: 'Graine' },
    en: { title: 'Run this again', engine: 'Engine', digest: 'SHA-256 of the file', seed: 'Seed' },
  }[language];
  return {
    title: words.title,
    blocks: [
      { kind: 'command', text: command },
      {
        kind: 'facts',
        items: [
          [words.engine, result.engine],
          [words.digest, result.inputDigest],
          [words.seed, String(result.options.seed)],
        ],
      },
    ],
  };
}
