import type { Refusal } from '#kit/context.ts';
import { refusalsFrom } from '#kit/refusals.ts';

const refusals = {
  PLAN_ALIVE: {
    status: 409,
    fr: 'Un suivi renforcé est déjà proposé ou en cours pour ce pôle. Menez-le à son terme, ou retirez-le.',
    en: 'Reinforced monitoring is already proposed or under way for this cluster. Bring it to its end, or withdraw it.',
  },
  NO_PLAN: {
    status: 409,
    fr: 'Aucun suivi renforcé n’est proposé ni en cours pour ce pôle.',
    en: 'No reinforced monitoring is proposed or under way for this cluster.',
  },
  ALREADY_REPLIED: {
    status: 409,
    fr: 'Le pôle a déjà répondu à cette proposition.',
    en: 'The cluster has already replied to this proposal.',
  },
  PLAN_STATE: { status: 409, fr: '{reason}', en: '{reason}' },
  REVIEW_IN_PAST: {
    status: 422,
    fr: 'La prochaine revue vient après aujourd’hui.',
    en: 'The next review comes after today.',
  },
  SAME_STEP: { status: 422, fr: 'Le suivi est déjà à cette étape.', en: 'The monitoring is already at this step.' },
  UNKNOWN_INDICATOR: {
    status: 422,
    fr: 'Cet indicateur n’est pas suivi par le contrat du pôle.',
    en: 'The contract of the cluster does not follow this indicator.',
  },
} as const satisfies Record<string, Refusal>;

/** The refusals that one action on a plan may give. */
export const refusing = refusalsFrom(refusals);
