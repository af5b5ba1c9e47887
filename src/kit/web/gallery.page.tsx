import type { VNode } from 'preact';
import { gallerySentences as t } from './gallery.sentences.ts';
import { Charts, Forms, Lists } from './gallery-data.tsx';
import type { Page } from './page.ts';
import { iconNames } from './ui/icon.tsx';
import {
  Alert,
  Badge,
  Button,
  ButtonGroup,
  ButtonLink,
  Callout,
  Card,
  CardGrid,
  DataTable,
  DescriptionList,
  Diff,
  DueDate,
  EmptyState,
  GlossaryTerm,
  Icon,
  KeyFigures,
  Link,
  PostButton,
  ProgressBar,
  Receipt,
  Section,
  StatusBadge,
  SyntheticRibbon,
  Tabs,
  Tags,
  Thread,
} from './ui/index.ts';

/** Every component in its states, for whoever builds a page or changes the look. Development only. */
export function galleryPage(): Page {
  const words = t();
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: 'Grappe', href: '/' }, { label: words.title }],
    status: <StatusBadge tone="progress" label={words.submitted} rule={words.rule} />,
    action: <ButtonLink href="#tableaux">{words.tables}</ButtonLink>,
    synthetic: true,
    side: {
      label: words.title,
      entries: gallerySections.map(([id, part]) => ({ label: words[part], href: `#${id}`, current: id === 'boutons' })),
    },
    body: (
      <>
        <Buttons />
        <Messages />
        <Statuses />
        <Figures />
        <Stages />
        <Lists />
        <Forms />
        <Charts />
        <Proofs />
        <Navigation />
        <Icons />
      </>
    ),
  };
}

const gallerySections = [
  ['boutons', 'buttons'],
  ['messages', 'messages'],
  ['etats', 'statuses'],
  ['chiffres', 'figures'],
  ['tableaux', 'tables'],
  ['formulaires', 'forms'],
  ['graphiques', 'charts'],
] as const;

const Buttons = (): VNode => (
  <Section title={t().buttons} id="boutons">
    <ButtonGroup>
      <Button>{t().submit}</Button>
      <Button kind="secondary" icon="pencil">
        {t().draft}
      </Button>
      <Button kind="tertiary">{t().read}</Button>
      <Button kind="quiet">{t().read}</Button>
      <Button kind="danger">{t().withdraw}</Button>
      <Button disabled>{t().submit}</Button>
      <ButtonLink href="#boutons" kind="tertiary" small icon="download">
        {t().read}
      </ButtonLink>
      <PostButton action="/galerie" kind="danger" small confirm={t().confirm} values={{ id: '1' }}>
        {t().withdraw}
      </PostButton>
    </ButtonGroup>
    <p>
      <Link href="#boutons">{t().read}</Link> ·{' '}
      <Link href="https://www.legifrance.gouv.fr/" external>
        {t().official}
      </Link>
    </p>
  </Section>
);

const Messages = (): VNode => (
  <Section title={t().messages} id="messages">
    <Alert kind="success">{t().saved}</Alert>
    <Alert kind="info">{t().vintage}</Alert>
    <Alert kind="warning">{t().late}</Alert>
    <Alert kind="error" title={t().failed} level={3}>
      {t().vintage}
    </Alert>
    <Callout title={t().definitionTitle} level={3}>
      <p>{t().definition}</p>
    </Callout>
    <SyntheticRibbon />
    <EmptyState
      level={3}
      title={t().emptyTitle}
      what={t().emptyWhat}
      why={t().emptyWhy}
      next={<ButtonLink href="#messages">{t().emptyNext}</ButtonLink>}
    />
  </Section>
);

