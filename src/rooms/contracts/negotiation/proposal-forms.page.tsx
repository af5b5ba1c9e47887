import type { Page } from '#kit/web/page.ts';
import type { Filled, Values } from '#kit/web/route.ts';
import {
  ButtonLink,
  DescriptionList,
  Diff,
  EmptyState,
  FieldSet,
  HiddenField,
  Link,
  Section,
  SelectField,
  TextareaField,
} from '#kit/web/ui/index.ts';
import { CLAUSE_KINDS, type ClauseKind } from '../clause/clause.ts';
import { contractAddress } from '../contract-address.ts';
import { contractCrumbs, contractSide } from '../contract-navigation.ts';
import { ContractMark } from '../life/contract.marks.tsx';
import { f } from './negotiation.sentences.ts';
import { negotiationForm } from './negotiation-form.tsx';
import { fieldWord, passageEntries, passageWords } from './passage.ts';
import { PassageFields } from './passage-fields.tsx';
import { passageContent } from './passage-form.ts';
import type { PassageList } from './passage-list.query.ts';

export interface ProposalFormData {
  readonly passages: PassageList;
  readonly act: 'change' | 'add' | 'remove';
  /** Null until the passage, or the kind of a new one, is chosen. */
  readonly kind: ClauseKind | null;
}

/** Proposes a change: first on what, then the form of that passage, filled with the text of today. */
export function proposePage(filled: Filled<ProposalFormData>): Page {
  const { passages, act, kind } = filled.data;
  if (!passages.open) return closedPage(passages);
  if (!kind) return choosePage(passages);
  return act === 'remove' ? removePage(filled, kind) : writePage(filled, kind);
}

const AT = '/propositions/nouvelle';

function frame(passages: PassageList, title: string, body: Page['body']): Page {
  const { contract } = passages;
  return {
    title,
    crumbs: contractCrumbs(contract, 'negotiation', title),
    side: contractSide(contract, 'negotiation'),
    status: <ContractMark state={contract.state} />,
    synthetic: contract.synthetic,
    body,
  };
}

function closedPage(passages: PassageList): Page {
  const words = f().propose;
  return frame(
    passages,
    words.title,
    <EmptyState
      icon="lock"
      title={words.title}
      what={words.closed}
      why={f().decide.otherText}
      next={
        <ButtonLink href={contractAddress(passages.contract.id, 'negotiation')} kind="secondary">
          {f().answer.back}
        </ButtonLink>
      }
    />,
  );
}

function choosePage(passages: PassageList): Page {
  const words = f().propose;
  const to = (search: string) => contractAddress(passages.contract.id, 'negotiation', `${AT}?${search}`);
  const kinds = CLAUSE_KINDS.filter((kind) => passages.passages.some((passage) => passage.kind === kind));
  return frame(
    passages,
    words.title,
    <>
      <p>{words.choose}</p>
      <Section title={words.chooseChange}>
        {kinds.length === 0 ? (
          <p class="gr-quiet">{words.none}</p>
        ) : (
          kinds.map((kind) => (
            <Section key={kind} level={3} title={passageWords().kind[kind]}>
              <ul class="gr-todo">
                {passages.passages
                  .filter((passage) => passage.kind === kind)
                  .map((passage) => (
                    <li key={passage.id}>
                      <a href={to(`passage=${encodeURIComponent(passage.id)}`)}>{passage.title}</a>
                    </li>
                  ))}
              </ul>
            </Section>
          ))
        )}
      </Section>
      <Section title={words.chooseAdd}>
        <ul class="gr-todo">
          {CLAUSE_KINDS.map((kind) => (
            <li key={kind}>
              <a href={to(`genre=${kind}`)}>{words.addTitle(passageWords().newOne[kind])}</a>
            </li>
          ))}
        </ul>
      </Section>
    </>,
  );
}

