import type { VNode } from 'preact';
import { colon } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { Alert, ButtonGroup, ButtonLink, Icon, Link } from '#kit/web/ui/index.ts';
import type { ClauseKind } from '../clause/clause.ts';
import { type ContractStep, contractAddress } from '../contract-address.ts';
import { DocumentView } from './document-view.tsx';
import { t } from './text.sentences.ts';
import type { TextDetail } from './text.ts';
import { articleAddress, fileAddress, textAddress, textFrame, versionName } from './text-frame.tsx';

/** The text laid out as it will be, with what is said beside it. */
export function textPage({ text }: { text: TextDetail }): Page {
  const words = t();
  const { contract, version } = text;
  const draft = !text.storedPdf;
  return textFrame({
    contract,
    tab: 'text',
    version,
    title: words.textTitle,
    lead: `${versionName(version)}. ${draft ? words.textLead : words.download.stored}`,
    wide: true,
    action: (
      <ButtonLink href={fileAddress(contract.id, 'pdf', version)} icon="download">
        {draft ? words.download.pdfDraft : words.download.pdf}
      </ButtonLink>
    ),
    body: (
      <>
        {text.closed ? <Alert kind="info">{text.closed}</Alert> : null}
        {version.kind === 'sent' || version.state === 'superseded' || version.state === 'abandoned' ? (
          <Alert kind="warning">
            <p>
              {words.former} <a href={textAddress(contract.id)}>{words.toCurrent}</a>.{' '}
              <a href={textAddress(contract.id, 'compare', { avant: version.key })}>{words.since}</a>.
            </p>
          </Alert>
        ) : null}
        <ButtonGroup>
          <ButtonLink kind="secondary" href={fileAddress(contract.id, 'docx', version)} icon="download">
            {draft ? words.download.docx : words.download.docxCopy}
          </ButtonLink>
          {text.writable ? (
            <ButtonLink kind="tertiary" href={articleAddress(contract.id, 'nouveau')} icon="plus">
              {words.addArticle}
            </ButtonLink>
          ) : null}
        </ButtonGroup>
        {text.openComments > 0 ? (
          <p>
            <Link href={contractAddress(contract.id, 'negotiation')}>{words.part.whole(text.openComments)}</Link>
          </p>
        ) : null}
        <div class="gr-text">
          <p class="gr-text__title" lang="fr">
            {text.title}
          </p>
          {text.parts.map((part, index) => (
            <div
              key={index}
              class={`gr-text__part${part.passages.length === 0 && isWide(part.blocks) ? ' gr-text__part--wide' : ''}`}
            >
              <DocumentView blocks={part.blocks} />
              <PartNotes text={text} passages={part.passages} />
            </div>
          ))}
        </div>
      </>
    ),
  });
}

/** Tables of every year take the place of the notes, which they have none of. */
const isWide = (blocks: TextDetail['parts'][number]['blocks']): boolean => blocks.some(({ kind }) => kind === 'table');

const WHERE: Readonly<Record<Exclude<ClauseKind, 'article'>, ContractStep>> = {
  area: 'strategy',
  goal: 'strategy',
  market: 'strategy',
  diagnosis: 'strategy',
  objective: 'objectives',
  indicator: 'objectives',
  budget: 'financing',
  commitment: 'financing',
};

function PartNotes({
  text,
  passages,
}: {
  text: TextDetail;
  passages: TextDetail['parts'][number]['passages'];
}): VNode | null {
  const [first] = passages;
  if (!first) return null;
  const words = t().part;
  const contract = text.contract.id;
  const commentable = text.version.kind !== 'sent' && text.version.state !== 'superseded';
  const edit =
    first.kind === 'article' ? articleAddress(contract, first.id) : contractAddress(contract, WHERE[first.kind]);
  const spoken = passages.filter(({ openComments }) => openComments > 0);
  if (!text.writable && !commentable && spoken.length === 0) return null;
  return (
    <aside class="gr-text__notes" aria-label={`${words.notes}${colon()}${first.title}`}>
      <ul>
        {spoken.map((passage) => (
          <li key={passage.id}>
            <a href={`${contractAddress(contract, 'negotiation')}?${new URLSearchParams({ passage: passage.id })}`}>
              <Icon name="info" small />
              {words.comments(passage.openComments)}
              <span class={passages.length > 1 ? undefined : 'fr-sr-only'}>{words.commentsOf(passage.title)}</span>
            </a>
          </li>
        ))}
        {text.writable ? (
          <li>
            <a href={edit} aria-label={words.editOf(first.title)}>
              <Icon name="pencil" small />
              {words.edit}
            </a>
          </li>
        ) : null}
        {commentable ? (
          <li>
            <a
              href={`${contractAddress(contract, 'negotiation', '/commentaires/nouveau')}?${new URLSearchParams({ passage: first.id })}`}
              aria-label={words.commentOf(first.title)}
            >
              <Icon name="mail" small />
              {words.comment}
            </a>
          </li>
        ) : null}
      </ul>
    </aside>
  );
}
