import { formatCents, formatDay, formatNumber, formatShare, plural, type Widen } from '#kit/say.ts';
import type { fr } from './funding.fr.ts';
import type { ResearchCategory } from './funding-facts.ts';
import type { RateClass, RateCondition } from './funding-window.ts';
import type { IntensityStep } from './state-aid.rules.ts';

const money = (amount: number | null): string => (amount === null ? 'an unknown amount' : formatCents(amount));
const percent = (value: number): string => formatShare(value / 100, 2);
const day = (on: string | null): string => (on === null ? 'unknown day' : formatDay(on));
const lists = new Intl.ListFormat('en-GB');
const names = (list: readonly string[]): string => lists.format(list);
const share = (value: number | null): string => (value === null ? 'unknown' : formatShare(value, 1));
const years = (count: number): string => plural(count, { one: '# year', other: '# years' });
const horizon = (from: number, to: number): string =>
  from === 0 ? `within ${years(to)}` : `${formatNumber(from)} to ${years(to)}`;

const categories: Record<ResearchCategory, string> = {
  fundamental: 'fundamental research',
  industrial: 'industrial research',
  experimental: 'experimental development',
  feasibility: 'feasibility study',
};
const classes: Record<RateClass, string> = {
  sme: 'SME',
  eti: 'mid-cap company',
  large: 'large enterprise',
  laboratory: 'laboratory',
};
const conditions: Record<RateCondition, string> = {
  inside: 'in the territory of a labelling cluster',
  outside: 'outside the territory of the labelling clusters',
  anywhere: 'whatever the territory',
  full: 'full costs',
  additional: 'additional costs',
  labelled: 'with the label of a cluster',
  unlabelled: 'without the label of a cluster',
};
const steps: Record<IntensityStep['reason'], string> = {
  base: 'base',
  medium: 'medium-sized enterprise',
  small: 'small enterprise',
  collaboration: 'effective collaboration',
  dissemination: 'wide dissemination of results',
  cap: 'brought down to the cap',
};
const points = (value: number): string => (value < 0 ? `− ${formatNumber(-value, 2)}` : `+ ${formatNumber(value, 2)}`);

