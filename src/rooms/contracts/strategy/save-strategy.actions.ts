import {
  areaContent,
  budgetContent,
  commitmentContent,
  diagnosisContent,
  goalContent,
  marketContent,
} from '../clause/clause.ts';
import { defineSaveClause } from '../clause/save-clause.ts';
import { strategyRefusing } from './strategy.refusals.ts';
import { checkStrategyClause } from './strategy-clause.check.ts';

/** A strategic business area: a technology that meets a market. */
export const saveArea = defineSaveClause({
  kind: 'area',
  content: areaContent,
  name: 'contracts.saveArea',
  title: { fr: 'Enregistrer un domaine d’activités stratégiques', en: 'Save a strategic business area' },
  plural: 'areas',
});

/** A technology or innovation objective of the project (T6). */
export const saveGoal = defineSaveClause({
  kind: 'goal',
  content: goalContent,
  name: 'contracts.saveGoal',
  title: {
    fr: 'Enregistrer un objectif technologique ou d’innovation',
    en: 'Save a technology or innovation objective',
  },
  plural: 'goals',
  refusals: strategyRefusing('UNKNOWN_AREA'),
  check: checkStrategyClause,
});

/** A market that the cluster aims at (T6, R25). */
export const saveMarket = defineSaveClause({
  kind: 'market',
  content: marketContent,
  name: 'contracts.saveMarket',
  title: { fr: 'Enregistrer un marché cible', en: 'Save a target market' },
  plural: 'markets',
  refusals: strategyRefusing('SIZE_WITHOUT_YEAR', 'SIZE_WITHOUT_SOURCE', 'UNKNOWN_NAF', 'UNKNOWN_CPV'),
  check: checkStrategyClause,
});

/** One section of the diagnosis, in the cluster's words. */
export const saveDiagnosis = defineSaveClause({
  kind: 'diagnosis',
  content: diagnosisContent,
  name: 'contracts.saveDiagnosis',
  title: { fr: 'Enregistrer une rubrique du diagnostic', en: 'Save a section of the diagnosis' },
  plural: 'diagnosis',
  refusals: strategyRefusing('SECTION_EXISTS'),
  check: checkStrategyClause,
});

/** What running the cluster costs in a year, all funders together (R30). */
export const saveBudget = defineSaveClause({
  kind: 'budget',
  content: budgetContent,
  name: 'contracts.saveBudget',
  title: {
    fr: 'Enregistrer le budget de fonctionnement d’une année',
    en: 'Save the running-costs budget of a year',
  },
  plural: 'budgets',
  refusals: strategyRefusing('YEAR_OUTSIDE_CONTRACT', 'BUDGET_EXISTS'),
  check: checkStrategyClause,
});

/** What a party commits to pay for a year and a nature of spending. */
export const saveCommitment = defineSaveClause({
  kind: 'commitment',
  content: commitmentContent,
  name: 'contracts.saveCommitment',
  title: { fr: 'Enregistrer un engagement financier', en: 'Save a financial commitment' },
  plural: 'commitments',
  refusals: strategyRefusing('YEAR_OUTSIDE_CONTRACT', 'UNKNOWN_PARTY', 'COMMITMENT_EXISTS'),
  check: checkStrategyClause,
});
