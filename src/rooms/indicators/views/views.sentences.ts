import { type Say, sentences, type Widen } from '#kit/say.ts';

const fr = {
  home: 'Accueil',
  title: 'Enregistrer une vue',
  lead: 'La vue garde le tableau, ses critères et ses colonnes\u202f; elle montre à chacun ce que sa fonction lui ouvre.',
  name: 'Nom de la vue',
  nameHint: 'Un nom déjà pris par l’une de vos vues la remplace.',
  shared: 'La montrer à ceux qui ouvrent ce tableau',
  submit: 'Enregistrer la vue',
  saved: 'La vue est enregistrée.',
  forgotten: 'La vue est oubliée.',
  forget: (name: string) => `Oublier «\u202f${name}\u202f»`,
  sharedBy: (name: string) => `partagée par ${name}`,
};

const en: Widen<typeof fr> = {
  home: 'Home',
  title: 'Save a view',
  lead: 'The view keeps the table, its criteria and its columns; it shows each person what their function opens.',
  name: 'Name of the view',
  nameHint: 'A name that one of your views has already replaces it.',
  shared: 'Show it to those who open this table',
  submit: 'Save the view',
  saved: 'The view is saved.',
  forgotten: 'The view is forgotten.',
  forget: (name) => `Forget “${name}”`,
  sharedBy: (name) => `shared by ${name}`,
};

export const t = sentences({ fr, en });

export const inBoth = (words: (tree: typeof fr | typeof en) => string): Say => ({ fr: words(fr), en: words(en) });
