import { formatCents, formatDay, formatNumber, formatShare, plural } from '#kit/say.ts';
import type { ResearchCategory } from './funding-facts.ts';
import type { RateClass, RateCondition } from './funding-window.ts';
import type { LoanLimits } from './loan.rules.ts';
import type { IntensityStep } from './state-aid.rules.ts';

const money = (amount: number | null): string => (amount === null ? 'montant inconnu' : formatCents(amount));
const percent = (value: number): string => formatShare(value / 100, 2);
const day = (on: string | null): string => (on === null ? 'date inconnue' : formatDay(on));
const lists = new Intl.ListFormat('fr');
const names = (list: readonly string[]): string => lists.format(list);
const share = (value: number | null): string => (value === null ? 'inconnue' : formatShare(value, 1));
const years = (count: number): string => plural(count, { one: '# an', other: '# ans' });
const horizon = (from: number, to: number): string =>
  from === 0 ? `moins de ${years(to)}` : `de ${formatNumber(from)} à ${years(to)}`;

const categories: Record<ResearchCategory, string> = {
  fundamental: 'recherche fondamentale',
  industrial: 'recherche industrielle',
  experimental: 'développement expérimental',
  feasibility: 'étude de faisabilité',
};
const classes: Record<RateClass, string> = {
  sme: 'PME',
  eti: 'ETI',
  large: 'grande entreprise',
  laboratory: 'laboratoire',
};
const conditions: Record<RateCondition, string> = {
  inside: 'dans le territoire d’un pôle labellisateur',
  outside: 'hors du territoire des pôles labellisateurs',
  anywhere: 'quel que soit le territoire',
  full: 'en coûts complets',
  additional: 'en coûts additionnels',
  labelled: 'avec le label d’un pôle',
  unlabelled: 'sans label de pôle',
};
const steps: Record<IntensityStep['reason'], string> = {
  base: 'base',
  medium: 'entreprise moyenne',
  small: 'petite entreprise',
  collaboration: 'collaboration effective',
  dissemination: 'large diffusion des résultats',
  cap: 'ramené au plafond',
};
const points = (value: number): string =>
  value < 0 ? `−\u202f${formatNumber(-value, 2)}` : `+\u202f${formatNumber(value, 2)}`;

