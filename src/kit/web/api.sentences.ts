import { sentences, type Widen } from '../say.ts';

const fr = {
  home: 'Accueil',
  title: 'API',
  lead: 'Chaque acte et chaque lecture de Grappe, avec son adresse, ce qu’il attend et ses refus.',
  how: 'S’en servir',
  howText:
    'Les lectures publiques ne demandent rien. Pour le reste, créez une clé sur « Mon compte » et envoyez-la dans l’en-tête Authorization.',
  document: 'Document OpenAPI 3.1 (JSON)',
  method: 'Méthode',
  address: 'Adresse',
  operation: 'Opération',
  takes: 'Attend',
  required: 'nécessaire',
  refusals: 'Refus',
  nothing: 'Rien',
  field: 'Champ',
  type: 'Type',
  subjects: {
    access: 'Accès',
    registry: 'Registre',
    import: 'Imports',
    journal: 'Journal',
    outbox: 'Messages',
    house: 'Installation',
  } as Record<string, string>,
};

const en: Widen<typeof fr> = {
  home: 'Home',
  title: 'API',
  lead: 'Every act and every reading of Grappe, with its address, what it takes and its refusals.',
  how: 'Using it',
  howText:
    'Public readings ask for nothing. For the rest, create a key on “My account” and send it in the Authorization header.',
  document: 'OpenAPI 3.1 document (JSON)',
  method: 'Method',
  address: 'Address',
  operation: 'Operation',
  takes: 'Takes',
  required: 'required',
  refusals: 'Refusals',
  nothing: 'Nothing',
  field: 'Field',
  type: 'Type',
  subjects: {
    access: 'Access',
    registry: 'Registry',
    import: 'Imports',
    journal: 'Journal',
    outbox: 'Messages',
    house: 'Installation',
  },
};

export const t = sentences({ fr, en });
