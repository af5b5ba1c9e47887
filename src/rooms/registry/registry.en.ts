import type { Widen } from '#kit/say.ts';
import { cluster } from './cluster/cluster.en.ts';
import { workspace } from './cluster/workspace.en.ts';
import { membership } from './membership/membership.en.ts';
import { organisation } from './organisation/organisation.en.ts';
import { home } from './programme/home.en.ts';
import { programme } from './programme/programme.en.ts';
import { week } from './programme/week.en.ts';
import type { fr } from './registry.fr.ts';

/** The English sentences of the registry: the words that its screens share, then screen by screen. */
export const en: Widen<typeof fr> = {
  crumb: {
    home: 'Home',
    clusters: 'Clusters',
    organisations: 'Organisations',
    week: 'My week',
    programme: 'Programme',
    data: 'Data and licences',
    search: 'Search',
    figures: 'Figures',
    workspace: 'Workspace',
    members: 'Members',
    applications: 'Applications',
    identity: 'Identity and governance',
    label: 'Label and history',
    overview: 'Overview',
    import: 'Import',
  },
  category: {
    mondial: 'World-class',
    'a-vocation-mondiale': 'World-class vocation',
    national: 'National',
  },
  rating: {
    'tres-performant': 'Very effective',
    performant: 'Effective',
    'moins-performant': 'Less effective',
  },
  certainty: {
    official: 'Official',
    press: 'Press',
    background: 'To be checked',
    officialRule: 'An official document says so.',
    pressRule: 'Press articles that agree say so; no official document was read.',
    backgroundRule:
      'General knowledge, without a document to support it. To be checked before any use; this is not official data.',
  },
  confidence: {
    haute: 'Entry of the list judged reliable',
    moyenne: 'Entry of the list to be confirmed',
  },
  decision: {
    granted: 'Label granted',
    renewed: 'Label renewed',
    withdrawn: 'Label withdrawn',
    merged: 'Label ended by merger',
  },
  labelRule:
    'The label follows from the dated decisions in the history of the cluster. A cluster that lost it stays readable.',
  nature: {
    renaming: 'change of name',
    merger: 'merger',
    absorption: 'absorption',
    'partial-takeover': 'partial takeover',
    split: 'split',
  },
  kind: {
    firm: 'Firm',
    laboratory: 'Laboratory',
    'training-body': 'Training body',
    platform: 'Technology platform',
    'transfer-body': 'Transfer body',
    authority: 'Local authority',
    'state-body': 'State body',
    investor: 'Investor',
    'support-provider': 'Support provider',
    'cluster-body': 'Cluster governance body',
    'professional-body': 'Professional body',
    other: 'Other',
  },
  college: {
    sme: 'SMEs',
    large: 'Mid-caps and large groups',
    'research-training': 'Research and training',
    other: 'Other members',
  },
  size: {
    micro: 'Micro-enterprise',
    pme: 'SME',
    eti: 'Mid-cap (ETI)',
    ge: 'Large enterprise',
    unknown: 'Size not known',
    'not-applicable': 'Not applicable',
  },
  ground: {
    'off-strategy': 'Outside the strategy of the cluster',
    'not-eligible': 'Conditions of membership not met',
    incomplete: 'Incomplete application',
    other: 'Another ground',
  },
  words: {
    yes: 'yes',
    no: 'no',
    none: 'none',
    unknown: 'not known',
    since: (day: string) => `since ${day}`,
    fromTo: (from: string, to: string) => `from ${from} to ${to}`,
    onDay: (day: string) => `on ${day}`,
    source: (text: string) => `Source: ${text}`,
    registry: 'cluster register, Grappe',
    closed: 'Closed',
    synthetic: 'demonstration',
    syntheticRule: 'Line invented for the demonstration: neither a real person nor a real firm.',
  },
  home,
  cluster,
  workspace,
  membership,
  organisation,
  week,
  programme,
};
