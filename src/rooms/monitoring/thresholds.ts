/**
 * What the programme decided about attention. Every limit is a choice of the programme (« choix du programme »): no text of 2013 sets one. `/suivi/regles` shows
 * them to everybody with their reasons; a decision is only ever taken on values shown beside them.
 */
export const THRESHOLDS = {
  /** Gap to the year's target, in part of the greater of target and baseline, under which an indicator is on track. */
  onTrackGap: 0.1,
  /** Beyond it, an indicator is at risk. */
  atRiskGap: 0.25,
  /** Of the judged indicators of an objective: at risk from this part on. */
  atRiskShare: 0.5,
  /** Chance of reaching the last target under which an indicator is improbable, and part of the projected ones from which an alert is raised: one target of many is no alert. */
  lowChance: 0.2,
  improbableShare: 1 / 3,
  /** Steps of robust deviation beyond which a value stands apart, from its own past and from its class. */
  outlierSteps: 3.5,
  /** Fewest values that make a past or a class to compare with. */
  outlierLeast: 5,
  /** Month and day by which the money promised for a year is paid. */
  moneyDueOn: '10-31',
  /** Part of the money promised that may be missing without an alert. */
  moneyTolerance: 0.05,
  /** Campaigns in a row returned late, or not at all, that trigger reinforced monitoring. */
  lateCampaigns: 2,
  /** Part of the judged objectives that are behind or at risk, for `poorYears` years in a row. */
  poorShare: 0.5,
  poorYears: 2,
  /** Exit: returns on time in a row, and part of the judged objectives reached or on track. */
  exitReturnsOnTime: 2,
  exitOnTrackShare: 0.6,
  /** Lighter returns: campaigns on time in a row with no return sent back, and part of the judged objectives reached or on track. */
  lighterCampaigns: 3,
  lighterOnTrackShare: 0.8,
  /** Smallest class with which a cluster is compared: under it, the others could be read from the means. */
  leastClass: 3,
  /** Days that a cluster has to answer the proposal of a plan. */
  planReplyDays: 30,
  /** Months between two reviews of a plan. */
  reviewMonths: 6,
  /** First and last years of the contracts of the phase. */
  firstYear: 2013,
  lastYear: 2018,
} as const;

/** Shares written as « 60 % » are compared with a little room, so that 3 of 5 is 60 %. */
export const ROUNDING = 1e-9;
