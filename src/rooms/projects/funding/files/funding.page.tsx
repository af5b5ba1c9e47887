import type { VNode } from 'preact';
import { formatCents, formatDay, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  Alert,
  ButtonGroup,
  ButtonLink,
  DataTable,
  DescriptionList,
  DueDate,
  EmptyState,
  Link,
  Section,
} from '#kit/web/ui/index.ts';
import { ClosedAct } from '#rooms/registry';
import { projectAddress } from '../../project-address.ts';
import { projectCrumbs, projectSide } from '../../project-navigation.ts';
import { isAlive } from './application.ts';
import { applicationLife } from './application.workflow.ts';
import { FileMark, funderName, Money, MoneyOnceDue, PaymentMark } from './file.marks.tsx';
import { t } from './files.sentences.ts';
import { ACT_PATHS, fileAddress } from './funding-address.ts';
import type { FileView, FundingView } from './funding-view.ts';

const fileName = (file: FileView): string => t().forms.fileOf(say(file.call), funderName(file));

/** The financing of a project: amounts side by side, then each file with its steps. */
export function fundingPage({ view }: { view: FundingView }): Page {
  const words = t().plan;
  const { project, files, open } = view;
  const at = (rest: string) => projectAddress(project.id, 'funding', rest);
  return {
    title: words.title,
    lead: words.lead(formatDay(view.on)),
    crumbs: projectCrumbs(project, 'funding'),
    side: projectSide(project, 'funding'),
    synthetic: project.synthetic,
    action: open.includes('projects.draftApplication') ? (
      <ButtonLink href={at('/dossiers/nouveau')}>{words.draft}</ButtonLink>
    ) : undefined,
    body: (
      <>
        <p class="gr-strategy-acts">
          <Link href={at('/recevabilite')}>{words.eligibility}</Link>{' '}
          <Link href={at('/calculateur')}>{words.calculator}</Link>{' '}
          {open.includes('projects.recordDeMinimisAid') ? (
            <Link href={at('/de-minimis')}>{words.deMinimis}</Link>
          ) : null}{' '}
          <Link href="/projets/appels">{words.calls}</Link>
        </p>
        {view.warnings.map((warning) => (
          <Alert key={warning.fr} kind="warning">
            {say(warning)}
          </Alert>
        ))}
        {files.length === 0 ? (
          <EmptyState
            icon="document"
            title={words.emptyTitle}
            what={words.emptyWhat}
            why={words.emptyWhy}
            next={
              open.includes('projects.draftApplication') ? (
                <ButtonLink href={at('/dossiers/nouveau')}>{words.draft}</ButtonLink>
              ) : undefined
            }
          />
        ) : (
          <>
            <Amounts view={view} />
            <ByPartner view={view} />
            {files.map((file) => (
              <File key={file.id} view={view} file={file} />
            ))}
          </>
        )}
      </>
    ),
  };
}

function Amounts({ view }: { view: FundingView }): VNode {
  const words = t().plan;
  const { totals } = view;
  return (
    <Section title={words.amountsTitle}>
      <DataTable
        caption={words.amountsCaption}
        captionHidden
        columns={[
          {
            key: 'file',
            label: words.file,
            header: true,
            render: (file) => <a href={`#${file.id}`}>{fileName(file)}</a>,
          },
          { key: 'state', label: words.state, render: (file) => <FileMark state={file.state} /> },
          { key: 'asked', label: words.asked, align: 'end', render: ({ sums }) => <Money cents={sums.askedCents} /> },
          {
            key: 'granted',
            label: words.granted,
            align: 'end',
            render: ({ sums }) => <MoneyOnceDue cents={sums.grantedCents} />,
          },
          {
            key: 'signed',
            label: words.signed,
            align: 'end',
            render: ({ sums }) => <MoneyOnceDue cents={sums.signedCents} />,
          },
          {
            key: 'paid',
            label: words.paid,
            align: 'end',
            render: ({ sums }) => <MoneyOnceDue cents={sums.paidCents} />,
          },
        ]}
        rows={view.files}
        rowKey={(file) => file.id}
        total={{
          file: words.total,
          asked: <Money cents={totals.askedCents} />,
          granted: <MoneyOnceDue cents={totals.grantedCents} />,
          signed: <MoneyOnceDue cents={totals.signedCents} />,
          paid: <MoneyOnceDue cents={totals.paidCents} />,
        }}
        note={words.amountsNote}
      />
    </Section>
  );
}

