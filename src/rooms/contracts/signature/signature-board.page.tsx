import type { VNode } from 'preact';
import { colon, formatDay, formatInstant, plural } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  Alert,
  Button,
  ButtonGroup,
  ButtonLink,
  type Column,
  DataTable,
  Icon,
  Link,
  PostButton,
  ProgressBar,
  Section,
} from '#kit/web/ui/index.ts';
import { Digest } from '../life/contract.marks.tsx';
import type { PartyAct } from './board.rules.ts';
import { CriticalMark, PartyMark, signaturePage } from './signature.marks.tsx';
import { t } from './signature.sentences.ts';
import { AT_ONCE, boardAddress, partyAddress, pieceAddress } from './signature-address.ts';
import type { BoardRow, SignatureBoard } from './signature-board.ts';

/** The signature board: parties in rows, what each has done and must do, the critical path marked. */
export function signatureBoardPage(board: SignatureBoard): Page {
  const words = t().board;
  return signaturePage(board.contract, {
    title: words.title(board.text.number),
    lead: words.lead,
    wide: true,
    body: (
      <>
        <Calendar board={board} />
        <Section title={words.caption} id="parties">
          <DataTable
            caption={words.caption}
            captionHidden
            columns={columns(board)}
            rows={board.parties}
            rowKey={(row) => row.id}
          />
          {board.open.includes('addParty') ? (
            <p>
              <ButtonLink href={boardAddress(board.contract.id, '/parties/nouvelle')} kind="tertiary" icon="plus">
                {t().act.addParty}
              </ButtonLink>
            </p>
          ) : null}
        </Section>
        <TheText board={board} />
        <Cleared board={board} />
      </>
    ),
  });
}

/** The day of the last signature, what decides it, and what is missing to know it. */
function Calendar({ board }: { board: SignatureBoard }): VNode {
  const words = t().schedule;
  const { schedule } = board;
  const { earliest, complete, late, dueOn } = schedule;
  const due = dueOn === null ? null : formatDay(dueOn);
  const verdict = due === null ? null : !late ? words.inTime(due) : complete ? words.late(due) : words.willBeLate(due);
  return (
    <Section title={words.title} lead={due === null ? words.ruleOfAmendment : words.rule(due)}>
      <div class="gr-calendar">
        <div class="gr-figure">
          <p class="gr-figure__label">{complete ? words.signedOn : words.earliest}</p>
          <p class="gr-figure__value">
            {earliest ? (
              <strong class="gr-calendar__day">{formatDay(earliest)}</strong>
            ) : (
              <span class="gr-figure__unknown">{words.unknown}</span>
            )}
          </p>
          {verdict ? (
            <p class={`gr-calendar__verdict${late ? ' gr-calendar__verdict--late' : ''}`}>
              <Icon name={late ? 'warning' : 'check'} small /> {verdict}
            </p>
          ) : null}
          {board.text.state === 'signing' ? (
            <ProgressBar label={t().board.progressLabel} done={board.signed} total={board.required} />
          ) : null}
        </div>
        {complete ? null : earliest ? <CriticalPath board={board} /> : <Missing board={board} />}
      </div>
      {board.provisionalFrom ? <Alert kind="info">{words.provisional(formatDay(board.provisionalFrom))}</Alert> : null}
      {board.open.includes('provisional') ? (
        <p>
          <Link href={boardAddress(board.contract.id, '/suivi-provisoire')} icon="calendar">
            {t().act.provisional}
          </Link>
        </p>
      ) : null}
    </Section>
  );
}