const Statuses = (): VNode => (
  <Section title={t().statuses} id="etats">
    <ButtonGroup>
      <StatusBadge tone="neutral" label={t().draftState} icon="pencil" />
      <StatusBadge tone="progress" label={t().submitted} rule={t().rule} />
      <StatusBadge tone="success" label={t().approved} />
      <StatusBadge tone="warning" label={t().overdue} />
      <StatusBadge tone="error" label={t().refused} />
      <StatusBadge tone="info" label={t().worldwide} />
      <Badge>{t().national}</Badge>
    </ButtonGroup>
    <Tags tags={[{ label: t().health, href: '#etats' }, { label: t().worldwide }]} />
    <p>
      {t().termBefore} <GlossaryTerm term={t().cluster} definition={t().clusterMeaning} href="#etats" /> {t().termAfter}
    </p>
    <DescriptionList
      items={[
        { term: t().overdue, description: <DueDate day="2013-06-22" today="2013-06-30" waits={t().directorName} /> },
        { term: t().submitted, description: <DueDate day="2013-07-05" today="2013-06-30" waits={t().state} /> },
        { term: t().draftState, description: <DueDate day="2013-12-31" today="2013-06-30" /> },
        { term: t().approved, description: <DueDate day="2013-06-22" today="2013-06-30" done /> },
        { term: t().website, description: null },
      ]}
    />
  </Section>
);

const Figures = (): VNode => (
  <Section title={t().figures} id="chiffres">
    <KeyFigures
      figures={[
        {
          label: t().clusters,
          value: 71,
          period: t().june,
          source: t().decision,
          href: '#tableaux',
          hrefLabel: t().clustersLink,
        },
        {
          label: t().members,
          value: 187,
          unit: t().membersUnit,
          period: t().year,
          source: t().evaluation,
          href: '#tableaux',
          trend: [151, 158, 163, 171, 180, 187],
        },
        { label: t().growth, value: null, period: t().year, source: t().evaluation, href: '#tableaux' },
      ]}
    />
    <CardGrid>
      {[1, 2, 3].map((card) => (
        <Card
          key={card}
          title={t().cardTitle}
          href="#chiffres"
          detail={t().worldwide}
          footer={<Badge tone="info">{t().june}</Badge>}
        >
          <p>{t().cardText}</p>
        </Card>
      ))}
    </CardGrid>
  </Section>
);

const Stages = (): VNode => (
  <Section title={t().stages}>
    <Thread
      stages={[
        {
          title: t().stageLabelled,
          state: 'done',
          day: '2011-11-04',
          evidence: [{ label: t().evidenceDecision, href: '#decision' }],
        },
        {
          title: t().stageFunded,
          state: 'done',
          day: '2012-03-30',
          evidence: [{ label: t().evidenceAgreement, href: '#convention' }],
        },
        { title: t().stageRunning, state: 'late', due: '2013-06-22', missing: [t().missingReport, t().missingBudget] },
        { title: t().stageFollowUp, state: 'todo', due: '2015-03-30' },
        { title: t().stageMarket, state: 'skipped' },
      ]}
    />
  </Section>
);

const Proofs = (): VNode => (
  <Section title={t().proofs}>
    <Diff
      caption={t().diffCaption}
      entries={[
        { label: t().city, before: t().before, after: t().after },
        { label: t().director, before: null, after: t().directorName },
        { label: t().website, before: 'exemple.fr', after: null },
        { label: t().category, before: t().national, after: t().national },
      ]}
    />
    <Receipt
      level={3}
      number="ADH-2013-000187"
      at={new Date('2013-06-30T12:05:00Z')}
      digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
      told={[t().receiptTold, t().state]}
      verifyHref="#preuves"
    />
    <ProgressBar label={t().importing} done={18_400} total={50_000} refreshHref="/galerie" />
  </Section>
);

const Navigation = (): VNode => (
  <Section title={t().navigation}>
    <Tabs
      label={t().views}
      tabs={[
        { label: t().identity, href: '?vue=identite', current: true },
        { label: t().membersView, href: '?vue=membres', current: false },
        { label: t().history, href: '?vue=histoire', current: false },
      ]}
    />
    <DataTable caption={t().empty} columns={[{ key: 'name', label: t().name, render: () => '' }]} rows={[]} />
  </Section>
);

const Icons = (): VNode => (
  <Section title={t().icons}>
    <ButtonGroup>
      {iconNames.map((name) => (
        <Icon key={name} name={name} title={name} />
      ))}
    </ButtonGroup>
  </Section>
);