function ByPartner({ view }: { view: FundingView }): VNode {
  const words = t().plan;
  const living = view.files.filter(({ state }) => isAlive(state)).flatMap(({ parts }) => parts);
  const sum = (partner: string, of: 'askedCents' | 'grantedCents' | 'paidCents'): number | null => {
    const own = living.filter((part) => part.partner === partner && part[of] !== null);
    return own.length === 0 ? null : own.reduce((total, part) => total + part[of]!, 0);
  };
  return (
    <Section title={words.partnersTitle}>
      <DataTable
        caption={words.partnersCaption}
        captionHidden
        columns={[
          { key: 'partner', label: words.partner, header: true, render: (one) => one.name },
          { key: 'costs', label: words.costs, align: 'end', render: (one) => <Money cents={one.baseCents} /> },
          {
            key: 'asked',
            label: words.asked,
            align: 'end',
            render: (one) => <MoneyOnceDue cents={sum(one.id, 'askedCents')} />,
          },
          {
            key: 'granted',
            label: words.granted,
            align: 'end',
            render: (one) => <MoneyOnceDue cents={sum(one.id, 'grantedCents')} />,
          },
          {
            key: 'paid',
            label: words.paid,
            align: 'end',
            render: (one) => <MoneyOnceDue cents={sum(one.id, 'paidCents')} />,
          },
        ]}
        rows={view.partners}
        rowKey={(one) => one.id}
      />
    </Section>
  );
}

function File({ view, file }: { view: FundingView; file: FileView }): VNode {
  const words = t().plan;
  const { waiting } = file;
  return (
    <Section id={file.id} title={fileName(file)} action={<FileMark state={file.state} explained />}>
      {waiting ? <p>{t().waits(t().awaited[waiting.who], waiting.days)}</p> : null}
      {file.state === 'selected' && file.lapsesAfter ? (
        <DescriptionList
          items={[{ term: words.lapses, description: <DueDate day={file.lapsesAfter} today={view.on} /> }]}
        />
      ) : null}
      {file.derogationReason ? <p>{words.derogation(file.derogationReason)}</p> : null}
      {file.agreementReference ? <p>{words.agreement(file.agreementReference, formatDay(file.agreementOn!))}</p> : null}
      {file.loan?.amountCents ? <p>{words.loan(formatCents(file.loan.amountCents))}</p> : null}
      {file.rulesApplied ? (
        <p class="gr-quiet">
          {words.rules(
            file.rulesApplied.text ? say(file.rulesApplied.text) : words.noText,
            formatDay(file.rulesApplied.on),
          )}
        </p>
      ) : null}
      <Acts view={view} file={file} />
      <Parts file={file} />
      <Steps file={file} />
      {file.state === 'agreement' || file.payments.length > 0 ? <Payments view={view} file={file} /> : null}
    </Section>
  );
}

const TITLES: Readonly<Record<string, () => string>> = {
  'projects.setAskedAid': () => t().forms.amounts.title,
  'projects.submitApplication': () => t().forms.submit.title,
  'projects.withdrawApplication': () => t().forms.withdraw.title,
  'projects.declareEligible': () => t().forms.declareEligible.title,
  'projects.selectApplication': () => t().forms.select.title,
  'projects.refuseApplication': () => t().forms.refuse.title,
  'projects.derogateLapse': () => t().forms.derogate.title,
  'projects.recordAgreement': () => t().forms.agreement.title,
  'projects.closeApplication': () => t().forms.close.title,
  'projects.requestPayment': () => t().forms.payment.title,
};