function CriticalPath({ board }: { board: SignatureBoard }): VNode {
  const words = t().schedule;
  return (
    <div class="gr-path">
      <h3 class="gr-path__title">{words.path}</h3>
      <p class="gr-quiet">{words.pathLead}</p>
      <ol class="gr-path__steps">
        {board.schedule.path.map((link, index) => (
          <li key={`${link.step}-${link.party}`}>
            <strong>{link.name ? `${t().step[link.step]}, ${link.name}` : t().step[link.step]}</strong>
            <span>
              <time datetime={link.on}>{formatDay(link.on)}</time>
              {index > 0 ? <span class="gr-quiet"> ({words.after(plural(link.days, words.days))})</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Missing({ board }: { board: SignatureBoard }): VNode {
  const words = t().schedule;
  return (
    <div class="gr-path">
      <h3 class="gr-path__title">{words.unknownWhy}</h3>
      <ul>
        {board.schedule.unknown.map(({ party, name, wait }) => (
          <li key={`${party}-${wait}`}>{name ? words.missing(name, t().wait[wait]) : t().wait[wait]}</li>
        ))}
      </ul>
    </div>
  );
}

function columns(board: SignatureBoard): Column<BoardRow>[] {
  const words = t().board;
  return [
    {
      key: 'party',
      label: words.party,
      header: true,
      render: (row) => <Party row={row} contract={board.contract.id} />,
    },
    { key: 'vote', label: words.vote, render: (row) => <Vote row={row} board={board} /> },
    { key: 'signature', label: words.signature, render: (row) => <Signature row={row} board={board} /> },
    ...(board.schedule.complete
      ? []
      : [{ key: 'waits', label: words.waits, render: (row: BoardRow) => <Waits row={row} /> }]),
    ...(board.parties.some(({ acts }) => acts.length > 0)
      ? [{ key: 'act', label: words.act, render: (row: BoardRow) => <Acts row={row} contract={board.contract.id} /> }]
      : []),
  ];
}

function Party({ row, contract }: { row: BoardRow; contract: string }): VNode {
  const words = t().board;
  const { signatory } = row;
  return (
    <span class={row.critical ? 'gr-party gr-party--critical' : 'gr-party'}>
      {row.name}
      {row.coordinating ? <span class="gr-cell-note">{words.coordinating}</span> : null}
      {row.required ? null : <span class="gr-cell-note">{words.notRequired}</span>}
      <span class="gr-cell-note">
        {signatory ? `${words.mandate}${colon()}${signatory.name}, ${signatory.title}` : words.noSignatory}
        {signatory?.delegation ? (
          <>
            <br />
            {words.delegation(signatory.delegation)}
            <Piece
              contract={contract}
              file={signatory.delegationFile}
              what={t().signatory.delegation}
              party={row.name}
            />
          </>
        ) : null}
      </span>
      {row.critical ? <CriticalMark /> : null}
    </span>
  );
}

/** The link to a document of the file, with the party for who hears it alone. */
function Piece(props: { contract: string; file: string | null; what: string; party: string }): VNode | null {
  if (!props.file) return null;
  return (
    <>
      {' '}
      <a href={pieceAddress(props.contract, props.file)} aria-label={t().board.documentOf(props.what, props.party)}>
        {t().board.document}
      </a>
    </>
  );
}

function Vote({ row, board }: { row: BoardRow; board: SignatureBoard }): VNode {
  const words = t().board;
  if (!row.needsVote) return <span class="gr-quiet">{words.noVote}</span>;
  const { vote, assemblyOn } = row;
  if (vote)
    return (
      <div>
        {(vote.approves ? words.approved : words.rejected)(vote.number, formatDay(vote.heldOn))}
        {vote.reason && !vote.approves ? <span class="gr-cell-note">{vote.reason}</span> : null}
        <Piece contract={board.contract.id} file={vote.file} what={t().vote.file} party={row.name} />
      </div>
    );
  if (!assemblyOn) return <span class="gr-quiet">{words.noAssembly}</span>;
  return <>{(assemblyOn < board.on ? words.planPassed : words.plannedOn)(formatDay(assemblyOn))}</>;
}

function Signature({ row, board }: { row: BoardRow; board: SignatureBoard }): VNode {
  const words = t().board;
  const { signature } = row;
  const sent = board.text.state === 'signing' && !signature;
  return (
    <div>
      <PartyMark state={row.state} />
      {signature ? (
        <span class="gr-cell-note">
          {words.signedOn(formatDay(signature.on))}, {signature.name}
          <br />
          {t().evidence.manner[signature.how]}
          <Piece contract={board.contract.id} file={signature.scan} what={words.scan} party={row.name} />
        </span>
      ) : null}
      {row.refusal ? <span class="gr-cell-note">{row.refusal}</span> : null}
      {sent && row.seenAt ? <span class="gr-cell-note">{words.seenOn(formatInstant(row.seenAt))}</span> : null}
      {sent && !row.seenAt && row.sentAt ? (
        <span class="gr-cell-note">{words.sentOn(formatInstant(row.sentAt))}</span>
      ) : null}
      {sent && row.remindedAt ? (
        <span class="gr-cell-note">
          {words.remindedOn(formatInstant(row.remindedAt))} ({plural(row.reminders, words.reminders)})
        </span>
      ) : null}
    </div>
  );
}

function Waits({ row }: { row: BoardRow }): VNode | null {
  if (!row.required || row.signature) return null;
  const [first] = row.waits;
  return (
    <div>
      {first ? t().wait[first] : null}
      {row.earliest ? <span class="gr-cell-note">{t().board.earliest(formatDay(row.earliest))}</span> : null}
    </div>
  );
}

/** The act that brings the party forward, as one button; the others folded under it. */
function Acts({ row, contract }: { row: BoardRow; contract: string }): VNode | null {
  const [next, ...others] = row.acts;
  if (!next) return null;
  return (
    <div class="gr-party-acts">
      <Act act={next} row={row} contract={contract} main />
      {others.length > 0 ? (
        <details class="gr-party-acts__more">
          <summary aria-label={t().board.otherActsFor(row.name)}>{t().board.otherActs}</summary>
          <ul>
            {others.map((act) => (
              <li key={act}>
                <Act act={act} row={row} contract={contract} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}

function Act(props: { act: PartyAct; row: BoardRow; contract: string; main?: boolean }): VNode {
  const { act, row, contract, main } = props;
  const href = partyAddress(contract, row.id, act);
  const kind = act === 'sign' ? 'primary' : main ? 'secondary' : 'quiet';
  const label = (
    <>
      {t().act[act]}
      <span class="fr-sr-only">{t().act.of(row.name)}</span>
    </>
  );
  return AT_ONCE.includes(act) ? (
    <PostButton action={href} kind={kind} small>
      {label}
    </PostButton>
  ) : (
    <ButtonLink href={href} kind={kind} small>
      {label}
    </ButtonLink>
  );
}

function TheText({ board }: { board: SignatureBoard }): VNode {
  const words = t().text;
  const { text, contract } = board;
  const says = {
    open: words.open,
    signing: words.signing(text.frozenOn ? formatDay(text.frozenOn) : ''),
    signed: words.signed(text.signedOn ? formatDay(text.signedOn) : ''),
    superseded: words.superseded,
    abandoned: words.abandoned,
  }[text.state];
  const isSigned = text.state === 'signed' || text.state === 'superseded';
  return (
    <Section title={words.title} lead={says} id="texte">
      {text.digest ? (
        <p>
          {words.digest} <Digest digest={text.digest} />
        </p>
      ) : null}
      {isSigned && !text.sealed ? <Alert kind="info">{words.sealing}</Alert> : null}
      {board.send && !board.send.open ? (
        <Alert kind="info" title={words.notYet} level={3}>
          <ul>
            {board.send.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </Alert>
      ) : null}
      <ButtonGroup>
        {board.send?.open ? <ButtonLink href={boardAddress(contract.id, '/envoi')}>{t().act.send}</ButtonLink> : null}
        {text.sealed ? (
          <ButtonLink href={pieceAddress(contract.id, text.sealed)} icon="seal">
            {words.sealedPdf}
          </ButtonLink>
        ) : text.pdf ? (
          <ButtonLink href={pieceAddress(contract.id, text.pdf)} kind="secondary" icon="document">
            {isSigned ? words.signedPdf : words.pdf}
          </ButtonLink>
        ) : null}
        {board.open.includes('amend') ? (
          <ButtonLink href={boardAddress(contract.id, '/passages')} kind="tertiary" icon="pencil">
            {t().act.amend}
          </ButtonLink>
        ) : null}
        {board.open.includes('withdraw') ? (
          <ButtonLink href={boardAddress(contract.id, '/retrait')} kind="tertiary">
            {t().act.withdraw}
          </ButtonLink>
        ) : null}
        {isSigned ? (
          <ButtonLink href="/verifier" kind="tertiary">
            {words.verify}
          </ButtonLink>
        ) : null}
      </ButtonGroup>
      {board.open.includes('seal') ? (
        <form method="post" action={boardAddress(contract.id, `/scellement/${text.number}`)}>
          <Button kind="tertiary" icon="seal">
            {t().act.seal}
          </Button>
        </form>
      ) : null}
    </Section>
  );
}

function Cleared({ board }: { board: SignatureBoard }): VNode | null {
  const words = t().cleared;
  if (board.cleared.length === 0) return null;
  return (
    <Section title={words.title} lead={words.lead} id="effacees">
      <DataTable
        caption={words.caption}
        captionHidden
        rows={board.cleared}
        rowKey={(row) => `${row.party} ${row.clearedAt.toISOString()} ${row.signedAt.toISOString()}`}
        columns={[
          { key: 'party', label: words.party, header: true, render: (row) => row.party },
          { key: 'name', label: words.name, render: (row) => row.name },
          { key: 'signedAt', label: words.signedAt, render: (row) => formatInstant(row.signedAt) },
          { key: 'clearedAt', label: words.clearedAt, render: (row) => formatInstant(row.clearedAt) },
          { key: 'by', label: words.by, render: (row) => row.clearedBy },
          { key: 'reason', label: words.reason, render: (row) => row.reason },
        ]}
      />
    </Section>
  );
}
