import type { Block, DocumentLayout } from '#engines/documents/document.ts';
import { formatDay, formatNumber, speaking } from '#kit/say.ts';
import { words } from './document-words.ts';
import type { AgendaItem, MeetingView } from './labelling-views.ts';

/** The minutes of a meeting: who was there, what was voted on each file, what was decided. Pure; marked as a draft until the meeting is closed. */
export const minutesDocument = (meeting: MeetingView): DocumentLayout =>
  speaking('fr', (): DocumentLayout => {
    const say = words.minutes;
    const present = meeting.experts.filter((expert) => expert.present).map(({ name }) => name);
    return {
      title: say.title,
      subtitle: say.subtitle(meeting.cluster.name, formatDay(meeting.heldOn)),
      language: 'fr',
      reference: say.reference(meeting.id),
      date: meeting.heldOn,
      issuer: words.letter.issuer(meeting.cluster.name),
      ...(meeting.state === 'planned' && { draftMark: say.draft }),
      ...(meeting.synthetic && { synthetic: words.synthetic }),
      blocks: [
        {
          kind: 'definitions',
          items: [
            { label: say.day, value: formatDay(meeting.heldOn) },
            ...(meeting.place ? [{ label: say.place, value: meeting.place }] : []),
            { label: say.quorum, value: say.votesNeeded(meeting.quorum) },
          ],
        },
        { kind: 'heading', level: 1, text: say.present, id: 'presents' },
        present.length > 0 ? { kind: 'list', items: present } : { kind: 'paragraph', text: say.nobody },
        { kind: 'heading', level: 1, text: say.agenda, id: 'ordre-du-jour' },
        ...(meeting.items.length > 0
          ? meeting.items.flatMap(itemBlocks)
          : [{ kind: 'paragraph', text: say.empty } as const]),
        ...(meeting.minutes
          ? [
              { kind: 'heading', level: 1, text: say.notes, id: 'autres-points' } as const,
              { kind: 'paragraph', text: meeting.minutes } as const,
            ]
          : []),
      ],
    };
  });

function itemBlocks(item: AgendaItem, index: number): Block[] {
  const say = words.minutes;
  const { request, scores, tally, decided } = item;
  const row = (label: string, value: string | null | undefined) => (value ? [{ label, value }] : []);
  return [
    { kind: 'heading', level: 2, text: `${index + 1}. ${request.project.acronym}`, id: `dossier-${index + 1}` },
    { kind: 'paragraph', text: request.project.title },
    ...voteBlocks(item),
    {
      kind: 'definitions',
      items: [
        ...row(say.call, request.call.name),
        ...row(say.role, request.lead ? words.letter.lead : words.letter.coLabel),
        ...row(
          say.reviews,
          scores.mean === null
            ? say.noReview
            : say.scored(
                scores.count,
                formatNumber(scores.mean, 1),
                scores.spread === null ? null : formatNumber(scores.spread, 1),
              ),
        ),
        ...row(say.tally, say.result(tally.for, tally.against, tally.abstains, tally.left)),
        ...row(say.decision, decided ? say.decisions[decided.decision] : say.postponed),
        ...row(say.reasons, decided?.reasons),
        ...row(say.reservations, decided?.reservations),
        ...row(say.early, decided?.earlyReason),
        ...row(say.better, decided?.betterCluster?.name),
        ...row(say.letter, decided?.reference),
      ],
    },
  ];
}

function voteBlocks({ votes, request }: AgendaItem): Block[] {
  const say = words.minutes;
  if (votes.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: say.votes(request.project.acronym),
      columns: [{ header: say.expert, width: 2 }, { header: say.vote }],
      rows: votes.map(({ expert, vote }) => ({ kind: 'row', cells: [expert.name, say.votesOf[vote]] })),
    },
  ];
}
