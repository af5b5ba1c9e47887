/** The door of the room: what the house, the other rooms and their tests may use. */
export { monitoring } from './room.ts';
