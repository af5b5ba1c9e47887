import * as z from 'zod';
import { formatNumber, locale } from './say.ts';
import type { FieldError } from './web/page.ts';

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What a schema found wrong, as sentences beside the fields they concern: `contacts.0.email`. */
export function invalidFields(issues: readonly Issue[]): FieldError[] {
  return issues.map((issue) => ({
    field: (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.'),
    message: issue.message,
  }));
}

const SENTENCES = {
  fr: {
    missing: 'Cette valeur est nécessaire.',
    number: 'Écrivez un nombre, par exemple 12 ou 1 234,5.',
    text: 'Écrivez un texte.',
    choice: 'Choisissez une des valeurs proposées.',
    email: 'Écrivez une adresse électronique complète, par exemple prenom.nom@exemple.fr.',
    day: 'Écrivez une date au format année-mois-jour, par exemple 2013-06-30.',
    url: 'Écrivez une adresse complète, par exemple https://exemple.fr.',
    tooShort: (least: string) => `Écrivez au moins ${least} caractères.`,
    tooLong: (most: string) => `Écrivez au plus ${most} caractères.`,
    tooSmall: (least: string) => `La valeur doit être au moins ${least}.`,
    tooBig: (most: string) => `La valeur doit être au plus ${most}.`,
    tooFew: (least: string) => `Choisissez-en au moins ${least}.`,
    tooMany: (most: string) => `Choisissez-en au plus ${most}.`,
    form: 'Cette valeur n’a pas la forme attendue.',
  },
  en: {
    missing: 'This value is required.',
    number: 'Write a number, for example 12 or 1234.5.',
    text: 'Write some text.',
    choice: 'Choose one of the values offered.',
    email: 'Write a complete e-mail address, for example first.last@example.org.',
    day: 'Write a date as year-month-day, for example 2013-06-30.',
    url: 'Write a complete address, for example https://example.org.',
    tooShort: (least: string) => `Write at least ${least} characters.`,
    tooLong: (most: string) => `Write at most ${most} characters.`,
    tooSmall: (least: string) => `The value must be at least ${least}.`,
    tooBig: (most: string) => `The value must be at most ${most}.`,
    tooFew: (least: string) => `Choose at least ${least}.`,
    tooMany: (most: string) => `Choose at most ${most}.`,
    form: 'This value does not have the expected form.',
  },
};

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

function sentence(issue: z.core.$ZodRawIssue): string {
  const words = SENTENCES[locale()];
  switch (issue.code) {
    case 'invalid_type':
      if (isEmpty(issue.input)) return words.missing;
      return issue.expected === 'number' || issue.expected === 'int'
        ? words.number
        : issue.expected === 'string'
          ? words.text
          : words.form;
    case 'invalid_value':
      return isEmpty(issue.input) ? words.missing : words.choice;
    case 'too_small': {
      const least = formatNumber(Number(issue.minimum), 2);
      if (issue.origin === 'string') return issue.input === '' ? words.missing : words.tooShort(least);
      return issue.origin === 'array' ? words.tooFew(least) : words.tooSmall(least);
    }
    case 'too_big': {
      const most = formatNumber(Number(issue.maximum), 2);
      if (issue.origin === 'string') return words.tooLong(most);
      return issue.origin === 'array' ? words.tooMany(most) : words.tooBig(most);
    }
    case 'invalid_format':
      if (isEmpty(issue.input)) return words.missing;
      return issue.format === 'email'
        ? words.email
        : issue.format === 'date'
          ? words.day
          : issue.format === 'url'
            ? words.url
            : words.form;
    default:
      return isEmpty(issue.input) ? words.missing : words.form;
  }
}

// Every schema of the product speaks the language of the request, without saying so at each field.
z.config({ localeError: (issue) => sentence(issue) });