export const en: Widen<typeof fr> = {
  categories,
  unverified: 'Rule to be checked: no official document was read for it.',
  noRule: (call) => `No rule of “${call}” is known here. Check its conditions with the funder.`,
  count: {
    firms: {
      met: (found, least) =>
        `${plural(found, { one: '# firm', other: '# firms' })} in the consortium, for at least ${least}.`,
      'not-met': (_found, least, most) =>
        `${plural(most, { one: '# firm', other: '# firms' })} in the consortium, where ${least} are needed. Add a firm.`,
      'to-check': (found, least, most) =>
        `${found} to ${most} firms depending on what partners are, for at least ${least}. Say what each partner is.`,
    },
    'sme-or-eti': {
      met: (found, least) =>
        `${plural(found, { one: '# SME or mid-cap', other: '# SMEs or mid-caps' })} in the consortium, for at least ${least}.`,
      'not-met': (_found, least, most) =>
        `${plural(most, { one: '# SME or mid-cap', other: '# SMEs or mid-caps' })} in the consortium, where ${least} is needed. Add an SME or a mid-cap.`,
      'to-check': (found, least, most) =>
        `${found} to ${most} SMEs or mid-caps depending on the firms’ size, for at least ${least}. Enter the firms’ accounts.`,
    },
    'research-bodies': {
      met: (found, least) =>
        `${plural(found, { one: '# research or training body', other: '# research or training bodies' })}, for at least ${least}.`,
      'not-met': (_found, least, most) =>
        `${plural(most, { one: '# research or training body', other: '# research or training bodies' })}, where ${least} is needed. IRT and ITE do not count.`,
      'to-check': (found, least, most) =>
        `${found} to ${most} research or training bodies, for at least ${least}. Say what platforms, transfer bodies and laboratories are (IRT, ITE or not).`,
    },
  },
  groups: {
    met: (found, least) => `The firms belong to at least ${found} different groups, for at least ${least}.`,
    'not-met': (_found, least) =>
      `The firms belong to one group: they do not count for ${least}. Add an independent firm.`,
    'to-check': (_found, least) => `The group of a firm is not known: check that ${least} firms are independent.`,
  },
  lead: {
    met: (name) => `The lead, ${name}, is a firm.`,
    'not-met': (name) => `The lead, ${name}, is not a firm. Name a firm as lead.`,
    'to-check': (name) => `What the lead, ${name}, is remains unknown. Say it.`,
    nobody: 'No lead is named. Name a firm.',
    several: (list) => `Several leads are named: ${names(list)}. Keep one.`,
  },
  label: {
    met: (_labels, late, closesOn) =>
      late === 0
        ? `The lead cluster’s label comes before the closing on ${day(closesOn)}.`
        : `The lead cluster’s label comes before the closing on ${day(closesOn)}. ${plural(late, { one: '# late co-label does not count', other: '# late co-labels do not count' })}.`,
    'not-met': (labels, _late, closesOn) =>
      labels === 0
        ? 'No cluster has labelled the project. A label obtained before the closing is needed.'
        : `No label was obtained before the closing on ${day(closesOn)}.`,
    closingUnknown: 'The closing day of the call is not known: check that the label comes before it.',
    closingDay: (closesOn) => `The label was obtained on the closing day itself (${day(closesOn)}): check the hour.`,
    dayMissing: 'The day of a label is not known. Enter it.',
    leadMissing:
      'A label was obtained in time, but not by a cluster named as lead. Check which cluster leads and the day of its label.',
  },
  place: {
    'labelling-territory': {
      met: (of, least) =>
        `At least ${share(of)} of the R&D in the territories of the labelling clusters, for at least ${percent(least)}.`,
      'not-met': (of, least) =>
        `${share(of)} of the R&D located in the territories of the labelling clusters, where ${percent(least)} is needed.`,
      'to-check': (_of, least) =>
        `The share of the R&D in the territories of the labelling clusters is not established (at least ${percent(least)}). Enter costs, places and days of labels.`,
    },
    'lead-territory': {
      met: (of, least) =>
        `At least ${share(of)} of the R&D in the territory of the lead cluster, for at least ${percent(least)}.`,
      'not-met': (of, least) =>
        `${share(of)} of the R&D located in the territory of the lead cluster, where ${percent(least)} is needed.`,
      'to-check': (_of, least) =>
        `The share of the R&D in the territory of the lead cluster is not established (at least ${percent(least)}). Enter costs, places and the lead cluster.`,
    },
  },
  fundedOnce: {
    met: () => 'No partner declares other public funding on the same base.',
    'not-met': (list) =>
      `Other public funding declared on the same base: ${names(list)}. Take these costs out of the base, or that funding away.`,
    'to-check': (list) => `Other public funding not declared: ${names(list)}. Ask for a declaration, even of nothing.`,
  },
  laboratory: {
    small: (of, most) =>
      `Laboratories’ share of the aid asked: ${share(of)}, at most ${percent(most)} without an explanation.`,
    unknown: (most) =>
      `Laboratories’ share of the aid asked is not established (explanation above ${percent(most)}). Enter the aid that each one asks.`,
    large: {
      met: (of, most) =>
        `Laboratories’ share of the aid asked: ${share(of)}, above ${percent(most)}; the file explains it.`,
      'not-met': (of, most) =>
        `Laboratories’ share of the aid asked: ${share(of)}, above ${percent(most)}, without an explanation. Add one.`,
      'to-check': (of, most) =>
        `Laboratories’ share of the aid asked: ${share(of)}, above ${percent(most)}. The file must explain it.`,
    },
  },
  launch: {
    met: (launch, end, from, to) =>
      `On the market on ${day(launch)}, R&D ended on ${day(end)}: within the horizon of the call (${horizon(from, to)}).`,
    'not-met': (launch, end, from, to) =>
      `On the market on ${day(launch)}, R&D ended on ${day(end)}: too late for the call (${horizon(from, to)}).`,
    early: (launch, end, from, to) =>
      `On the market on ${day(launch)}, R&D ended on ${day(end)}: earlier than the horizon of the call (${horizon(from, to)}). Check with the funder.`,
    daysMissing: (from, to) =>
      `The end of the R&D or the market launch has no day (horizon of the call: ${horizon(from, to)}). Enter them.`,
    horizonUnknown: 'The horizon for market launch of this call was not found. Check the call specifications.',
  },
  institute: {
    lead: {
      met: 'The lead is neither an IRT nor an ITE.',
      'not-met': 'The lead is an IRT or an ITE: it may be a partner, never the lead.',
      'to-check': 'Nothing says whether the lead is an IRT or an ITE. Say it.',
    },
    money: {
      met: (list) => `${names(list)}: no money of the investissements d’avenir on this project.`,
      'not-met': (list) =>
        `${names(list)}: an IRT may not have the investissements d’avenir and the FUI on one project.`,
      'to-check': (list) =>
        `${names(list)}: check that there is no money of the investissements d’avenir on this project.`,
    },
  },
  base: {
    met: (base, least, most) => `Base of ${money(base)}, between ${money(least)} and ${money(most)}.`,
    'not-met': (base, least, most) =>
      `Base of ${money(base)}, out of the bounds of the call: ${money(least)} to ${money(most)}.`,
    'to-check': (_base, least, most) =>
      `The base is not known (${money(least)} to ${money(most)} for this call). Enter the costs of all partners.`,
  },
  loan: {
    borrower: {
      met: () => 'The borrower is an SME or a mid-cap.',
      'not-met': () => 'The borrower is neither an SME nor a mid-cap: this loan is not open to it.',
      'to-check': () => 'What the borrower is, or its size, is not known. Say it: an SME or a mid-cap is expected.',
    },
    origin: {
      met: () => 'The original project is labelled and funded by the State through an accepted window.',
      'not-met': () =>
        'The original project is not labelled, not funded by the State, or comes from a window that is not accepted.',
      'to-check': () => 'Label, State funding or window of the original project to be said.',
    },
    'work-done': {
      met: () => 'The R&D work concerned is finished.',
      'not-met': () => 'The R&D work concerned is not finished. Wait for its end; the rest of the project may go on.',
      'to-check': () => 'Nothing says whether the R&D work concerned is finished. Say it.',
    },
    amount: {
      met: ({ leastCents, mostCents }) => `The loan is between ${money(leastCents)} and ${money(mostCents)}.`,
      'not-met': ({ leastCents, mostCents }) =>
        `The loan is out of bounds: ${money(leastCents)} to ${money(mostCents)}.`,
      'to-check': ({ leastCents, mostCents }) =>
        `The amount of the loan is not known (${money(leastCents)} to ${money(mostCents)}).`,
    },
    'private-cofunding': {
      met: () => 'Private co-funding is at least equal to the loan.',
      'not-met': () => 'Private co-funding is less than the loan. Raise it or lower the loan.',
      'to-check': () => 'Private co-funding is not known: it must be at least equal to the loan.',
    },
    term: {
      met: (limits) => `Term of ${years(limits.years)}, of which ${years(limits.deferredYears)} deferred.`,
      'not-met': (limits) =>
        `The term must be ${years(limits.years)}, of which ${years(limits.deferredYears)} deferred.`,
      'to-check': (limits) =>
        `Term and deferral to be said: ${years(limits.years)}, of which ${years(limits.deferredYears)} deferred.`,
    },
  },
  orientation: {
    smaller: (asked, below, toward) => `Aid asked of ${money(asked)}, below ${money(below)}: rather see “${toward}”.`,
    larger: (base, above, toward) =>
      `Base of ${money(base)}, above the usual ceiling of about ${money(above)}: see “${toward}”. The exact limit is not published.`,
  },
  rate: {
    one: (name, rate, reasons) =>
      reasons.length === 1
        ? `${name}: rate of ${percent(rate)} (${classes[reasons[0]![0]]}, ${conditions[reasons[0]![1]]}).`
        : `${name}: rate of ${percent(rate)}, whatever the answer on unknown points.`,
    several: (name, rates) =>
      `${name}: rate of ${rates.map(percent).join(' or ')} depending on kind, size, territory, label or cost basis, which are not all known.`,
    callWithout: (call) => `“${call}” has no known aid rate: the amount cannot be computed. Ask the funder.`,
    kindWithout: (name, call) => `${name}: “${call}” gives no rate for this partner. Ask the funder.`,
    loan: (call) => `“${call}” is a loan: it has no aid rate. See its conditions line by line.`,
  },
  asked: {
    met: (name, asked, limits) =>
      `${name} asks ${money(asked)}, within the ${money(limits[0] ?? null)} that the rate gives.`,
    'not-met': (name, asked, limits) =>
      `${name} asks ${money(asked)}, above the ${money(limits.at(-1) ?? null)} that the rate gives. Ask for less.`,
    'to-check': (name, asked, limits) =>
      limits.length > 1
        ? `${name} asks ${money(asked)}, for a limit of ${limits.map(money).join(' or ')} depending on unknown points.`
        : `${name}: the aid asked, the base or the rate is not known.`,
  },
  text: {
    inForce: (text, on) => `${text}, in force on the decision day, ${day(on)}.`,
    unknown: () => 'The decision day is not known: the regulation in force cannot be told.',
  },
  intensity: {
    one: (name, category, value, made) =>
      `${name}, ${categories[category]}: at most ${percent(value)} (${made.map(({ reason, points: count }, index) => `${steps[reason]} ${index === 0 ? formatNumber(count, 2) : points(count)}`).join(', ')}).`,
    between: (name, category, least, most) =>
      `${name}, ${categories[category]}: ${percent(least)} to ${percent(most)} depending on size, collaboration or dissemination, which are not all known.`,
    unknown: (name, category, text) => `${name}, ${categories[category]}: intensity not known in ${text}.`,
  },
  collaboration: {
    betweenFirms: {
      met: (most) =>
        `Effective collaboration between independent firms, with an SME or across a border, none bearing more than ${percent(most)} of the costs.`,
      'not-met': (most) =>
        `No effective collaboration between firms: two independent firms are needed, an SME or two Member States, and at most ${percent(most)} of the costs each. Subcontracting does not count.`,
      'to-check': (most) =>
        `Collaboration between firms to be checked: groups, sizes, countries, costs or subcontracting are not all known (at most ${percent(most)} of the costs each).`,
    },
    withResearch: {
      met: (least) =>
        `Effective collaboration with a research body that bears at least ${percent(least)} of the costs and may publish its results.`,
      'not-met': (least) =>
        `No effective collaboration with research: a body must itself bear at least ${percent(least)} of the costs and be free to publish its results. Subcontracting does not count.`,
      'to-check': (least) =>
        `Collaboration with research to be checked: share of costs (at least ${percent(least)}), subcontracting or freedom to publish are not all known.`,
    },
  },
  notification: {
    met: (list, aid, limit, text) =>
      limit === null
        ? `${names(list)}: no aid to notify.`
        : `${names(list)}: aid of ${money(aid)}, at most ${money(limit)} without notification (${text}).`,
    'not-met': (list, aid, limit, text) =>
      `${names(list)}: aid of ${money(aid)}, above ${money(limit)}: individual notification to the Commission (${text}).`,
    'to-check': (list, _aid, limit, text) =>
      limit === null
        ? `${names(list)}: notification threshold not known in this case (${text}).`
        : `${names(list)}: amount of aid not known, notification threshold of ${money(limit)} (${text}).`,
  },
  incentive: {
    met: (name, applied, starts) =>
      `${name} applied for aid on ${day(applied)}, before the work starts on ${day(starts)}.`,
    'not-met': (name, applied, starts) =>
      `${name} applied for aid on ${day(applied)}, after the work started on ${day(starts)}: there is no incentive effect.`,
    'to-check': (name, applied, starts) =>
      applied !== null && applied === starts
        ? `${name} applied for aid on the day the work starts (${day(starts)}): check that the application came first.`
        : `${name}: the day of the application or of the start of the work is not known.`,
    larger: (name) =>
      `${name} applied for aid before the work starts. For a firm that is not known to be an SME, check whether other proof of incentive is asked for.`,
  },
  clusterAid: {
    share: {
      met: (most) => `Operating aid to the cluster of at most ${most === null ? '' : percent(most)} of the costs.`,
      'not-met': (most) => `Operating aid to the cluster above ${most === null ? '' : percent(most)} of the costs.`,
      'to-check': (most) =>
        most === null
          ? 'Share of operating aid to the cluster: limit not known in the text in force on that day.'
          : `Share of operating aid to the cluster not known (at most ${percent(most)}).`,
    },
    duration: {
      met: (count, most) => `Operating aid for ${years(count ?? 0)}, at most ${years(most ?? 0)}.`,
      'not-met': (count, most) => `Operating aid for ${years(count ?? 0)}, where the limit is ${years(most ?? 0)}.`,
      'to-check': (_count, most) =>
        most === null
          ? 'Duration of operating aid: limit not known in the text in force on that day.'
          : `Duration of operating aid not known (at most ${years(most)}).`,
    },
    amount: {
      met: (total, most) => `Total aid to the cluster of ${money(total)}, at most ${money(most)} without notification.`,
      'not-met': (total, most) =>
        `Total aid to the cluster of ${money(total)}, above ${money(most)}: individual notification to the Commission.`,
      'to-check': (total, most) =>
        most === null
          ? `Total aid to the cluster of ${money(total)}: threshold not known in the text in force on that day.`
          : `Total aid to the cluster not known (at most ${money(most)} without notification).`,
    },
  },
  aidType: {
    covered: (framework, type) => `The framework ${framework} covers this type of aid: ${type}.`,
    notCovered: (framework, type) => `The framework ${framework} does not cover this type of aid: ${type}.`,
    outOfYears: (framework, type, from, to) =>
      `The framework ${framework} covers this type of aid (${type}), but only from ${from} to ${to}.`,
  },
  deMinimis: {
    met: (total, most, from) =>
      `De minimis aid of ${money(total)} since ${day(from)}, this one included; at most ${money(most)} per single undertaking.`,
    'not-met': (total, most, from) =>
      `De minimis aid of ${money(total)} since ${day(from)}, this one included, above ${money(most)} per single undertaking. Lower the aid or choose another basis.`,
    'to-check': (total, most, from) =>
      most === null
        ? 'No de minimis regulation is known for that day.'
        : total === null
          ? `De minimis aid received not declared (at most ${money(most)}). Ask for a declaration, even of nothing.`
          : `De minimis aid of at most ${money(total)} since ${day(from)}, this one included, for ${money(most)} per single undertaking: it depends on the days of the fiscal year.`,
    fiscalYearUnknown: 'The start of the fiscal year is not known: the least favourable is taken.',
  },
  cumulation: (name, other, room) =>
    `${name}: ${money(other)} of other public money on the same costs, taken off the ceiling; ${money(room)} is left.`,
  projectCeiling: {
    met: (aid, most) => `Aid of the project of ${money(aid)}, at most ${money(most)} for this call.`,
    'not-met': (aid, most) =>
      `Aid of the project of ${money(aid)}, brought down to the ceiling of the call, ${money(most)}: each part is lowered in proportion.`,
    'to-check': (_aid, most) => `Aid of the project not known, at most ${money(most)} for this call.`,
  },
  costDoubt: {
    'too-small': (name: string, base: number) =>
      `${name}: costs of ${money(base)} in all. Check the unit: amounts are written in euros, not in thousands of euros.`,
    'too-large': (name: string, base: number) =>
      `${name}: costs of ${money(base)} in all, far more than a whole project usually has. Check the unit: amounts are written in euros.`,
  },
  assumptions: {
    noOtherFunding: 'Other public funding not declared: counted as none, to be checked.',
    notEconomic: 'Activity presumed not economic: no State-aid intensity is applied, to be checked.',
    economic: 'Activity presumed economic: State-aid intensities are applied, to be checked.',
    sizeByDecret:
      'Size by décret 2008-1354; aid follows the European definition (partner and linked enterprises, two years), to be checked.',
    territoryByRegion:
      'The territory of each cluster is taken to be its regions, for want of its exact limits in the register: to be checked.',
    noText: 'Decision day not known: the State-aid ceiling is not known.',
  },
};
