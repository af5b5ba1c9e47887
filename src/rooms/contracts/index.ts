/** The door of the room: what the house, the other rooms and their tests may use. */
export { openContract } from './life/open-contract.action.ts';
export { contracts } from './room.ts';
