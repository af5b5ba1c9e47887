/** The door of the room: what the house, the other rooms and their tests may use. */
export { type FixtureContract, writeCampaigns, writeContracts } from './monitoring.fixture.ts';
export { proposePlan, replyToPlan, reviewPlan, startPlan } from './reinforced/plan.actions.ts';
export { monitoring } from './room.ts';
export { earnsLighterReturn } from './watch/lighter-return.ts';
