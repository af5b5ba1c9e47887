import type { OutputOf } from '#kit/web/route.ts';
import type { getReview } from './review.query.ts';

/** A return under review, as its page reads it. */
export type ReviewView = OutputOf<typeof getReview>;
export type ReviewFigureView = ReviewView['figures'][number];
