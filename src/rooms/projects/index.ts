/** The door of the room: what the house, the other rooms and their tests may use. */
export { labellingCommands } from './labelling/labelling.cli.ts';
export { projects } from './room.ts';
