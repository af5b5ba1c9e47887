/** The door of the room: what the house, the other rooms and their tests may use. */
export { loadIndicators } from './catalogue.load.ts';
export { commonIndicators } from './indicator.store.ts';
export type { CommonIndicator } from './indicator.ts';
export { listIndicators } from './indicator-list.query.ts';
export { indicators } from './room.ts';
