/** The door of the room: what the house, the other rooms and their tests may use. */
export { type FixtureContract, writeCampaigns, writeContracts } from './monitoring.fixture.ts';
export {
  changeStep,
  exitPlan,
  proposePlan,
  replyToPlan,
  reviewPlan,
  startPlan,
  withdrawPlan,
} from './reinforced/plan.actions.ts';
export { monitoring } from './room.ts';
