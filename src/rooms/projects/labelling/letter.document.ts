import type { Block, DocumentLayout } from '#engines/documents/document.ts';
import { formatDay, speaking } from '#kit/say.ts';
import { words } from './document-words.ts';
import { grants } from './labelling.ts';
import type { DecisionView } from './labelling-views.ts';

export interface Letter {
  readonly cluster: string;
  readonly lead: boolean;
  readonly project: { readonly acronym: string; readonly title: string; readonly synthetic: boolean };
  readonly window: string;
  readonly call: string;
  /** The lead partner first. */
  readonly partners: readonly string[];
  readonly decided: DecisionView;
}

/** The letter that tells a project what a cluster decided (R63). Pure: the same decision always gives the same letter. */
export const letterDocument = (letter: Letter): DocumentLayout =>
  speaking('fr', (): DocumentLayout => {
    const { decided, cluster, project } = letter;
    const say = words.letter;
    return {
      title: say.title(project.acronym),
      subtitle: say.subtitle(cluster),
      language: 'fr',
      reference: say.reference(decided.reference),
      date: decided.decidedOn,
      issuer: say.issuer(cluster),
      contents: false,
      ...(project.synthetic && { synthetic: words.synthetic }),
      blocks: [
        { kind: 'heading', level: 1, text: say.decision, id: 'decision' },
        {
          kind: 'paragraph',
          manner: 'lead',
          text: say.sentences[decided.decision](cluster, formatDay(decided.decidedOn)),
        },
        { kind: 'heading', level: 1, text: say.project, id: 'projet' },
        { kind: 'definitions', items: identity(letter) },
        ...part('reserves', say.reservations, decided.reservations),
        ...part('motifs', say.reasons, decided.reasons),
        ...part('incubation', say.early, decided.earlyReason && `${say.earlyLead}\n${decided.earlyReason}`),
        ...part('orientation', say.better, decided.betterCluster && say.betterText(decided.betterCluster.name)),
        ...(grants(decided.decision) ? [{ kind: 'paragraph', manner: 'note', text: say.scope } as const] : []),
      ],
    };
  });

function identity({ project, window, call, lead, decided, partners }: Letter) {
  const say = words.letter;
  const [first, ...others] = partners;
  return [
    { label: say.acronym, value: project.acronym },
    { label: say.projectTitle, value: project.title },
    { label: say.window, value: window },
    { label: say.call, value: call },
    { label: say.role, value: lead ? say.lead : say.coLabel },
    {
      label: say.how,
      value: decided.procedure === 'meeting' ? say.meeting(formatDay(decided.decidedOn)) : say.written,
    },
    ...(first === undefined ? [] : [{ label: say.partners, value: [say.leadPartner(first), ...others].join(', ') }]),
  ];
}

const part = (id: string, title: string, text: string | null): Block[] =>
  text
    ? [
        { kind: 'heading', level: 1, text: title, id },
        { kind: 'paragraph', text },
      ]
    : [];