function Acts({ view, file }: { view: FundingView; file: FileView }): VNode | null {
  const acts = file.open.filter((act) => act in ACT_PATHS);
  if (acts.length === 0 && file.closed.length === 0) return null;
  return (
    <>
      {acts.length > 0 ? (
        <ButtonGroup>
          {acts.map((act, index) => (
            <ButtonLink
              key={act}
              href={fileAddress(view.project.id, file.id, ACT_PATHS[act]!)}
              kind={index === 0 ? 'secondary' : 'tertiary'}
              small
            >
              {TITLES[act]!()}
              <span class="fr-sr-only"> ({fileName(file)})</span>
            </ButtonLink>
          ))}
        </ButtonGroup>
      ) : null}
      {file.closed.map((one) => (
        <ClosedAct key={one.act} title={TITLES[one.act]!()} reason={one} />
      ))}
    </>
  );
}

function Parts({ file }: { file: FileView }): VNode {
  const words = t().plan;
  return (
    <DataTable
      caption={words.parts}
      columns={[
        { key: 'partner', label: words.partner, header: true, render: (part) => part.name },
        { key: 'asked', label: words.asked, align: 'end', render: (part) => <Money cents={part.askedCents} /> },
        {
          key: 'ceiling',
          label: words.ceiling,
          align: 'end',
          render: (part) => <MoneyOnceDue cents={part.ceilingCents} />,
        },
        {
          key: 'granted',
          label: words.granted,
          align: 'end',
          render: (part) => <MoneyOnceDue cents={part.grantedCents} />,
        },
        { key: 'paid', label: words.paid, align: 'end', render: (part) => <MoneyOnceDue cents={part.paidCents} /> },
      ]}
      rows={file.parts}
      rowKey={(part) => part.partner}
    />
  );
}

function Steps({ file }: { file: FileView }): VNode {
  const words = t().plan;
  return (
    <DataTable
      caption={words.steps}
      columns={[
        { key: 'state', label: words.step, header: true, render: (step) => say(applicationLife.states[step.state]) },
        { key: 'day', label: words.day, render: (step) => formatDay(step.on) },
        {
          key: 'days',
          label: words.after,
          align: 'end',
          render: (step) => (step.days === null ? t().none : t().days(step.days)),
        },
        { key: 'reason', label: words.reason, render: (step) => step.reason ?? t().none },
        { key: 'by', label: words.by, render: (step) => step.by },
      ]}
      rows={file.steps}
    />
  );
}

function Payments({ view, file }: { view: FundingView; file: FileView }): VNode {
  const words = t().plan;
  const answers = file.open.includes('projects.settlePayment');
  const at = (payment: string, rest: string) =>
    fileAddress(view.project.id, file.id, `/versements/${encodeURIComponent(payment)}${rest}`);
  return (
    <DataTable
      caption={words.payments}
      columns={[
        {
          key: 'payment',
          label: words.payment,
          header: true,
          render: (payment) => `${t().paymentKinds[payment.kind]}, ${payment.name}`,
        },
        { key: 'amount', label: words.amount, align: 'end', render: (payment) => formatCents(payment.amountCents) },
        {
          key: 'state',
          label: words.state,
          render: (payment) =>
            answers && payment.state === 'requested' ? (
              <Link href={at(payment.id, '/repondre')}>{words.answer(payment.name)}</Link>
            ) : (
              <>
                <PaymentMark state={payment.state} />
                {payment.reason ? <span class="gr-quiet gr-second">{payment.reason}</span> : null}
              </>
            ),
        },
        { key: 'requested', label: words.requested, render: (payment) => formatDay(payment.requestedOn) },
        {
          key: 'settled',
          label: words.settled,
          render: (payment) => (payment.settledOn ? formatDay(payment.settledOn) : t().none),
        },
        {
          key: 'evidence',
          label: words.evidence,
          render: (payment) => (
            <>
              {payment.evidence ?? t().none}
              {payment.hasFile ? (
                <span class="gr-second">
                  <a href={at(payment.id, '/preuve')}>{words.evidenceFile}</a>
                </span>
              ) : null}
            </>
          ),
        },
      ]}
      rows={file.payments}
      rowKey={(payment) => payment.id}
      empty={words.noPayment}
    />
  );
}
