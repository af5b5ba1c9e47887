import { formatDay, formatNumber, type Say } from '#kit/say.ts';

const number = (value: number): string => formatNumber(value, 2);
const percent = (value: number): string =>
  Number.isFinite(value) ? `${formatNumber(value)}\u202f%` : 'plus de 100\u202f%';

export const fr = {
  unanswered:
    'Rien n’est indiqué\u202f: donnez une valeur (zéro compris), ou dites «\u202fsans objet\u202f» ou «\u202fpas encore connu avant le…\u202f».',
  unansweredText: 'Cette question attend une réponse en quelques mots.',
  notKnownWithoutDay: 'La valeur n’est pas encore connue\u202f: indiquez à partir de quel jour elle le sera.',
  notKnownInPast: (day: string) =>
    `La valeur devait être connue le ${formatDay(day)}, qui est passé\u202f: indiquez-la, ou donnez un jour à venir.`,
  promisedNotApplicable: (target: string, year: number) =>
    `Le contrat promet ${target} pour ${year}, et l’indicateur est dit sans objet\u202f: expliquez pourquoi en commentaire.`,
  notYesNo: (value: number) => `${number(value)} n’est ni oui ni non\u202f: choisissez l’un des deux.`,
  notALevel: (value: number) =>
    `${number(value)} n’est pas un niveau de l’échelle\u202f: choisissez un niveau de la liste.`,
  negative: (value: string) => `${value}\u202f: cette valeur ne peut pas être négative. Écrivez zéro ou plus.`,
  notWhole: (value: number, unit: Say) =>
    `${number(value)} n’est pas un nombre entier de ${unit.fr}\u202f: arrondissez, ou corrigez la saisie.`,
  numeratorMissing: 'Le numérateur manque\u202f: un ratio se donne avec ses deux termes.',
  denominatorMissing: 'Le dénominateur manque\u202f: un ratio se donne avec ses deux termes.',
  denominatorZero: 'Le dénominateur est zéro\u202f: il n’y a pas de ratio, choisissez «\u202fsans objet\u202f».',
  negativeTerm: (value: number) => `${number(value)}\u202f: un terme ne peut pas être négatif. Écrivez zéro ou plus.`,
  partAboveWhole: (part: number, whole: number) =>
    `Le numérateur (${number(part)}) dépasse le dénominateur (${number(whole)}), dont il est une partie\u202f: vérifiez s’ils sont inversés.`,
  shareOutOfRange: (value: number) => `${number(value)}\u202f% n’est pas une part\u202f: elle va de 0 à 100\u202f%.`,
  notItsTerms: (value: number, computed: number) =>
    `${number(value)}\u202f% est indiqué, mais les deux termes donnent ${number(computed)}\u202f%\u202f: corrigez l’un des trois.`,
  ownRatioBeyond: (value: number) =>
    `${number(value)}\u202f% dépasse 100\u202f%\u202f: vérifiez que l’indicateur mesure une évolution et non une part.`,
  unknownReason: 'Ce motif n’est pas dans la liste\u202f: choisissez-en un autre.',
  otherWithoutWords: 'Le motif est «\u202fautre\u202f»\u202f: dites lequel en quelques mots.',
  gapToTarget: (value: string, target: string, gap: number, threshold: number) =>
    `${value} pour une cible de ${target}, soit un écart de ${percent(gap)}, au-delà du seuil de ${percent(threshold)}\u202f: choisissez un motif.`,
  gapToCounted: (value: string, counted: string, gap: number, threshold: number) =>
    `${value} est indiqué alors que ${counted} a été compté, soit un écart de ${percent(gap)}, au-delà du seuil de ${percent(threshold)}\u202f: choisissez un motif, ou complétez les faits.`,
  countedSetAside: (counted: string) =>
    `${counted} a été compté, et la valeur est dite sans objet ou pas encore connue\u202f: choisissez un motif, ou reprenez la valeur comptée.`,
  cumulatedFalls: (value: string, before: string, year: number) =>
    `${value}, après ${before} en ${year}\u202f: un total cumulé ne baisse pas. Vérifiez que vous donnez le total depuis le début et non l’année seule.`,
  unusualChange: (value: string, before: string, year: number) =>
    `${value}, après ${before} en ${year}\u202f: le changement sort nettement de ceux des années précédentes. Vérifiez l’unité et la saisie, ou expliquez-le en commentaire.`,
  outsideHistory: (value: string, least: string, most: string, from: number, to: number) =>
    `${value}\u202f: de ${from} à ${to}, les valeurs allaient de ${least} à ${most}. Vérifiez l’unité et la saisie, ou expliquez-le en commentaire.`,
  sameAsLastYear: (value: string, year: number) =>
    `${value}, exactement comme en ${year}\u202f: vérifiez que la valeur n’a pas été recopiée.`,
  partExceeds: (part: Say, value: number, whole: Say, most: number) =>
    `${number(value)} pour «\u202f${part.fr}\u202f», mais ${number(most)} pour «\u202f${whole.fr}\u202f», qui devrait les contenir\u202f: vérifiez lequel est à corriger.`,
  publicShareAbove: (value: number, limit: number, year: number) =>
    `${number(value)}\u202f% de financement public, au-dessus des ${number(limit)}\u202f% prévus pour ${year}\u202f: dites en commentaire comment le pôle y revient.`,
  budgetsDiffer: (whole: string, sum: string) =>
    `Le budget au dénominateur (${whole}) n’est pas celui de l’indicateur GOU-02 (${sum})\u202f: donnez le même aux deux endroits.`,
};