function writePage({ data, values, errors }: Filled<ProposalFormData>, kind: ClauseKind): Page {
  const words = f().propose;
  const { passages } = data;
  const { chosen } = passages;
  const here = chosen ? `${AT}?passage=${encodeURIComponent(chosen.id)}` : `${AT}?genre=${kind}`;
  const objectives = passages.passages.filter((passage) => passage.kind === 'objective');
  const title = chosen ? words.changeTitle(titleOf(passages)) : words.addTitle(passageWords().newOne[kind]);
  return negotiationForm({
    contract: passages.contract,
    title,
    lead: chosen ? words.filled : undefined,
    at: here,
    back: '#propositions',
    values,
    // The operation names the field inside the content; the form shows it beside the input.
    errors: errors.map((error) => ({ ...error, field: error.field.replace(/^content\./, '') })),
    submit: { label: words.submit },
    consequence: words.consequence,
    before: chosen ? (
      isStale(values, chosen.revision) ? (
        <Section title={words.conflict}>
          <Diff caption={words.conflict} entries={stalePassage(kind, values, passages)} />
        </Section>
      ) : (
        <p>
          <Link href={contractAddress(passages.contract.id, 'negotiation', `${here}&acte=retrait`)}>
            {words.removeInstead}
          </Link>
        </p>
      )
    ) : undefined,
    fields: (
      <>
        {chosen ? (
          <>
            <HiddenField name="kind" value={kind} />
            <HiddenField name="revision" value={String(chosen.revision)} />
          </>
        ) : null}
        {!chosen && (kind === 'indicator' || kind === 'objective') ? (
          <SelectField
            name="parent"
            label={fieldWord('parent')}
            width="full"
            required={kind === 'indicator'}
            blank={kind === 'objective' ? f().decide.nothing : undefined}
            choices={objectives.map(({ id, title: label }) => ({ value: id, label }))}
          />
        ) : null}
        <FieldSet legend={words.content}>
          <PassageFields kind={kind} data={passages} />
        </FieldSet>
        <TextareaField name="reason" label={words.reason} hint={words.reasonHint} rows={4} />
      </>
    ),
  });
}

function removePage({ data, values, errors }: Filled<ProposalFormData>, kind: ClauseKind): Page {
  const words = f().propose;
  const { passages } = data;
  const chosen = passages.chosen!;
  const here = `${AT}?passage=${encodeURIComponent(chosen.id)}`;
  return negotiationForm({
    contract: passages.contract,
    title: words.removeTitle(titleOf(passages)),
    at: `${here}&acte=retrait`,
    back: '#propositions',
    values,
    errors,
    submit: { label: words.removeSubmit, kind: 'danger' },
    consequence: words.consequence,
    before: (
      <>
        <p>
          <Link href={contractAddress(passages.contract.id, 'negotiation', here)}>{words.changeInstead}</Link>
        </p>
        <Section title={words.removed}>
          <DescriptionList
            items={passageEntries(kind, chosen.content, passages.names)
              .filter(({ value }) => value !== null)
              .map(({ label, value }) => ({ term: label, description: value }))}
          />
        </Section>
      </>
    ),
    fields: (
      <>
        <HiddenField name="kind" value={kind} />
        <HiddenField name="revision" value={String(chosen.revision)} />
        <TextareaField name="reason" label={words.reason} hint={words.reasonHint} rows={4} />
      </>
    ),
  });
}

/** The passage changed while the form was open: what was typed is kept, the text of today stands beside it. */
const isStale = (values: Values, revision: number): boolean =>
  values.revision !== undefined && String(values.revision) !== String(revision);

function stalePassage(kind: ClauseKind, values: Values, { chosen, names }: PassageList) {
  const present = passageEntries(kind, chosen!.content, names);
  const typed = passageEntries(kind, passageContent(kind, values), names);
  return [...new Set([...present, ...typed].map(({ name }) => name))]
    .map((name) => ({
      label: [...present, ...typed].find((entry) => entry.name === name)!.label,
      before: present.find((entry) => entry.name === name)?.value ?? null,
      after: typed.find((entry) => entry.name === name)?.value ?? null,
    }))
    .filter(({ before, after }) => before !== after);
}

const titleOf = ({ chosen, passages }: PassageList): string =>
  passages.find(({ id }) => id === chosen?.id)?.title ?? '';
