/** The door of the room: no other room needs it, the house does. */
export { views } from './room.ts';
