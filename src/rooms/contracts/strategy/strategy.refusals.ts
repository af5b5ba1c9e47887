import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';

const refusals = {
  UNKNOWN_AREA: {
    status: 422,
    fr: 'Un des domaines choisis n’est plus dans le projet. Choisissez parmi les domaines de la page «\u202fStratégie\u202f».',
    en: 'One of the areas chosen is no longer in the project. Choose among the areas of the page “Strategy”.',
  },
  SECTION_EXISTS: {
    status: 409,
    fr: 'Cette rubrique du diagnostic est déjà écrite ({who}, le {at}). Ouvrez-la pour la modifier\u202f: chaque rubrique n’existe qu’une fois.',
    en: 'This section of the diagnosis is already written ({who}, on {at}). Open it to change it: each section exists once.',
  },
  SIZE_WITHOUT_YEAR: {
    status: 422,
    fr: 'La taille d’un marché et son année vont ensemble. Complétez celle qui manque, ou laissez les deux vides.',
    en: 'The size of a market and its year go together. Give the one that is missing, or leave both empty.',
  },
  SIZE_WITHOUT_SOURCE: {
    status: 422,
    fr: 'Dites d’où vient la taille du marché (étude, organisme, adresse)\u202f: un chiffre sans source n’est pas montré.',
    en: 'Say where the size of the market comes from (study, body, address): a figure without a source is not shown.',
  },
  UNKNOWN_NAF: {
    status: 422,
    fr: 'Inconnu dans la nomenclature d’activités (NAF, révision 2)\u202f: {codes}. Cherchez le code par un mot de l’activité.',
    en: 'Not in the classification of activities (NAF, revision 2): {codes}. Look the code up by a word of the activity.',
  },
  UNKNOWN_CPV: {
    status: 422,
    fr: 'Inconnu dans le vocabulaire des marchés publics (CPV 2008)\u202f: {codes}. Cherchez le code par un mot de l’achat.',
    en: 'Not in the procurement vocabulary (CPV 2008): {codes}. Look the code up by a word of the purchase.',
  },
  YEAR_OUTSIDE_CONTRACT: {
    status: 422,
    fr: '{year} est hors du contrat, qui va de {from} à {to}. Choisissez une de ces années.',
    en: '{year} lies outside the contract, which runs from {from} to {to}. Choose one of these years.',
  },
  BUDGET_EXISTS: {
    status: 409,
    fr: 'Le budget de fonctionnement de {year} est déjà saisi ({amount}). Modifiez-le plutôt que d’en ajouter un second.',
    en: 'The running costs of {year} are already given ({amount}). Change them rather than adding a second budget.',
  },
  UNKNOWN_PARTY: {
    status: 422,
    fr: '«\u202f{party}\u202f» n’est pas partie à ce contrat et n’a pas mandat pour s’y engager. Ajoutez-la d’abord à la liste des signataires, ou choisissez parmi\u202f: {parties}.',
    en: '“{party}” is not a party to this contract and has no mandate to commit itself in it. Add it to the list of signatories first, or choose among: {parties}.',
  },
  COMMITMENT_EXISTS: {
    status: 409,
    fr: '{party} s’est déjà engagé pour {year} sur cette nature de dépense ({amount}). Modifiez cet engagement plutôt que d’en ajouter un second.',
    en: '{party} has already committed for {year} to this nature of spending ({amount}). Change that commitment rather than adding a second one.',
  },
  CELLS_WRONG: {
    status: 422,
    fr: 'Rien n’est enregistré\u202f: une case au moins est à corriger.',
    en: 'Nothing is saved: at least one cell needs correcting.',
  },
  NOTHING_CHANGED: {
    status: 422,
    fr: 'Le plan est déjà enregistré ainsi\u202f: aucune case n’a changé.',
    en: 'The plan is already saved like this: no cell has changed.',
  },
  CELL_CHANGED: {
    status: 409,
    fr: '{who} a mis {amount} le {at}, après que vous avez ouvert la grille. Gardez votre montant et enregistrez à nouveau, ou reprenez le sien.',
    en: '{who} put {amount} on {at}, after you opened the grid. Keep your amount and save again, or take theirs.',
  },
  CELL_GONE: {
    status: 409,
    fr: 'Ce montant a été retiré depuis que vous avez ouvert la grille. Enregistrez à nouveau s’il doit rester.',
    en: 'This amount has been removed since you opened the grid. Save again if it should stay.',
  },
  CELL_TWICE: {
    status: 422,
    fr: 'Cette case est donnée deux fois dans le même envoi.',
    en: 'This cell is given twice in the same sending.',
  },
  PAID_IN_FUTURE: {
    status: 422,
    fr: 'Un versement est un fait\u202f: le {day} n’est pas encore passé. Enregistrez-le le jour venu.',
    en: 'A payment is a fact: {day} has not come yet. Record it when the day comes.',
  },
  PAYMENT_RECORDED: {
    status: 409,
    fr: 'Ce versement est déjà enregistré (même partie, même jour, même montant, même référence). Si c’en est un autre, donnez-lui sa référence.',
    en: 'This payment is already recorded (same party, same day, same amount, same reference). If it is another one, give its reference.',
  },
  PAYMENT_GONE: {
    status: 409,
    fr: 'Ce versement n’existe pas dans ce contrat, ou il en a déjà été retiré.',
    en: 'This payment is not in this contract, or it has already been withdrawn.',
  },
  UNKNOWN_REGION: {
    status: 422,
    fr: 'Aucune région de 2013 n’a le code {region}. Choisissez une des 27 régions de la liste.',
    en: 'No region of 2013 has the code {region}. Choose one of the 27 regions of the list.',
  },
  PRIORITY_GONE: {
    status: 409,
    fr: 'Cette priorité régionale n’existe pas, ou elle a été retirée.',
    en: 'This regional priority does not exist, or it has been withdrawn.',
  },
  PRIORITY_CHANGED: {
    status: 409,
    fr: '{who} a modifié cette priorité le {at}, après que vous l’avez ouverte. Votre saisie est conservée\u202f: comparez, puis enregistrez à nouveau.',
    en: '{who} changed this priority on {at}, after you opened it. What you typed is kept: compare, then save again.',
  },
  REGION_KEPT: {
    status: 422,
    fr: 'Une priorité ne change pas de région. Retirez celle-ci et enregistrez-en une autre.',
    en: 'A priority does not change region. Withdraw this one and record another.',
  },
  PRIORITY_ENDS_FIRST: {
    status: 422,
    fr: 'La fin de validité vient avant le début.',
    en: 'The last day of validity comes before the first.',
  },
  OFFICIAL_WITHOUT_SOURCE: {
    status: 422,
    fr: 'Une priorité officielle cite l’adresse ou la référence du document qui l’énonce. Donnez-la, ou choisissez une certitude plus prudente.',
    en: 'An official priority cites the address or reference of the document that states it. Give it, or choose a more cautious certainty.',
  },
  INVENTED_RESERVED: {
    status: 422,
    fr: 'Seule la démonstration crée des données inventées, et elle ne les dit jamais officielles.',
    en: 'Only the demonstration creates invented data, and never calls it official.',
  },
} as const satisfies Record<string, Refusal>;

export type StrategyRefusal = keyof typeof refusals;

/** The refusals of this slice that one action may give. */
export const strategyRefusing = refusalsFrom(refusals);

/** The sentence of a refusal, for the cell of a grid that it concerns. */
export const strategySentence = (code: StrategyRefusal): Refusal => refusals[code];
