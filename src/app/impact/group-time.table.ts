import type { BoundedResult, Bounds } from '#engines/impact/index.ts';
import type { Language } from './flags.ts';
import { digits, textTable } from './terminal.ts';

const WORDS = {
  fr: {
    cells: 'Effets moyens par groupe et période\u202f:',
    cellHeader: ['Groupe', 'Temps', 'ATT(g,t)', 'Err. type'],
    simultaneous: 'Bande simult.',
    pointwise: 'Interv. ponctuel',
    codes: 'Codes : « * » la bande ne contient pas 0',
    wald: 'p-valeur du test des tendances parallèles avant traitement\u202f:',
    control: 'Groupe témoin\u202f:',
    never: 'Jamais traités',
    'not-yet': 'Pas encore traités',
    anticipation: 'Périodes d’anticipation\u202f:',
    method: 'Méthode d’estimation\u202f:',
    dr: 'Doublement robuste',
    reg: 'Régression',
    ipw: 'Pondération par l’inverse de la probabilité',
    units: 'Unités\u202f:',
    clusters: 'grappes\u202f:',
    differs: 'Options autres que les défauts de did\u202f:',
    simple: 'Effet moyen sur les traités (simple)\u202f:',
    dynamic: ['Effet moyen de l’étude d’événement\u202f:', 'Effets dynamiques\u202f:', 'Temps relatif'],
    group: ['Effet moyen par cohorte\u202f:', 'Effets par cohorte\u202f:', 'Groupe'],
    calendar: ['Effet moyen par période\u202f:', 'Effets par période\u202f:', 'Période'],
    estimate: 'Estimation',
    overall: ['ATT', 'Err. type', 'Intervalle'],
  },
  en: {
    cells: 'Group-Time Average Treatment Effects:',
    cellHeader: ['Group', 'Time', 'ATT(g,t)', 'Std. Error'],
    simultaneous: 'Simult.',
    pointwise: 'Pointwise',
    codes: "Signif. codes: `*' confidence band does not cover 0",
    wald: 'P-value for pre-test of parallel trends assumption:',
    control: 'Control Group:',
    never: 'Never Treated',
    'not-yet': 'Not Yet Treated',
    anticipation: 'Anticipation Periods:',
    method: 'Estimation Method:',
    dr: 'Doubly Robust',
    reg: 'Outcome Regression',
    ipw: 'Inverse Probability Weighting',
    units: 'Units:',
    clusters: 'clusters:',
    differs: 'Options that are not the defaults of did:',
    simple: "Overall summary of ATT's (simple):",
    dynamic: ["Overall summary of ATT's based on event-study/dynamic aggregation:", 'Dynamic Effects:', 'Event time'],
    group: ["Overall summary of ATT's based on group/cohort aggregation:", 'Group Effects:', 'Group'],
    calendar: ["Overall summary of ATT's based on calendar time aggregation:", 'Time Effects:', 'Time'],
    estimate: 'Estimate',
    overall: ['ATT', 'Std. Error', 'Conf. Int.'],
  },
} as const;

/** A result in the layout that users of R's did know. */
export function groupTimeText(
  { json, simultaneous, cells, rows, pointwise }: BoundedResult,
  language: Language,
): string {
  const words = WORDS[language];
  const percent = Math.round(100 * (1 - json.options.alpha));
  const percentText = language === 'fr' ? `${percent} %` : `${percent}%`;
  const kind = simultaneous ? words.simultaneous : words.pointwise;
  const band = language === 'fr' ? [`[${kind}`, `${percentText}]`] : [`[${percentText} ${kind}`, 'Conf. Band]'];
  const bounded = (bounds: Bounds, k: number): string[] => {
    const [low, high] = [bounds.lower[k] ?? null, bounds.upper[k] ?? null];
    return [digits(low), digits(high), low !== null && high !== null && (low > 0 || high < 0) ? '*' : ' '];
  };
  const table = textTable(
    [...words.cellHeader, ...band, ''],
    json.att_gt.map(({ g, t, att, se }, k) => [String(g), String(t), digits(att), digits(se), ...bounded(cells, k)]),
  );
  const overall = ({ att, se }: { att: number | null; se: number | null }): string => {
    const [low, high] = att === null || se === null ? [null, null] : [att - pointwise * se, att + pointwise * se];
    const mark = low !== null && high !== null && (low > 0 || high < 0) ? '*' : ' ';
    return textTable(
      [words.overall[0], words.overall[1], `[${percentText}`, `${words.overall[2]}]`, ''],
      [[digits(att), digits(se), digits(low), digits(high), mark]],
    );
  };
  const aggregations = (['dynamic', 'group', 'calendar'] as const).map((name) => {
    const { overall: whole, rows: some } = json.aggte[name];
    const [summary, title, at] = words[name];
    const each = textTable(
      [at, words.estimate, words.cellHeader[3], ...band, ''],
      some.map((row, k) => [String(Object.values(row)[0]), digits(row.att), digits(row.se), ...bounded(rows[name], k)]),
    );
    return [summary, overall(whole), '', title, each].join('\n');
  });
  const { options, wald } = json;
  const footer = [
    '---',
    words.codes,
    '',
    ...(wald ? [`${words.wald}  ${digits(wald.p, 5)}`] : []),
    `${words.control}  ${words[options.controls]},  ${words.anticipation}  ${options.anticipation}`,
    `${words.method}  ${words[options.method]}`,
    `${words.units} ${json.n_units}${json.n_clusters === null ? '' : `, ${words.clusters} ${json.n_clusters}`}`,
    ...(json.differs_from_did.length > 0
      ? [
          `${words.differs} ${json.differs_from_did.map(({ option, used, did }) => `${option} = ${used} (did: ${did})`).join(', ')}`,
        ]
      : []),
  ];
  return [
    words.cells,
    table,
    '',
    words.simple,
    overall(json.aggte.simple),
    '',
    ...aggregations.flatMap((text) => [text, '']),
    ...footer,
    '',
  ].join('\n');
}
