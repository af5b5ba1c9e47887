import type { VNode } from 'preact';
import { formatDay, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  Alert,
  ButtonLink,
  CheckboxField,
  DateField,
  FieldSet,
  FileField,
  Form,
  type FormProps,
  HiddenField,
  Link,
  NumberField,
  RadioField,
  SelectField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import type { PartyAct } from './board.rules.ts';
import { DocumentToSign } from './document-to-sign.tsx';
import { signaturePage } from './signature.marks.tsx';
import { t } from './signature.sentences.ts';
import { boardAddress, partyAddress, pieceAddress } from './signature-address.ts';
import type { BoardRow, SignatureBoard } from './signature-board.ts';
import { WHO_SIGNS } from './signing.rules.ts';

/** One party of one board, for the forms about it. */
export interface PartyCase {
  readonly board: SignatureBoard;
  readonly party: BoardRow;
}

const SCANS = ['.pdf', '.jpg', '.jpeg', '.png'];

/** A form about one party: cancelling leads back to the board. */
function partyForm(
  { data: { board, party }, values, errors }: Filled<PartyCase>,
  spec: {
    readonly act: PartyAct;
    readonly title: string;
    readonly lead?: string;
    readonly submit: FormProps['submit'];
    readonly consequence?: string;
    readonly multipart?: boolean;
    readonly before?: VNode;
    readonly fields: FormProps['children'];
  },
): Page {
  return signaturePage(board.contract, {
    title: spec.title,
    lead: spec.lead,
    last: spec.title,
    body: (
      <>
        {spec.before}
        <Form
          action={partyAddress(board.contract.id, party.id, spec.act)}
          values={values}
          errors={errors}
          submit={spec.submit}
          cancel={{ href: boardAddress(board.contract.id, '#parties') }}
          consequence={spec.consequence}
          multipart={spec.multipart}
        >
          {spec.fields}
        </Form>
      </>
    ),
  });
}

/** What a new or corrected party is asked. */
export interface PartyFields {
  readonly board: SignatureBoard;
  readonly party: BoardRow | null;
  readonly regions: readonly { readonly code: string; readonly name: string }[];
  readonly metropoles: readonly { readonly siren: string; readonly name: string }[];
}

export function partyPage({ data, values, errors }: Filled<PartyFields>): Page {
  const words = t().party;
  const { board, party } = data;
  const isAuthority = party === null || party.kind === 'authority';
  const title = party ? words.renameTitle : words.addTitle;
  return signaturePage(board.contract, {
    title,
    lead: party ? undefined : words.addLead,
    last: title,
    body: (
      <Form
        action={
          party
            ? partyAddress(board.contract.id, party.id, 'rename')
            : boardAddress(board.contract.id, '/parties/nouvelle')
        }
        values={values}
        errors={errors}
        submit={{ label: party ? words.submit : words.submitAdd }}
        cancel={{ href: boardAddress(board.contract.id, '#parties') }}
      >
        <TextField name="name" label={words.name} hint={words.nameHint} width="full" maxlength={300} />
        {isAuthority ? (
          <>
            <SelectField
              name="region"
              label={words.region}
              hint={words.regionHint}
              choices={data.regions.map(({ code, name }) => ({ value: code, label: name }))}
              required={false}
            />
            <SelectField
              name="metropole"
              label={words.metropole}
              hint={words.metropoleHint}
              blank={words.noMetropole}
              choices={data.metropoles.map(({ siren, name }) => ({ value: siren, label: name }))}
              required={false}
            />
          </>
        ) : null}
        <NumberField name="position" label={words.position} hint={words.positionHint} required={false} />
      </Form>
    ),
  });
}

export const removePartyPage = (filled: Filled<PartyCase>): Page =>
  partyForm(filled, {
    act: 'remove',
    title: t().party.removeTitle,
    lead: t().party.removeLead(filled.data.party.name),
    submit: { label: t().party.removeSubmit, kind: 'danger' },
    fields: <TextareaField name="reason" label={t().party.reason} rows={2} required={false} />,
  });

/** Asked only once the text is with the parties. */
const ReasonWhenSent = ({ board, label }: { board: SignatureBoard; label: string }): VNode | null =>
  board.text.state === 'signing' ? <TextareaField name="reason" label={label} rows={2} required={false} /> : null;

export function signatoryPage(filled: Filled<PartyCase>): Page {
  const words = t().signatory;
  const { board, party } = filled.data;
  return partyForm(filled, {
    act: 'signatory',
    title: words.title(party.name),
    submit: { label: words.submit },
    multipart: true,
    fields: (
      <>
        <TextField name="name" label={words.name} maxlength={300} />
        <TextField name="title" label={words.role} hint={words.roleHint} width="full" maxlength={300} />
        <TextField name="email" type="email" label={words.email} hint={words.emailHint} required={false} />
        <FieldSet legend={words.delegated} hint={words.delegatedHint}>
          <TextField
            name="delegation"
            label={words.delegation}
            hint={words.delegationHint}
            width="full"
            maxlength={500}
            required={false}
          />
          <DateField name="delegationOn" label={words.delegationOn} required={false} />
          <FileField name="file" label={words.file} formats={SCANS} maximum={'10\u00a0Mo'} required={false} />
        </FieldSet>
        {party.signatory ? <ReasonWhenSent board={board} label={words.reason} /> : null}
      </>
    ),
  });
}

export function assemblyPage(filled: Filled<PartyCase>): Page {
  const words = t().assembly;
  const { party } = filled.data;
  return partyForm(filled, {
    act: 'assembly',
    title: words.title(party.name),
    lead: words.lead,
    submit: { label: words.submit },
    fields: (
      <>
        <DateField name="assemblyOn" label={words.on} hint={words.onHint} required={false} />
        {party.assemblyOn ? <TextareaField name="reason" label={words.reason} rows={2} required={false} /> : null}
      </>
    ),
  });
}

export function deliberationPage(filled: Filled<PartyCase>): Page {
  const words = t().vote;
  const { party } = filled.data;
  return partyForm(filled, {
    act: 'deliberation',
    title: words.title(party.name),
    lead: words.lead,
    submit: { label: words.submit },
    consequence: words.consequence(party.signatory?.name ?? words.theSignatory),
    multipart: true,
    fields: (
      <>
        <RadioField
          name="approves"
          label={words.approves}
          choices={[
            { value: 'oui', label: words.yes },
            { value: 'non', label: words.no },
          ]}
        />
        <TextField name="number" label={words.number} maxlength={100} />
        <DateField name="heldOn" label={words.heldOn} />
        <TextareaField name="reason" label={words.reason} hint={words.reasonHint} rows={3} required={false} />
        <FileField name="file" label={words.file} formats={SCANS} maximum={'10\u00a0Mo'} required={false} />
      </>
    ),
  });
}

export function paperPage(filled: Filled<PartyCase>): Page {
  const words = t().paper;
  const { party } = filled.data;
  return partyForm(filled, {
    act: 'paper',
    title: words.title(party.name),
    lead: words.lead,
    submit: { label: words.submit },
    consequence: t().sign.consequence,
    multipart: true,
    fields: (
      <>
        <TextField name="name" label={words.name} maxlength={300} />
        <TextField name="title" label={words.role} width="full" maxlength={300} />
        <DateField name="signedOn" label={words.on} />
        <TextField
          name="digest"
          label={words.digest}
          hint={words.digestHint}
          width="full"
          required={false}
          spellcheck={false}
        />
        <FileField name="file" label={words.file} formats={SCANS} maximum={'10\u00a0Mo'} />
      </>
    ),
  });
}

export const refusePage = (filled: Filled<PartyCase>): Page =>
  partyForm(filled, {
    act: 'refuse',
    title: t().refuse.title(filled.data.party.name),
    lead: t().refuse.lead,
    submit: { label: t().refuse.submit, kind: 'danger' },
    fields: <TextareaField name="reason" label={t().refuse.reason} />,
  });

export interface SignCase extends PartyCase {
  /** SHA-256 of the PDF; null when no text is being signed. */
  readonly pdfDigest: string | null;
}

/** Why this person cannot sign for this party now; null when they can. */
function obstacle({ board, party }: SignCase): string | null {
  const words = t().sign;
  if (party.signature) return words.alreadySigned(party.signature.name, formatDay(party.signature.on));
  if (board.text.state !== 'signing') return words.notSigning;
  if (party.needsVote && !party.vote?.approves) return words.waitVote;
  return party.acts.includes('sign') ? null : words.notYours(say(WHO_SIGNS[party.kind]));
}

/** Signing with one's account: the exact PDF, its digest, a box that says it was read, and a code. */
export function signPage(filled: Filled<SignCase>): Page {
  const words = t().sign;
  const { board, party, pdfDigest } = filled.data;
  const { text, contract } = board;
  const why = obstacle(filled.data);
  const back = boardAddress(contract.id, '#parties');
  if (why || !pdfDigest || !text.digest || !text.pdf || !text.frozenOn)
    return signaturePage(contract, {
      title: words.title(party.name),
      last: words.title(party.name),
      body: (
        <>
          <Alert kind="info" title={words.notNow}>
            {why ?? words.notSigning}
          </Alert>
          <p>
            <ButtonLink href={back} kind="secondary">
              {words.back}
            </ButtonLink>
          </p>
        </>
      ),
    });
  const { vote } = party;
  return partyForm(filled, {
    act: 'sign',
    title: words.title(party.name),
    lead: words.lead,
    submit: { label: words.submit, icon: 'seal' },
    consequence: words.consequence,
    before: (
      <DocumentToSign
        href={pieceAddress(contract.id, text.pdf)}
        pdfDigest={pdfDigest}
        textDigest={text.digest}
        frozenOn={text.frozenOn}
        vote={vote && t().evidence.voteOf(vote.number, formatDay(vote.heldOn))}
      />
    ),
    fields: (
      <>
        <HiddenField name="digest" value={text.digest} />
        <CheckboxField name="read" label={words.read} required />
        <TextField
          name="secondFactor"
          label={words.code}
          hint={words.codeHint}
          width="short"
          inputmode="numeric"
          autocomplete="one-time-code"
        />
        <p class="gr-quiet">
          <Link href="/mon-compte">{words.enrol}</Link>
          {' · '}
          <Link href={partyAddress(contract.id, party.id, 'refuse')}>{words.refuse}</Link>
        </p>
      </>
    ),
  });
}
