/** A valid input for every operation of the room, on a cluster. */
export function monitoringInputs(clusterId: string): Record<string, Record<string, unknown>> {
  const cluster = { cluster: clusterId };
  const board = { ...cluster, year: 2013 };
  return {
    'monitoring.getPortfolio': {},
    'monitoring.getClusterWatch': cluster,
    'monitoring.getCalibration': {},
    'monitoring.compareClusters': {},
    'monitoring.getDashboard': board,
    'monitoring.exportDashboard': board,
    'monitoring.exportClusterNote': cluster,
    'monitoring.exportPortfolioNote': { q: 'minalogic' },
    'monitoring.tabulateClusterNote': cluster,
    'monitoring.tabulatePortfolioNote': {},
    'monitoring.getPlans': cluster,
    'monitoring.listPlans': {},
    'monitoring.proposePlan': {
      ...cluster,
      step: 1,
      reasons: 'Essai',
      criteria: [{ kind: 'returns-on-time', campaigns: 2 }],
    },
    'monitoring.replyToPlan': { ...cluster, reply: 'Essai' },
    'monitoring.startPlan': cluster,
    'monitoring.reviewPlan': { ...cluster, text: 'Essai', reviewOn: '2015-12-31' },
    'monitoring.changeStep': { ...cluster, step: 2, reason: 'Essai' },
    'monitoring.exitPlan': { ...cluster, reason: 'Essai' },
    'monitoring.withdrawPlan': { ...cluster, reason: 'Essai' },
  };
}

/** What stands for `:name` in the addresses of attention, which share some names with other rooms. */
export const monitoringParams: Readonly<Record<string, string>> = { year: '2013' };
