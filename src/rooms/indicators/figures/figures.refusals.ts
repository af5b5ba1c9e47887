import type { Refusal } from '#kit/context.ts';

const refusals = {
  UNKNOWN_INDICATOR: {
    status: 404,
    fr: 'Cet indicateur n’est pas au catalogue.',
    en: 'This indicator is not in the catalogue.',
  },
  YEAR_AHEAD: {
    status: 422,
    fr: 'L’année {year} n’a pas commencé\u202f: une valeur ne se déclare pas d’avance. Une cible s’écrit au contrat.',
    en: 'The year {year} has not begun: a value is not declared in advance. A target belongs in the contract.',
  },
  VALUE_WANTED: {
    status: 422,
    fr: 'Indiquez la valeur, ou choisissez «\u202fsans objet\u202f» ou «\u202fpas encore connue\u202f».',
    en: 'Give the value, or choose “not applicable” or “not known yet”.',
  },
  TERMS_WANTED: {
    status: 422,
    fr: 'Cet indicateur est un rapport\u202f: indiquez son numérateur et son dénominateur, qui n’est pas zéro. Le pourcentage s’en déduit.',
    en: 'This indicator is a ratio: give its numerator and its denominator, which is not zero. The percentage follows.',
  },
  NO_VALUE_WANTED: {
    status: 422,
    fr: 'Une valeur sans objet ou pas encore connue ne porte pas de nombre\u202f: videz ces champs, ou choisissez «\u202fconnue\u202f».',
    en: 'A value that does not apply or is not known yet carries no number: empty these fields, or choose “known”.',
  },
  SOURCE_ABSENT: {
    status: 422,
    fr: 'Aucune valeur de cette source n’est connue ici. Choisissez une source qui figure dans la liste.',
    en: 'No value of this source is known here. Choose a source of the list.',
  },
} as const satisfies Record<string, Refusal>;

export const figuresRefusing = <Code extends keyof typeof refusals>(...codes: readonly Code[]) =>
  Object.fromEntries(codes.map((code) => [code, refusals[code]])) as Pick<typeof refusals, Code>;
