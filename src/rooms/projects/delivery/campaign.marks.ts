import type { Tone } from '#kit/web/ui/index.ts';
import type { Standing } from './follow-up.rules.ts';

/** What is late or was never started is what asks for something. */
export const STANDING_TONES: Readonly<Record<Standing, Tone>> = {
  'not-started': 'error',
  late: 'warning',
  waiting: 'progress',
  answered: 'success',
  refused: 'neutral',
  'not-known': 'neutral',
  'to-come': 'info',
  cancelled: 'neutral',
};
