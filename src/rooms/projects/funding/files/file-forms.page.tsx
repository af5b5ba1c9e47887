import type { ComponentChildren, VNode } from 'preact';
import { colon, formatCents, formatDay, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  Alert,
  type ButtonKind,
  DateField,
  FieldRow,
  FieldSet,
  FileField,
  Form,
  Link,
  MoneyField,
  RadioField,
  SelectField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { projectAddress } from '../../project-address.ts';
import { projectCrumbs, projectSide } from '../../project-navigation.ts';
import type { FundingAnswer } from '../calculator/funding-answer.ts';
import { PAYMENT_KINDS } from './application.ts';
import { funderName } from './file.marks.tsx';
import { t } from './files.sentences.ts';
import { fileAddress } from './funding-address.ts';
import type { FileView, FundingView } from './funding-view.ts';

export interface FileCase {
  readonly view: FundingView;
  readonly file: FileView;
  /** What the rules say of the file, for whoever selects it. */
  readonly answer: FundingAnswer | null;
  /** Most that may be granted, by partner; null when nothing known limits it. */
  readonly ceilings: ReadonlyMap<string, number | null>;
  readonly payment: FileView['payments'][number] | null;
}

interface FormSpec {
  readonly title: string;
  readonly lead?: string;
  readonly path: string;
  readonly submit?: string;
  readonly consequence?: string;
  readonly kind?: ButtonKind;
  readonly multipart?: boolean;
  readonly before?: ComponentChildren;
  readonly fields?: ComponentChildren;
}

function filePage({ data, values, errors }: Filled<FileCase>, spec: FormSpec): Page {
  const { view, file } = data;
  const { project } = view;
  return {
    title: spec.title,
    lead: `${t().forms.fileOf(say(file.call), funderName(file))}. ${spec.lead ?? ''}`.trim(),
    crumbs: projectCrumbs(project, 'funding', spec.title),
    side: projectSide(project, 'funding'),
    synthetic: project.synthetic,
    body: (
      <>
        {spec.before}
        <Form
          action={fileAddress(project.id, file.id, spec.path)}
          values={values}
          errors={errors}
          submit={{ label: spec.submit ?? spec.title, kind: spec.kind }}
          cancel={{ href: projectAddress(project.id, 'funding') }}
          consequence={spec.consequence}
          multipart={spec.multipart}
        >
          {spec.fields}
        </Form>
      </>
    ),
  };
}

export function AmountFields({ view }: { view: FundingView }): VNode {
  const words = t().forms.draft;
  return (
    <FieldSet legend={words.amounts} hint={words.amountsHint}>
      {view.partners.map((partner) => (
        <MoneyField key={partner.id} name={`amounts.${partner.id}`} label={partner.name} required={false} />
      ))}
    </FieldSet>
  );
}

export const askedAidPage = (filled: Filled<FileCase>): Page =>
  filePage(filled, {
    title: t().forms.amounts.title,
    submit: t().forms.amounts.submit,
    path: '/montants',
    fields: <AmountFields view={filled.data.view} />,
  });

export const submitPage = (filled: Filled<FileCase>): Page =>
  filePage(filled, {
    title: t().forms.submit.title,
    lead: t().forms.submit.lead,
    consequence: t().forms.submit.consequence,
    path: '/deposer',
    fields: <Asked file={filled.data.file} />,
  });

/** What is about to be sent, or decided upon. */
function Asked({ file }: { file: FileView }): VNode {
  return (
    <ul>
      {file.parts.map((part) => (
        <li
          key={part.partner}
        >{`${part.name}${colon()}${part.askedCents === null ? t().unknown : formatCents(part.askedCents)}`}</li>
      ))}
    </ul>
  );
}

const reasonPage =
  (
    words: () => { readonly title: string; readonly lead: string; readonly reason: string },
    path: string,
    more: { readonly kind?: ButtonKind; readonly required?: boolean } = {},
  ) =>
  (filled: Filled<FileCase>): Page =>
    filePage(filled, {
      title: words().title,
      lead: words().lead,
      path,
      kind: more.kind,
      fields: <TextareaField name="reason" label={words().reason} rows={4} required={more.required} />,
    });

export const withdrawPage = reasonPage(() => t().forms.withdraw, '/retirer', { kind: 'danger' });
export const refusePage = reasonPage(() => t().forms.refuse, '/refuser', { kind: 'danger' });
export const eligiblePage = reasonPage(() => t().forms.declareEligible, '/eligible', { required: false });

export function selectPage(filled: Filled<FileCase>): Page {
  const words = t().forms.select;
  const { view, file, answer, ceilings } = filled.data;
  const ceiling = (partner: string): string => {
    const most = ceilings.get(partner) ?? null;
    return most === null ? words.noCeiling : formatCents(most);
  };
  const unmet = answer?.eligibility.lines.filter(({ verdict }) => verdict === 'not-met') ?? [];
  return filePage(filled, {
    title: words.title,
    lead: words.lead,
    consequence: words.consequence,
    path: '/retenir',
    before: (
      <>
        {unmet.map((line) => (
          <Alert key={line.check} kind="warning">
            {`${line.rule ?? ''} ${say(line)}`.trim()}
          </Alert>
        ))}
        <p>
          <Link
            href={projectAddress(view.project.id, 'funding', `/recevabilite?appel=${encodeURIComponent(file.call.id)}`)}
          >
            {words.eligibility}
          </Link>
        </p>
      </>
    ),
    fields: (
      <>
        {file.parts.map((part) => (
          <MoneyField
            key={part.partner}
            name={`grants.${part.partner}`}
            label={words.granted(part.name)}
            hint={words.upTo(
              part.askedCents === null ? t().unknown : formatCents(part.askedCents),
              ceiling(part.partner),
            )}
            required={false}
          />
        ))}
        <DateField name="announcedOn" label={words.announcedOn} max={view.on} />
        <TextareaField
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          rows={3}
          required={unmet.length > 0}
        />
      </>
    ),
  });
}

export const derogatePage = (filled: Filled<FileCase>): Page =>
  filePage(filled, {
    title: t().forms.derogate.title,
    lead: t().forms.derogate.lead(formatDay(filled.data.file.lapsesAfter!)),
    path: '/derogation',
    fields: (
      <>
        <DateField name="until" label={t().forms.derogate.until} />
        <TextareaField name="reason" label={t().forms.derogate.reason} rows={4} />
      </>
    ),
  });

export const agreementPage = (filled: Filled<FileCase>): Page =>
  filePage(filled, {
    title: t().forms.agreement.title,
    lead: t().forms.agreement.lead,
    path: '/convention',
    fields: (
      <FieldRow>
        <TextField name="reference" label={t().forms.agreement.reference} />
        <DateField name="signedOn" label={t().forms.agreement.signedOn} max={filled.data.view.on} />
      </FieldRow>
    ),
  });

export const closePage = (filled: Filled<FileCase>): Page =>
  filePage(filled, { title: t().forms.close.title, lead: t().forms.close.lead, path: '/solder' });

export function paymentPage(filled: Filled<FileCase>): Page {
  const words = t().forms.payment;
  const { file } = filled.data;
  const left = (partner: string, granted: number): number =>
    file.payments.reduce(
      (rest, one) => (one.partner === partner && one.state !== 'refused' ? rest - one.amountCents : rest),
      granted,
    );
  return filePage(filled, {
    title: words.title,
    lead: words.lead,
    path: '/versement',
    multipart: true,
    fields: (
      <>
        <SelectField
          name="partner"
          label={words.partner}
          choices={file.parts
            .filter(({ grantedCents }) => grantedCents)
            .map((part) => ({
              value: part.partner,
              label: words.left(part.name, formatCents(left(part.partner, part.grantedCents!))),
            }))}
        />
        <RadioField
          name="kind"
          label={words.kind}
          inline
          choices={PAYMENT_KINDS.map((value) => ({ value, label: t().paymentKinds[value] }))}
        />
        <MoneyField name="amountCents" label={words.amount} />
        <TextareaField name="evidence" label={words.evidence} hint={words.evidenceHint} rows={3} required={false} />
        <FileField name="file" label={words.file} maximum={words.maximum} required={false} />
      </>
    ),
  });
}

export function settlePage(filled: Filled<FileCase>): Page {
  const words = t().forms.settle;
  const payment = filled.data.payment!;
  return filePage(filled, {
    title: words.title,
    lead: words.lead(t().paymentKinds[payment.kind], formatCents(payment.amountCents), payment.name),
    submit: words.submit,
    path: `/versements/${encodeURIComponent(payment.id)}/repondre`,
    before: payment.evidence ? <p>{payment.evidence}</p> : null,
    fields: (
      <>
        <RadioField
          name="answer"
          label={words.answer}
          choices={[
            { value: 'paid', label: words.paid },
            { value: 'refused', label: words.refused },
          ]}
        />
        <TextareaField name="reason" label={words.reason} hint={words.reasonHint} rows={3} required={false} />
      </>
    ),
  });
}
