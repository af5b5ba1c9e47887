import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';

/** Why the registry says no, and what to do about it. `{marks}` are filled in by the action that refuses. */
export const refusals = {
  // Clusters
  CLUSTER_ID_TAKEN: {
    status: 409,
    fr: 'L’identifiant «\u202f{id}\u202f» désigne déjà un autre pôle. Choisissez-en un autre\u202f: il ne changera plus.',
    en: 'The identifier “{id}” already names another cluster. Choose another one: it will not change afterwards.',
  },
  UNKNOWN_CLUSTER: {
    status: 422,
    fr: 'Ce pôle n’existe pas. Choisissez-le dans la liste des pôles.',
    en: 'This cluster does not exist. Choose it from the list of clusters.',
  },
  UNKNOWN_COMMUNE: {
    status: 422,
    fr: 'La commune «\u202f{code}\u202f» n’existe pas dans la liste de l’Insee. Cherchez-la par son nom.',
    en: 'The commune “{code}” is not in Insee’s list. Search for it by name.',
  },
  UNKNOWN_DEPARTEMENT: {
    status: 422,
    fr: 'Le département «\u202f{code}\u202f» n’existe pas. Écrivez son code, par exemple 38 ou 2A.',
    en: 'There is no département “{code}”. Write its code, for example 38 or 2A.',
  },
  UNKNOWN_REGION: {
    status: 422,
    fr: 'Aucune région ne porte le code «\u202f{code}\u202f» dans la liste de {vintage}. Choisissez-la dans la liste.',
    en: 'No region has the code “{code}” in the list of {vintage}. Choose it from the list.',
  },
  NO_REGION: {
    status: 422,
    fr: 'Un pôle relève d’une région au moins. Cochez ses régions.',
    en: 'A cluster stands in at least one region. Tick its regions.',
  },
  COORDINATING_REGION_NOT_LISTED: {
    status: 422,
    fr: 'La région coordinatrice doit être une des régions du pôle. Cochez-la aussi, ou choisissez-en une autre.',
    en: 'The coordinating region must be one of the cluster’s regions. Tick it too, or choose another one.',
  },
  GOVERNANCE_FORM: {
    status: 422,
    fr: 'Un pôle est porté par une association, un GIE ou un GIS. {name} a une autre forme juridique ({form}). Corrigez sa catégorie juridique, précisez s’il s’agit d’un GIS, ou choisissez une autre structure.',
    en: 'A cluster is carried by an association, a GIE or a GIS. {name} has another legal form ({form}). Correct its legal category, say whether it is a GIS, or choose another body.',
  },
  GOVERNANCE_FORM_UNKNOWN: {
    status: 422,
    fr: 'La catégorie juridique de {name} n’est pas connue. Renseignez-la d’abord\u202f: un pôle est porté par une association, un GIE ou un GIS.',
    en: 'The legal category of {name} is not known. Fill it in first: a cluster is carried by an association, a GIE or a GIS.',
  },
  PUBLIC_REPRESENTATIVE: {
    status: 422,
    fr: 'Le représentant légal d’un pôle ne vient ni de l’État ni d’une collectivité\u202f: {name} est l’un ou l’autre. Désignez une autre personne.',
    en: 'The legal representative of a cluster comes neither from the State nor from a local authority: {name} is one or the other. Appoint another person.',
  },
  NO_GOVERNANCE_BODY: {
    status: 409,
    fr: 'La structure de gouvernance de ce pôle n’est pas connue. Indiquez-la avant son représentant.',
    en: 'The governance body of this cluster is not known. Record it before its representative.',
  },
  STARTS_BEFORE_THE_LAST: {
    status: 422,
    fr: 'Ce qui est en vigueur a commencé le {day}. La date de début doit être postérieure.',
    en: 'What is in force began on {day}. The start date must be later.',
  },

  // Label and designations
  LABEL_STATE: {
    status: 409,
    fr: '{reason}',
    en: '{reason}',
  },
  LABEL_ORDER: {
    status: 409,
    fr: 'Une décision prenant effet le {day} suit déjà, et ne se comprend plus après celle-ci. Vérifiez la date d’effet.',
    en: 'A decision taking effect on {day} already follows, and no longer makes sense after this one. Check the date of effect.',
  },
  LABEL_BEFORE_DECISION: {
    status: 422,
    fr: 'Un retrait ne peut pas prendre effet avant d’être décidé. Corrigez la date d’effet.',
    en: 'A withdrawal cannot take effect before it is decided. Correct the date of effect.',
  },
  TERM_NOT_ALLOWED: {
    status: 422,
    fr: 'Un retrait ou une fusion n’a pas de terme. Laissez la date de fin vide.',
    en: 'A withdrawal or a merger has no term. Leave the end date empty.',
  },
  ENDS_BEFORE_START: {
    status: 422,
    fr: 'La date de fin précède la date de début ({day}). Corrigez l’une des deux.',
    en: 'The end date comes before the start date ({day}). Correct one of them.',
  },
  MERGED_INTO_NOTHING: {
    status: 422,
    fr: 'Une fusion éteint un label au profit d’un autre pôle. Indiquez le pôle qui en est issu.',
    en: 'A merger ends a label in favour of another cluster. Name the cluster that comes out of it.',
  },
  ALREADY_STRATEGIC: {
    status: 409,
    fr: '{name} est déjà désigné parmi les pôles stratégiques à cette date.',
    en: '{name} is already designated as a strategic cluster on that day.',
  },
  NOT_LABELLED: {
    status: 409,
    fr: '{name} n’a pas le label le {day}. Seul un pôle labellisé peut être désigné stratégique.',
    en: '{name} does not hold the label on {day}. Only a labelled cluster can be designated as strategic.',
  },
  STRATEGIC_CEILING: {
    status: 409,
    fr: 'Le plafond de {ceiling} pôles stratégiques est atteint. Mettez fin à une désignation, ou prenez une date où il en reste.',
    en: 'The ceiling of {ceiling} strategic clusters is reached. End a designation, or take a date when one is left.',
  },
  DESIGNATION_ENDED: {
    status: 409,
    fr: 'Cette désignation a déjà pris fin le {day}.',
    en: 'This designation already ended on {day}.',
  },
  ALREADY_RATED: {
    status: 409,
    fr: 'Une autre note est déjà enregistrée pour {year}\u202f: elle reste. Vérifiez l’année de l’évaluation.',
    en: 'Another rating is already recorded for {year}: it stays. Check the year of the evaluation.',
  },
  SUCCESSION_EXISTS: {
    status: 409,
    fr: 'Cette succession est déjà enregistrée.',
    en: 'This succession is already recorded.',
  },
  SUCCESSION_CIRCLE: {
    status: 422,
    fr: 'Un pôle ne peut pas se succéder à lui-même, même par l’intermédiaire d’un autre. Vérifiez le sens de la succession.',
    en: 'A cluster cannot succeed itself, even through another one. Check the direction of the succession.',
  },

  // Organisations
  INVALID_SIREN: { status: 422, fr: '{reason}', en: '{reason}' },
  INVALID_SIRET: { status: 422, fr: '{reason}', en: '{reason}' },
  SIREN_TAKEN: {
    status: 409,
    fr: 'Le SIREN {siren} est déjà celui de {name}. Ouvrez sa fiche plutôt que d’en créer une autre.',
    en: 'The SIREN {siren} already belongs to {name}. Open its page rather than create another one.',
  },
  SIRET_OF_ANOTHER: {
    status: 422,
    fr: 'Ce SIRET est un établissement du SIREN {siren}, pas de cette organisation. Vérifiez l’un et l’autre.',
    en: 'This SIRET is an establishment of SIREN {siren}, not of this organisation. Check both.',
  },
  SYNTHETIC_SIREN: {
    status: 422,
    fr: 'Les SIREN de 002\u202f000\u202f000 à 004\u202f999\u202f999 sont ceux des organisations inventées, et d’elles seules. Vérifiez le numéro.',
    en: 'SIRENs from 002\u202f000\u202f000 to 004\u202f999\u202f999 belong to invented organisations, and to them alone. Check the number.',
  },
  SYNTHETIC_RESERVED: {
    status: 422,
    fr: 'Seule la démonstration crée des données inventées. Laissez cette case vide.',
    en: 'Only the demonstration creates invented data. Leave this box empty.',
  },
  UNKNOWN_ORGANISATION: {
    status: 422,
    fr: 'Cette organisation n’existe pas. Cherchez-la par son nom ou son SIREN.',
    en: 'This organisation does not exist. Search for it by name or SIREN.',
  },
  UNKNOWN_LEGAL_CATEGORY: {
    status: 422,
    fr: 'La catégorie juridique «\u202f{code}\u202f» n’existe pas dans la nomenclature de l’Insee. Écrivez ses quatre chiffres.',
    en: 'The legal category “{code}” is not in Insee’s nomenclature. Write its four digits.',
  },
  UNKNOWN_NAF: {
    status: 422,
    fr: 'Le code NAF «\u202f{code}\u202f» n’existe pas. Écrivez-le comme 62.01Z.',
    en: 'There is no NAF code “{code}”. Write it like 62.01Z.',
  },
  YEAR_NOT_CLOSED: {
    status: 422,
    fr: 'Ces comptes se ferment le {day}, qui n’est pas encore passé. Saisissez-les une fois l’exercice clos.',
    en: 'These accounts close on {day}, which has not passed yet. Enter them once the year is closed.',
  },
  CLOSED_IN_ANOTHER_YEAR: {
    status: 422,
    fr: 'L’exercice {year} se ferme en {year} ou l’année suivante. Vérifiez la date de clôture.',
    en: 'The accounts of {year} close in {year} or in the year after. Check the closing date.',
  },
  NOTHING_KNOWN: {
    status: 422,
    fr: 'Aucun chiffre n’est renseigné. Écrivez-en un au moins\u202f: ce qui est inconnu reste vide, zéro s’écrit 0.',
    en: 'No figure is given. Write at least one: what is unknown stays empty, zero is written 0.',
  },
  GROUP_CIRCLE: {
    status: 422,
    fr: '{child} contrôle déjà {parent}, directement ou non, pendant cette période. Un groupe ne peut pas tourner en rond\u202f: vérifiez le sens du lien.',
    en: '{child} already controls {parent}, directly or not, during this period. A group cannot run in a circle: check the direction of the link.',
  },
  GROUP_PARENT_EXISTS: {
    status: 409,
    fr: '{child} a déjà une société mère pendant cette période\u202f: {parent}. Mettez d’abord fin à ce lien.',
    en: '{child} already has a parent company during this period: {parent}. End that link first.',
  },
  LINK_ENDED: {
    status: 409,
    fr: 'Ce lien a déjà pris fin le {day}.',
    en: 'This link already ended on {day}.',
  },

  // Memberships
  ALREADY_MEMBER: {
    status: 409,
    fr: '{name} est déjà membre de ce pôle {when}. Deux périodes ne peuvent pas se recouvrir\u202f: corrigez les dates, ou modifiez l’adhésion existante.',
    en: '{name} is already a member of this cluster {when}. Two spells cannot overlap: correct the dates, or amend the existing membership.',
  },
  MEMBERSHIP_ENDED: {
    status: 409,
    fr: 'Cette adhésion a déjà pris fin le {day}. Si la date est fausse, corrigez l’adhésion.',
    en: 'This membership already ended on {day}. If the date is wrong, amend the membership.',
  },
  REASON_NEEDED: {
    status: 422,
    fr: 'Une adhésion qui prend fin garde son motif. Écrivez-le en quelques mots.',
    en: 'A membership that ends keeps its reason. Write it in a few words.',
  },
  FEE_OUTSIDE_SPELL: {
    status: 422,
    fr: 'L’adhésion ne couvre aucun jour de {year}. Vérifiez l’année de la cotisation.',
    en: 'The membership covers no day of {year}. Check the year of the fee.',
  },

  // Applications
  APPLICATION_PENDING: {
    status: 409,
    fr: '{name} a déjà une candidature en attente dans ce pôle, déposée le {day}. Décidez-la, ou retirez-la.',
    en: '{name} already has an application waiting in this cluster, made on {day}. Decide on it, or withdraw it.',
  },
  APPLICATION_STATE: { status: 409, fr: '{reason}', en: '{reason}' },
  DECIDED_BEFORE_APPLIED: {
    status: 422,
    fr: 'La décision ne peut pas précéder la candidature, déposée le {day}.',
    en: 'The decision cannot come before the application, made on {day}.',
  },
  ORIENTATION_NEEDED: {
    status: 422,
    fr: 'Un refus pour un projet hors de la stratégie indique un autre pôle, mieux placé. Choisissez-le\u202f: le candidat saura où s’adresser.',
    en: 'A refusal as off-strategy names another, better placed cluster. Choose it: the applicant will know where to turn.',
  },
  ORIENTED_TO_ITSELF: {
    status: 422,
    fr: 'Le candidat est orienté vers le pôle même qui le refuse. Choisissez-en un autre.',
    en: 'The applicant is oriented to the very cluster that refuses it. Choose another one.',
  },
  ADMISSION_NEEDS_A_DATE: {
    status: 422,
    fr: 'Indiquez le premier jour de l’adhésion.',
    en: 'Give the first day of the membership.',
  },

  // Programme
  CEILING_BELOW_PRESENT: {
    status: 409,
    fr: 'Jusqu’à {count} pôles stratégiques sont désignés en même temps\u202f: le plafond ne peut pas descendre plus bas.',
    en: 'Up to {count} strategic clusters are designated at the same time: the ceiling cannot go lower.',
  },
  OUTSIDE_PROGRAMME: {
    status: 422,
    fr: 'Le jour de référence doit être compris entre le {from} et le {to}.',
    en: 'The reference day must stand between {from} and {to}.',
  },
} as const satisfies Record<string, Refusal>;

export type RefusalCode = keyof typeof refusals;

/** The refusals that one action may give. */
export const refusing = refusalsFrom(refusals);
