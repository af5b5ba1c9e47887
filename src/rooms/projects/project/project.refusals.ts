import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';

const refusals = {
  CLUSTER_UNKNOWN: {
    status: 422,
    fr: 'Aucun pôle ne porte ce nom court. Choisissez-le dans la liste des pôles.',
    en: 'No cluster has this short name. Choose it from the list of clusters.',
  },
  FILIERE_UNKNOWN: {
    status: 422,
    fr: 'Cette filière n’est pas dans la liste des comités stratégiques. Choisissez-en une de la liste.',
    en: 'This sector is not among the strategic committees. Choose one of the list.',
  },
  ACRONYM_TAKEN: {
    status: 422,
    fr: 'Un projet de ce pôle porte déjà cet acronyme. Ajoutez un mot qui les distingue.',
    en: 'A project of this cluster already has this acronym. Add a word that tells them apart.',
  },
  ENDS_BEFORE_START: {
    status: 422,
    fr: 'La R&D finirait avant de commencer, le {day}. Vérifiez les deux dates.',
    en: 'The R&D would end before it starts, on {day}. Check both days.',
  },
  REVISION_OLD: {
    status: 409,
    fr: 'Ce projet a changé depuis que vous l’avez ouvert. Votre saisie est conservée ci-dessous\u202f: comparez, puis enregistrez à nouveau.',
    en: 'This project has changed since you opened it. What you typed is kept below: compare, then save again.',
  },
  PROJECT_CLOSED: {
    status: 409,
    fr: 'Ce projet est abandonné\u202f: son consortium et ses coûts ne changent plus.',
    en: 'This project is abandoned: its consortium and its costs do not change any more.',
  },
  ORGANISATION_UNKNOWN: {
    status: 422,
    fr: 'Cette organisation n’est pas au registre. Inscrivez-la d’abord, puis revenez l’ajouter.',
    en: 'This organisation is not in the registry. Enter it there first, then come back to add it.',
  },
  ALREADY_PARTNER: {
    status: 422,
    fr: '{name} est déjà partenaire de ce projet.',
    en: '{name} is already a partner of this project.',
  },
  ORGANISATION_CEASED: {
    status: 422,
    fr: '{name} a cessé son activité le {day}\u202f: elle ne peut plus entrer dans un consortium.',
    en: '{name} ceased its activity on {day}: it cannot enter a consortium any more.',
  },
  COMMUNE_UNKNOWN: {
    status: 422,
    fr: 'Aucune commune ne porte ce code. Cherchez-la par son nom.',
    en: 'No commune has this code. Look for it by its name.',
  },
  COMMUNE_ABROAD: {
    status: 422,
    fr: 'Une commune française ne va pas avec un travail fait hors de France. Laissez-la vide, ou corrigez le pays.',
    en: 'A French commune does not go with work done outside France. Leave it empty, or correct the country.',
  },
  REASON_WANTED: {
    status: 422,
    fr: 'Le dossier est déjà déposé\u202f: dites pourquoi le consortium change, les financeurs le liront.',
    en: 'The file has already been submitted: say why the consortium changes, the funders will read it.',
  },
  PARTNER_UNKNOWN: {
    status: 409,
    fr: 'Ce partenaire n’est pas, ou n’est plus, dans le consortium. Revenez à la page « Consortium ».',
    en: 'This partner is not, or no longer, in the consortium. Go back to the page “Consortium”.',
  },
  LEAD_STAYS: {
    status: 409,
    fr: 'Le chef de file ne peut pas partir sans successeur\u202f: nommez d’abord un autre chef de file.',
    en: 'The lead partner cannot leave without a successor: first name another lead partner.',
  },
  ALREADY_LEAD: {
    status: 409,
    fr: '{name} est déjà chef de file.',
    en: '{name} is already the lead partner.',
  },
  LEAVES_BEFORE_JOINING: {
    status: 422,
    fr: 'Ce partenaire est entré le {day}\u202f: il ne peut pas sortir avant.',
    en: 'This partner joined on {day}: it cannot leave before.',
  },
  COSTS_IMPLAUSIBLE: {
    status: 422,
    fr: 'Ces coûts font {total} pour un seul partenaire. Les montants sont en euros, pas en milliers\u202f: corrigez-les, ou confirmez-les.',
    en: 'These costs make {total} for one partner. Amounts are in euros, not in thousands: correct them, or confirm them.',
  },
  AID_ABOVE_COSTS: {
    status: 422,
    fr: 'L’aide demandée ({asked}) dépasse les coûts du partenaire ({costs}).',
    en: 'The aid asked for ({asked}) is above the costs of the partner ({costs}).',
  },
  GATE_CLOSED: { status: 409, fr: '{reason}', en: '{reason}' },
  STAGE_BEFORE: {
    status: 422,
    fr: 'L’étape précédente date du {day}\u202f: celle-ci ne peut pas venir avant.',
    en: 'The stage before is dated {day}: this one cannot come earlier.',
  },
  DAY_TO_COME: {
    status: 422,
    fr: 'Ce jour n’est pas encore venu. Indiquez le jour où cela s’est produit.',
    en: 'This day has not come yet. Give the day on which it happened.',
  },
  EVIDENCE_WANTED: {
    status: 422,
    fr: 'Dites ce qui le prouve\u202f: une pièce, une référence, une décision.',
    en: 'Say what proves it: a document, a reference, a decision.',
  },
} as const satisfies Record<string, Refusal>;

/** The refusals that one action may give. */
export const refusing = refusalsFrom(refusals);
