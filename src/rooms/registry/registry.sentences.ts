import { sentences } from '#kit/say.ts';
import { en } from './registry.en.ts';
import { fr } from './registry.fr.ts';

/** What the screens of the registry say, in the language of the request. */
export const t = sentences({ fr, en });
