import { formatCents, formatNumber, formatShare, plural } from '#kit/say.ts';
import type { LabelRule, RateClass, RateCondition } from '../funding-window.ts';
import type { CallState } from './call-calendar.rules.ts';

const percent = (value: number): string => formatShare(value / 100, 2);
const money = (amount: number | null): string => (amount === null ? 'une borne inconnue' : formatCents(amount, true));
const years = (count: number): string => plural(count, { one: '# an', other: '# ans' });

/** What the calendar of calls says. */
export const fr = {
  title: 'Appels à projets',
  lead: (day: string) =>
    `Guichets et appels connus au ${day}\u202f: dates, règles, taux, et ce que vaut le label d’un pôle.`,
  home: 'Accueil',
  projects: 'Projets',
  add: 'Ajouter un appel',
  calculator: 'Calculer une aide',
  states: { open: 'Ouvert', upcoming: 'À venir', closed: 'Clos', unknown: 'Dates non connues' } satisfies Record<
    CallState,
    string
  >,
  stateRules: {
    open: 'Les dossiers sont reçus ce jour.',
    upcoming: 'Les dossiers ne sont pas encore reçus.',
    closed: 'La date de clôture est passée\u202f: plus aucun dossier n’est reçu.',
    unknown: 'Une date manque pour le dire. Vérifiez auprès du financeur.',
  } satisfies Record<CallState, string>,
  window: 'Guichet',
  allWindows: 'Tous les guichets',
  state: 'État',
  allStates: 'Tous les états',
  undated: 'Sans date de clôture connue',
  closesIn: (month: string) => `Clôture en ${month}`,
  filing: 'Dépôt des dossiers',
  between: (opens: string, closes: string) => `ouverture\u202f: ${opens}\u202f; clôture\u202f: ${closes}`,
  notKnown: 'non connue',
  left: (count: number) => plural(count, { one: 'encore # jour', other: 'encore # jours' }),
  dates: 'Ce qui est connu des dates',
  label: 'Label d’un pôle',
  labelWorth: {
    required: 'Nécessaire\u202f: sans label obtenu avant la clôture, le dossier n’est pas recevable.',
    'raises-rate': 'Augmente le taux d’aide.',
    recommended: 'Recommandé par le guichet.',
    valued: 'Apprécié, non demandé.',
    'not-asked': 'Non demandé.',
  } satisfies Record<LabelRule, string>,
  rules: 'Règles',
  noRules: 'Aucune règle de cet appel n’est connue ici. Vérifiez auprès du financeur.',
  rule: 'Règle',
  content: 'Ce qu’elle demande',
  source: 'Source',
  certainty: 'Preuve',
  rates: 'Taux d’aide',
  ratesOf: (name: string) => `Taux d’aide de ${name}`,
  rulesOf: (name: string) => `Règles de ${name}`,
  who: 'Bénéficiaire',
  when: 'Condition',
  rate: 'Taux',
  noRates: 'Aucun taux n’est connu\u202f: l’aide ne peut pas être calculée.',
  added: 'Ajouté par le programme',
  classes: { sme: 'PME', eti: 'ETI', large: 'Grande entreprise', laboratory: 'Laboratoire' } satisfies Record<
    RateClass,
    string
  >,
  conditions: {
    inside: 'dans le territoire d’un pôle labellisateur',
    outside: 'hors de ce territoire',
    anywhere: 'tous territoires',
    full: 'coûts complets',
    additional: 'coûts additionnels',
    labelled: 'avec le label d’un pôle',
    unlabelled: 'sans label',
  } satisfies Record<RateCondition, string>,
  is: {
    consortium: (firms: number, research: number) =>
      `Au moins ${plural(firms, { one: '# entreprise', other: '# entreprises' })} et ${plural(research, { one: '# organisme', other: '# organismes' })} de recherche ou de formation.`,
    consortiumWithSme: (firms: number, sme: number, research: number) =>
      `Au moins ${plural(firms, { one: '# entreprise', other: '# entreprises' })}, dont ${plural(sme, { one: '# PME ou ETI', other: '# PME ou ETI' })}, et ${plural(research, { one: '# organisme', other: '# organismes' })} de recherche ou de formation.`,
    sameGroup: 'Deux entreprises d’un même groupe n’en font pas deux.',
    leadIsFirm: 'Le chef de file est une entreprise.',
    labelBeforeClosing: 'Label d’un pôle obtenu avant la clôture.',
    territory: (all: number, lead: number) =>
      `${percent(all)} de la R&D au moins dans les territoires des pôles labellisateurs, dont ${percent(lead)} dans celui du pôle chef de file.`,
    fundedOnce: 'Assiette sans autre financement public.',
    laboratoryAid: (above: number) =>
      `Part des laboratoires au-dessus de ${percent(above)} de l’aide\u202f: à justifier.`,
    launch: (from: number, to: number) =>
      from === 0
        ? `Mise sur le marché moins de ${years(to)} après la R&D.`
        : `Mise sur le marché de ${formatNumber(from)} à ${years(to)} après la R&D.`,
    launchUnknown: 'Horizon de mise sur le marché non retrouvé.',
    orientation: (below: number, smaller: string, larger: string) =>
      `Moins de ${money(below)} d’aide\u202f: voir «\u202f${smaller}\u202f»\u202f; très grands projets\u202f: voir «\u202f${larger}\u202f».`,
    institutes: 'Un IRT ou ITE n’est jamais chef de file et ne compte pas comme organisme de recherche.',
    lapse: (months: number) =>
      `Un projet retenu devient caduc ${plural(months, { one: '# mois', other: '# mois' })} après l’annonce sans convention, sauf dérogation.`,
    base: (least: number | null, most: number | null) => `Assiette de ${money(least)} à ${money(most)}.`,
    projectAid: (most: number) => `Aide d’un projet de ${money(most)} au plus.`,
    decisions: (steps: readonly string[]) => `Décisions successives\u202f: ${steps.join('\u202f; ')}.`,
    loan: (least: number, most: number, length: number, deferred: number) =>
      `Prêt de ${money(least)} à ${money(most)}, ${years(length)} dont ${years(deferred)} de différé, cofinancement privé au moins égal, PME ou ETI.`,
  },
  fui: {
    title: 'Deux appels du FUI par an (R117)',
    lead: 'Le FUI a tenu deux appels par an. Un appel dont le jour n’est pas retrouvé ne compte dans aucune année\u202f: ce tableau dit ce qui reste à vérifier.',
    caption: 'Appels du FUI dont la clôture est connue, par année',
    year: 'Année',
    calls: 'Appels connus',
    finding: 'Vérification',
    none: 'aucun',
    verdicts: { met: 'Deux appels connus', 'not-met': 'Moins de deux appels', 'to-check': 'À vérifier' },
  },
  emptyTitle: 'Aucun appel ne correspond',
  emptyWhat: 'Ce calendrier réunit les appels dont un document parle, et ceux que le programme ajoute.',
  emptyWhy: 'Aucun ne répond à ces critères.',
  emptyNext: 'Voir tous les appels',
  form: {
    title: 'Ajouter un appel',
    lead: 'Un appel est une donnée\u202f: ses dates, ses règles et sa source. Il vaut partout dès qu’il est ajouté.',
    id: 'Identifiant',
    idHint: 'Lettres minuscules, chiffres et tirets\u202f: fui-20.',
    window: 'Guichet',
    nameFr: 'Nom en français',
    nameEn: 'Nom en anglais',
    opens: 'Premier jour de dépôt',
    closes: 'Dernier jour de dépôt',
    datesFr: 'Ce qui est connu des dates, en français',
    datesEn: 'Ce qui est connu des dates, en anglais',
    datesHint: 'À remplir quand un jour manque.',
    validFrom: 'Règles valables du',
    validTo: 'au',
    ruleSet: 'Règles communes reprises',
    noRuleSet: 'Aucune',
    scheme: 'Taux d’aide repris',
    noScheme: 'Aucun taux connu',
    launchFrom: 'Marché\u202f: au moins (années après la R&D)',
    launchTo: 'Marché\u202f: au plus (années après la R&D)',
    baseLeast: 'Assiette minimale',
    baseMost: 'Assiette maximale',
    projectAidMost: 'Aide maximale d’un projet',
    source: 'Source',
    sourceHint: 'Le document où ces dates et ces règles se lisent.',
    certainty: 'Preuve',
    certainties: {
      official: 'Document officiel',
      press: 'Presse ou tiers',
      background: 'Connaissance générale, à vérifier',
    },
    submit: 'Ajouter l’appel',
    consequence: 'L’appel paraît au calendrier public et ouvre des dossiers. Il ne peut plus être retiré.',
    done: 'Appel ajouté au calendrier.',
  },
};