export const fr = {
  categories,
  unverified: 'Règle à vérifier\u202f: aucun document officiel n’a été lu à l’appui.',
  noRule: (call: string) =>
    `Aucune règle de «\u202f${call}\u202f» n’est connue ici. Vérifiez les conditions auprès du financeur.`,
  count: {
    firms: {
      met: (found: number, least: number, _most: number) =>
        `${plural(found, { one: '# entreprise', other: '# entreprises' })} dans le consortium, pour ${least} au moins.`,
      'not-met': (_found: number, least: number, most: number) =>
        `${plural(most, { one: '# entreprise', other: '# entreprises' })} dans le consortium, alors qu’il en faut ${least}. Ajoutez une entreprise.`,
      'to-check': (found: number, least: number, most: number) =>
        `De ${found} à ${most} entreprises selon la nature des partenaires, pour ${least} au moins. Précisez la nature de chaque partenaire.`,
    },
    'sme-or-eti': {
      met: (found: number, least: number, _most: number) =>
        `${plural(found, { one: '# PME ou ETI', other: '# PME ou ETI' })} dans le consortium, pour ${least} au moins.`,
      'not-met': (_found: number, least: number, most: number) =>
        `${plural(most, { one: '# PME ou ETI', other: '# PME ou ETI' })} dans le consortium, alors qu’il en faut ${least}. Ajoutez une PME ou une ETI.`,
      'to-check': (found: number, least: number, most: number) =>
        `De ${found} à ${most} PME ou ETI selon la taille des entreprises, pour ${least} au moins. Renseignez les comptes des entreprises.`,
    },
    'research-bodies': {
      met: (found: number, least: number, _most: number) =>
        `${plural(found, { one: '# organisme', other: '# organismes' })} de recherche ou de formation, pour ${least} au moins.`,
      'not-met': (_found: number, least: number, most: number) =>
        `${plural(most, { one: '# organisme', other: '# organismes' })} de recherche ou de formation, alors qu’il en faut ${least}. Les IRT et ITE ne comptent pas.`,
      'to-check': (found: number, least: number, most: number) =>
        `De ${found} à ${most} organismes de recherche ou de formation, pour ${least} au moins. Précisez la nature des plateformes, des organismes de transfert et des laboratoires (IRT, ITE ou non).`,
    },
  },
  groups: {
    met: (found: number, least: number) =>
      `Les entreprises relèvent d’au moins ${found} groupes distincts, pour ${least} au moins.`,
    'not-met': (_found: number, least: number) =>
      `Les entreprises relèvent d’un même groupe\u202f: elles ne comptent pas pour ${least}. Ajoutez une entreprise indépendante.`,
    'to-check': (_found: number, least: number) =>
      `Le groupe d’une entreprise n’est pas connu\u202f: vérifiez que ${least} entreprises sont indépendantes.`,
  },
  lead: {
    met: (name: string) => `Le chef de file, ${name}, est une entreprise.`,
    'not-met': (name: string) =>
      `Le chef de file, ${name}, n’est pas une entreprise. Désignez une entreprise comme chef de file.`,
    'to-check': (name: string) => `La nature du chef de file, ${name}, n’est pas connue. Précisez-la.`,
    nobody: 'Aucun chef de file n’est désigné. Désignez une entreprise.',
    several: (list: readonly string[]) =>
      `Plusieurs chefs de file sont désignés\u202f: ${names(list)}. N’en gardez qu’un.`,
  },
  label: {
    met: (_labels: number, late: number, closesOn: string | null) =>
      late === 0
        ? `Le label du pôle chef de file est antérieur à la clôture du ${day(closesOn)}.`
        : `Le label du pôle chef de file est antérieur à la clôture du ${day(closesOn)}. ${plural(late, { one: '# colabel tardif ne compte pas', other: '# colabels tardifs ne comptent pas' })}.`,
    'not-met': (labels: number, _late: number, closesOn: string | null) =>
      labels === 0
        ? 'Aucun pôle n’a labellisé le projet. Un label obtenu avant la clôture est nécessaire.'
        : `Aucun label n’a été obtenu avant la clôture du ${day(closesOn)}.`,
    closingUnknown: 'La date de clôture de l’appel n’est pas connue\u202f: vérifiez que le label la précède.',
    closingDay: (closesOn: string) =>
      `Le label a été obtenu le jour même de la clôture (${day(closesOn)})\u202f: vérifiez l’heure.`,
    dayMissing: 'La date d’un label n’est pas connue. Renseignez-la.',
    leadMissing:
      'Un label a été obtenu à temps, mais pas par un pôle chef de file désigné. Vérifiez quel pôle est chef de file et la date de son label.',
  },
  place: {
    'labelling-territory': {
      met: (of: number | null, least: number) =>
        `${share(of)} de la R&D au moins dans les territoires des pôles labellisateurs, pour ${percent(least)} au moins.`,
      'not-met': (of: number | null, least: number) =>
        `${share(of)} de la R&D localisée dans les territoires des pôles labellisateurs, alors qu’il en faut ${percent(least)}.`,
      'to-check': (_of: number | null, least: number) =>
        `La part de la R&D dans les territoires des pôles labellisateurs n’est pas établie (${percent(least)} au moins). Renseignez coûts, lieux et dates des labels.`,
    },
    'lead-territory': {
      met: (of: number | null, least: number) =>
        `${share(of)} de la R&D au moins dans le territoire du pôle chef de file, pour ${percent(least)} au moins.`,
      'not-met': (of: number | null, least: number) =>
        `${share(of)} de la R&D localisée dans le territoire du pôle chef de file, alors qu’il en faut ${percent(least)}.`,
      'to-check': (_of: number | null, least: number) =>
        `La part de la R&D dans le territoire du pôle chef de file n’est pas établie (${percent(least)} au moins). Renseignez coûts, lieux et pôle chef de file.`,
    },
  },
  fundedOnce: {
    met: (_list: readonly string[]) => 'Aucun partenaire ne déclare d’autre financement public sur la même assiette.',
    'not-met': (list: readonly string[]) =>
      `Autre financement public déclaré sur la même assiette\u202f: ${names(list)}. Retirez ces dépenses de l’assiette ou ce financement.`,
    'to-check': (list: readonly string[]) =>
      `Autres financements publics non déclarés\u202f: ${names(list)}. Demandez une déclaration, même à zéro.`,
  },
  laboratory: {
    small: (of: number, most: number) =>
      `Part des laboratoires dans l’aide demandée\u202f: ${share(of)}, ${percent(most)} au plus sans justification.`,
    unknown: (most: number) =>
      `La part des laboratoires dans l’aide demandée n’est pas établie (justification au-dessus de ${percent(most)}). Renseignez l’aide demandée par chacun.`,
    large: {
      met: (of: number, most: number) =>
        `Part des laboratoires dans l’aide demandée\u202f: ${share(of)}, au-dessus de ${percent(most)}\u202f; elle est justifiée au dossier.`,
      'not-met': (of: number, most: number) =>
        `Part des laboratoires dans l’aide demandée\u202f: ${share(of)}, au-dessus de ${percent(most)}, sans justification. Joignez-en une.`,
      'to-check': (of: number, most: number) =>
        `Part des laboratoires dans l’aide demandée\u202f: ${share(of)}, au-dessus de ${percent(most)}. Elle doit être justifiée au dossier.`,
    },
  },
  launch: {
    met: (launch: string, end: string, from: number, to: number) =>
      `Mise sur le marché le ${day(launch)}, pour une R&D finie le ${day(end)}\u202f: dans l’horizon de l’appel (${horizon(from, to)}).`,
    'not-met': (launch: string, end: string, from: number, to: number) =>
      `Mise sur le marché le ${day(launch)}, pour une R&D finie le ${day(end)}\u202f: trop tard pour l’appel (${horizon(from, to)}).`,
    early: (launch: string, end: string, from: number, to: number) =>
      `Mise sur le marché le ${day(launch)}, pour une R&D finie le ${day(end)}\u202f: plus tôt que l’horizon de l’appel (${horizon(from, to)}). Vérifiez auprès du financeur.`,
    daysMissing: (from: number, to: number) =>
      `La fin de la R&D ou la mise sur le marché n’a pas de date (horizon de l’appel\u202f: ${horizon(from, to)}). Renseignez-les.`,
    horizonUnknown:
      'L’horizon de mise sur le marché de cet appel n’a pas été retrouvé. Vérifiez le cahier des charges.',
  },
  institute: {
    lead: {
      met: 'Le chef de file n’est ni un IRT ni un ITE.',
      'not-met': 'Le chef de file est un IRT ou un ITE\u202f: il peut être partenaire, jamais chef de file.',
      'to-check': 'Rien ne dit si le chef de file est un IRT ou un ITE. Précisez-le.',
    },
    money: {
      met: (list: readonly string[]) =>
        `${names(list)}\u202f: pas de financement des investissements d’avenir sur ce projet.`,
      'not-met': (list: readonly string[]) =>
        `${names(list)}\u202f: un IRT ne peut pas réunir investissements d’avenir et FUI sur un même projet.`,
      'to-check': (list: readonly string[]) =>
        `${names(list)}\u202f: vérifiez l’absence de financement des investissements d’avenir sur ce projet.`,
    },
  },
  base: {
    met: (base: number | null, least: number | null, most: number | null) =>
      `Assiette de ${money(base)}, entre ${money(least)} et ${money(most)}.`,
    'not-met': (base: number | null, least: number | null, most: number | null) =>
      `Assiette de ${money(base)}, hors des bornes de l’appel\u202f: de ${money(least)} à ${money(most)}.`,
    'to-check': (_base: number | null, least: number | null, most: number | null) =>
      `L’assiette n’est pas connue (de ${money(least)} à ${money(most)} pour cet appel). Renseignez les coûts de tous les partenaires.`,
  },
  loan: {
    borrower: {
      met: (_limits: LoanLimits) => 'L’emprunteur est une PME ou une ETI.',
      'not-met': (_limits: LoanLimits) =>
        'L’emprunteur n’est pas une PME ni une ETI\u202f: ce prêt ne lui est pas ouvert.',
      'to-check': (_limits: LoanLimits) =>
        'La nature ou la taille de l’emprunteur n’est pas connue. Précisez-la\u202f: une PME ou une ETI est attendue.',
    },
    origin: {
      met: (_limits: LoanLimits) => 'Le projet d’origine est labellisé et financé par l’État dans un guichet admis.',
      'not-met': (_limits: LoanLimits) =>
        'Le projet d’origine n’est pas labellisé, pas financé par l’État, ou vient d’un guichet non admis.',
      'to-check': (_limits: LoanLimits) => 'Label, financement de l’État ou guichet du projet d’origine à préciser.',
    },
    'work-done': {
      met: (_limits: LoanLimits) => 'Les travaux de R&D concernés sont terminés.',
      'not-met': (_limits: LoanLimits) =>
        'Les travaux de R&D concernés ne sont pas terminés. Attendez leur fin\u202f; le reste du projet peut continuer.',
      'to-check': (_limits: LoanLimits) => 'Rien ne dit si les travaux de R&D concernés sont terminés. Précisez-le.',
    },
    amount: {
      met: ({ leastCents, mostCents }: LoanLimits) =>
        `Le montant du prêt est compris entre ${money(leastCents)} et ${money(mostCents)}.`,
      'not-met': ({ leastCents, mostCents }: LoanLimits) =>
        `Le montant du prêt est hors des bornes\u202f: de ${money(leastCents)} à ${money(mostCents)}.`,
      'to-check': ({ leastCents, mostCents }: LoanLimits) =>
        `Le montant du prêt n’est pas connu (de ${money(leastCents)} à ${money(mostCents)}).`,
    },
    'private-cofunding': {
      met: (_limits: LoanLimits) => 'Le cofinancement privé est au moins égal au prêt.',
      'not-met': (_limits: LoanLimits) =>
        'Le cofinancement privé est inférieur au prêt. Augmentez-le ou réduisez le prêt.',
      'to-check': (_limits: LoanLimits) =>
        'Le cofinancement privé n’est pas connu\u202f: il doit être au moins égal au prêt.',
    },
    term: {
      met: (limits: LoanLimits) => `Durée de ${years(limits.years)}, dont ${years(limits.deferredYears)} de différé.`,
      'not-met': (limits: LoanLimits) =>
        `La durée doit être de ${years(limits.years)}, dont ${years(limits.deferredYears)} de différé.`,
      'to-check': (limits: LoanLimits) =>
        `Durée et différé à préciser\u202f: ${years(limits.years)}, dont ${years(limits.deferredYears)} de différé.`,
    },
  },
  orientation: {
    smaller: (asked: number, below: number, toward: string) =>
      `Aide demandée de ${money(asked)}, inférieure à ${money(below)}\u202f: voyez plutôt «\u202f${toward}\u202f».`,
    larger: (base: number, above: number, toward: string) =>
      `Assiette de ${money(base)}, au-dessus du plafond usuel d’environ ${money(above)}\u202f: voyez «\u202f${toward}\u202f». Le seuil exact n’est pas publié.`,
  },
  rate: {
    one: (name: string, rate: number, reasons: readonly (readonly [RateClass, RateCondition])[]) =>
      reasons.length === 1
        ? `${name}\u202f: taux de ${percent(rate)} (${classes[reasons[0]![0]]}, ${conditions[reasons[0]![1]]}).`
        : `${name}\u202f: taux de ${percent(rate)}, quelle que soit la réponse aux points inconnus.`,
    several: (name: string, rates: readonly number[]) =>
      `${name}\u202f: taux de ${rates.map(percent).join(' ou ')} selon la nature, la taille, le territoire, le label ou la base de coûts, qui ne sont pas tous connus.`,
    callWithout: (call: string) =>
      `«\u202f${call}\u202f» n’a pas de taux d’aide connu\u202f: le montant ne peut pas être calculé. Demandez-le au financeur.`,
    kindWithout: (name: string, call: string) =>
      `${name}\u202f: «\u202f${call}\u202f» n’indique pas de taux pour ce partenaire. Demandez-le au financeur.`,
    loan: (call: string) =>
      `«\u202f${call}\u202f» est un prêt\u202f: il n’a pas de taux d’aide. Voyez ses conditions ligne à ligne.`,
  },
  asked: {
    met: (name: string, asked: number | null, limits: readonly number[]) =>
      `${name} demande ${money(asked)}, dans la limite de ${money(limits[0] ?? null)} que donne le taux.`,
    'not-met': (name: string, asked: number | null, limits: readonly number[]) =>
      `${name} demande ${money(asked)}, au-dessus de ${money(limits.at(-1) ?? null)} que donne le taux. Réduisez la demande.`,
    'to-check': (name: string, asked: number | null, limits: readonly number[]) =>
      limits.length > 1
        ? `${name} demande ${money(asked)}, pour une limite de ${limits.map(money).join(' ou ')} selon des points inconnus.`
        : `${name}\u202f: l’aide demandée, l’assiette ou le taux n’est pas connu.`,
  },
  text: {
    inForce: (text: string, on: string) => `${text}, en vigueur à la date de décision du ${day(on)}.`,
    unknown: () => 'La date de décision n’est pas connue\u202f: le règlement applicable ne peut pas être désigné.',
  },
  intensity: {
    one: (name: string, category: ResearchCategory, value: number, made: readonly IntensityStep[]) =>
      `${name}, ${categories[category]}\u202f: ${percent(value)} au plus (${made.map(({ reason, points: count }, index) => `${steps[reason]} ${index === 0 ? formatNumber(count, 2) : points(count)}`).join(', ')}).`,
    between: (name: string, category: ResearchCategory, least: number, most: number) =>
      `${name}, ${categories[category]}\u202f: de ${percent(least)} à ${percent(most)} selon la taille, la collaboration ou la diffusion, qui ne sont pas toutes connues.`,
    unknown: (name: string, category: ResearchCategory, text: string) =>
      `${name}, ${categories[category]}\u202f: intensité inconnue dans le ${text}.`,
  },
  collaboration: {
    betweenFirms: {
      met: (most: number) =>
        `Collaboration effective entre entreprises indépendantes, avec une PME ou par-delà une frontière, aucune ne supportant plus de ${percent(most)} des coûts.`,
      'not-met': (most: number) =>
        `Pas de collaboration effective entre entreprises\u202f: il faut deux entreprises indépendantes, une PME ou deux États membres, et ${percent(most)} des coûts au plus pour chacune. La sous-traitance ne compte pas.`,
      'to-check': (most: number) =>
        `Collaboration entre entreprises à vérifier\u202f: groupes, tailles, pays, coûts ou sous-traitance ne sont pas tous connus (${percent(most)} des coûts au plus pour chacune).`,
    },
    withResearch: {
      met: (least: number) =>
        `Collaboration effective avec un organisme de recherche qui supporte ${percent(least)} des coûts au moins et peut publier ses résultats.`,
      'not-met': (least: number) =>
        `Pas de collaboration effective avec la recherche\u202f: un organisme doit supporter lui-même ${percent(least)} des coûts au moins et pouvoir publier ses résultats. La sous-traitance ne compte pas.`,
      'to-check': (least: number) =>
        `Collaboration avec la recherche à vérifier\u202f: part des coûts (${percent(least)} au moins), sous-traitance ou droit de publier ne sont pas tous connus.`,
    },
  },
  notification: {
    met: (list: readonly string[], aid: number | null, limit: number | null, text: string) =>
      limit === null
        ? `${names(list)}\u202f: aucune aide à notifier.`
        : `${names(list)}\u202f: aide de ${money(aid)}, ${money(limit)} au plus sans notification (${text}).`,
    'not-met': (list: readonly string[], aid: number | null, limit: number | null, text: string) =>
      `${names(list)}\u202f: aide de ${money(aid)}, au-dessus de ${money(limit)}\u202f: notification individuelle à la Commission (${text}).`,
    'to-check': (list: readonly string[], _aid: number | null, limit: number | null, text: string) =>
      limit === null
        ? `${names(list)}\u202f: seuil de notification inconnu dans ce cas (${text}).`
        : `${names(list)}\u202f: montant de l’aide inconnu, seuil de notification de ${money(limit)} (${text}).`,
  },
  incentive: {
    met: (name: string, applied: string | null, starts: string | null) =>
      `${name} a demandé l’aide le ${day(applied)}, avant le début des travaux le ${day(starts)}.`,
    'not-met': (name: string, applied: string | null, starts: string | null) =>
      `${name} a demandé l’aide le ${day(applied)}, après le début des travaux le ${day(starts)}\u202f: l’effet d’incitation manque.`,
    'to-check': (name: string, applied: string | null, starts: string | null) =>
      applied !== null && applied === starts
        ? `${name} a demandé l’aide le jour du début des travaux (${day(starts)})\u202f: vérifiez que la demande précède.`
        : `${name}\u202f: la date de la demande ou du début des travaux n’est pas connue.`,
    larger: (name: string) =>
      `${name} a demandé l’aide avant le début des travaux. Pour une entreprise qui n’est pas connue comme PME, vérifiez si d’autres preuves d’incitation sont exigées.`,
  },
  clusterAid: {
    share: {
      met: (most: number | null) =>
        `Aide au fonctionnement du pôle de ${most === null ? '' : percent(most)} des coûts au plus.`,
      'not-met': (most: number | null) =>
        `Aide au fonctionnement du pôle au-dessus de ${most === null ? '' : percent(most)} des coûts.`,
      'to-check': (most: number | null) =>
        most === null
          ? 'Part de l’aide au fonctionnement du pôle\u202f: limite inconnue dans le texte en vigueur à cette date.'
          : `Part de l’aide au fonctionnement du pôle inconnue (${percent(most)} au plus).`,
    },
    duration: {
      met: (count: number | null, most: number | null) =>
        `Aide au fonctionnement pendant ${years(count ?? 0)}, ${years(most ?? 0)} au plus.`,
      'not-met': (count: number | null, most: number | null) =>
        `Aide au fonctionnement pendant ${years(count ?? 0)}, alors que la limite est de ${years(most ?? 0)}.`,
      'to-check': (_count: number | null, most: number | null) =>
        most === null
          ? 'Durée de l’aide au fonctionnement\u202f: limite inconnue dans le texte en vigueur à cette date.'
          : `Durée de l’aide au fonctionnement inconnue (${years(most)} au plus).`,
    },
    amount: {
      met: (total: number | null, most: number | null) =>
        `Aide totale au pôle de ${money(total)}, ${money(most)} au plus sans notification.`,
      'not-met': (total: number | null, most: number | null) =>
        `Aide totale au pôle de ${money(total)}, au-dessus de ${money(most)}\u202f: notification individuelle à la Commission.`,
      'to-check': (total: number | null, most: number | null) =>
        most === null
          ? `Aide totale au pôle de ${money(total)}\u202f: seuil inconnu dans le texte en vigueur à cette date.`
          : `Aide totale au pôle inconnue (${money(most)} au plus sans notification).`,
    },
  },
  aidType: {
    covered: (framework: string, type: string, _from: number, _to: number) =>
      `Le régime cadre ${framework} couvre ce type d’aide\u202f: ${type}.`,
    notCovered: (framework: string, type: string, _from: number, _to: number) =>
      `Le régime cadre ${framework} ne couvre pas ce type d’aide\u202f: ${type}.`,
    outOfYears: (framework: string, type: string, from: number, to: number) =>
      `Le régime cadre ${framework} couvre ce type d’aide (${type}), mais de ${from} à ${to} seulement.`,
  },
  deMinimis: {
    met: (total: number | null, most: number | null, from: string | null) =>
      `Aides de minimis de ${money(total)} depuis le ${day(from)}, celle-ci comprise\u202f; ${money(most)} au plus par entreprise unique.`,
    'not-met': (total: number | null, most: number | null, from: string | null) =>
      `Aides de minimis de ${money(total)} depuis le ${day(from)}, celle-ci comprise, au-dessus de ${money(most)} par entreprise unique. Réduisez l’aide ou choisissez un autre fondement.`,
    'to-check': (total: number | null, most: number | null, from: string | null) =>
      most === null
        ? 'Aucun règlement de minimis n’est connu à cette date.'
        : total === null
          ? `Aides de minimis reçues non déclarées (${money(most)} au plus). Demandez une déclaration, même à zéro.`
          : `Aides de minimis de ${money(total)} au plus depuis le ${day(from)}, celle-ci comprise, pour ${money(most)} par entreprise unique\u202f: cela dépend des dates de l’exercice.`,
    fiscalYearUnknown: 'Le début de l’exercice fiscal n’est pas connu\u202f: le plus défavorable est retenu.',
  },
  cumulation: (name: string, other: number, room: number | null) =>
    `${name}\u202f: ${money(other)} d’autre argent public sur les mêmes coûts, déduits du plafond\u202f; il reste ${money(room)}.`,
  projectCeiling: {
    met: (aid: number | null, most: number) =>
      `Aide du projet de ${money(aid)}, ${money(most)} au plus pour cet appel.`,
    'not-met': (aid: number | null, most: number) =>
      `Aide du projet de ${money(aid)}, ramenée au plafond de l’appel, ${money(most)}\u202f: chaque part est réduite en proportion.`,
    'to-check': (_aid: number | null, most: number) =>
      `Aide du projet inconnue, ${money(most)} au plus pour cet appel.`,
  },
  costDoubt: {
    'too-small': (name: string, base: number) =>
      `${name}\u202f: ${money(base)} de coûts en tout. Vérifiez l’unité\u202f: les montants s’écrivent en euros, non en milliers d’euros.`,
    'too-large': (name: string, base: number) =>
      `${name}\u202f: ${money(base)} de coûts en tout, bien plus qu’un projet entier d’ordinaire. Vérifiez l’unité\u202f: les montants s’écrivent en euros.`,
  },
  assumptions: {
    noOtherFunding: 'Autre financement public non déclaré\u202f: compté comme nul, à vérifier.',
    notEconomic: 'Activité présumée non économique\u202f: aucune intensité d’aide d’État n’est appliquée, à vérifier.',
    economic: 'Activité présumée économique\u202f: les intensités d’aide d’État sont appliquées, à vérifier.',
    sizeByDecret:
      'Taille selon le décret n° 2008-1354\u202f; les aides suivent la définition européenne (entreprises partenaires et liées, deux exercices), à vérifier.',
    territoryByRegion:
      'Le territoire de chaque pôle est pris à la maille de ses régions, faute de périmètre exact dans le registre\u202f: à vérifier.',
    noText: 'Date de décision inconnue\u202f: le plafond d’aide d’État n’est pas connu.',
  },
};
