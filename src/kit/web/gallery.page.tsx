import type { VNode } from 'preact';
import { formatNumber, sentences } from '#kit/say.ts';
import { en } from './gallery.en.ts';
import { fr } from './gallery.fr.ts';
import type { Page } from './page.ts';
import { iconNames } from './ui/icon.tsx';
import {
  Alert,
  Badge,
  BarChart,
  Button,
  ButtonGroup,
  ButtonLink,
  Callout,
  Card,
  CardGrid,
  CheckboxesField,
  CheckboxField,
  Columns,
  DataTable,
  DateField,
  DescriptionList,
  Diff,
  DueDate,
  EmptyState,
  ExportMenu,
  FieldRow,
  FieldSet,
  FileField,
  FilterBar,
  FilterChips,
  Form,
  GlossaryTerm,
  HiddenField,
  Icon,
  KeyFigures,
  Link,
  MoneyField,
  NumberField,
  Pagination,
  PostButton,
  ProgressBar,
  RadioField,
  Receipt,
  SearchField,
  Section,
  SelectField,
  StackedYears,
  StatusBadge,
  SyntheticRibbon,
  Tabs,
  Tags,
  TextareaField,
  TextField,
  Thread,
} from './ui/index.ts';

const t = sentences({ fr, en });

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

const rows = [
  { name: 'Aerospace Valley', region: 'Midi-Pyrénées', sector: 'Aéronautique et espace', world: true, members: 853 },
  { name: 'Cosmetic Valley', region: 'Centre', sector: 'Biens de consommation', world: false, members: 322 },
  { name: 'Pôle Eau', region: 'Languedoc-Roussillon', sector: 'Eau et milieux', world: true, members: 1204 },
] as const;

const Lists = (): VNode => (
  <Section title={t().tables} id="tableaux" action={<ExportMenu links={exports} />}>
    <FilterBar action="/galerie" clearHref="/galerie" keep={{ tri: 'nom' }}>
      <SearchField name="mot" label={t().keyword} value="eau" />
      <SelectField
        name="region"
        label={t().region}
        blank={t().all}
        choices={rows.map((row) => ({ value: row.region, label: row.region }))}
      />
    </FilterBar>
    <FilterChips chips={[{ label: 'eau', removeHref: '/galerie' }]} />
    <DataTable
      caption={t().caption}
      columns={[
        { key: 'name', label: t().name, sortable: true, render: (row) => <a href="#tableaux">{row.name}</a> },
        { key: 'region', label: t().region, sortable: true, render: (row) => row.region },
        { key: 'sector', label: t().sector, render: (row) => row.sector },
        {
          key: 'category',
          label: t().category,
          render: (row) => (row.world ? <Badge tone="progress">{t().worldwide}</Badge> : <Badge>{t().national}</Badge>),
        },
        { key: 'members', label: t().memberCount, align: 'end', sortable: true, render: (row) => formatNumber(row.members) },
      ]}
      rows={rows}
      rowKey={(row) => row.name}
      sort={{ key: 'name', direction: 'asc', href: (key, direction) => `/galerie?tri=${key}&sens=${direction}` }}
      total={{ name: t().totalRow, members: formatNumber(rows.reduce((sum, row) => sum + row.members, 0)) }}
      note={t().note}
    />
    <Pagination page={5} size={25} total={487} href={(page) => `/galerie?page=${page}`} />
  </Section>
);

const exports = [
  { format: 'csv', href: '/galerie?format=csv' },
  { format: 'xlsx', href: '/galerie?format=xlsx' },
] as const;

const Forms = (): VNode => (
  <Section title={t().forms} id="formulaires">
    <Form
      action="/galerie"
      multipart
      values={{ courriel: 'camille@', aide: '120 000', adhesion: '2013-06-30', besoins: ['export'] }}
      errors={[
        { field: 'courriel', message: t().emailError },
        { field: 'effectif', message: t().staffError },
        { field: 'nature', message: t().kindError },
      ]}
      submit={{ label: t().submit }}
      otherActs={
        <Button kind="secondary" name="acte" value="brouillon">
          {t().draft}
        </Button>
      }
      cancel={{ href: '/galerie' }}
      consequence={t().consequence}
    >
      <HiddenField name="annee" value="2014" />
      <TextField
        name="courriel"
        label={t().email}
        hint={t().emailHint}
        type="email"
        autocomplete="email"
        spellcheck={false}
      />
      <FieldSet legend={t().identity}>
        <FieldRow>
          <NumberField name="effectif" label={t().staff} unit={t().staffUnit} value="mille" />
          <MoneyField name="aide" label={t().aid} required={false} />
        </FieldRow>
        <FieldRow>
          <DateField name="adhesion" label={t().joined} />
          <SelectField
            name="college"
            label={t().college}
            choices={[
              { value: 'entreprises', label: t().firms },
              { value: 'laboratoires', label: t().laboratories },
            ]}
          />
        </FieldRow>
      </FieldSet>
      <RadioField
        name="nature"
        label={t().kind}
        choices={[
          { value: 'entreprise', label: t().firms, hint: t().firmsHint },
          { value: 'laboratoire', label: t().laboratories },
          { value: 'formation', label: t().schools },
        ]}
      />
      <CheckboxesField
        name="besoins"
        label={t().topics}
        inline
        choices={[
          { value: 'export', label: t().export },
          { value: 'financement', label: t().financing },
          { value: 'competences', label: t().skills },
        ]}
      />
      <TextareaField name="commentaire" label={t().comment} required={false} rows={3} />
      <FileField name="liste" label={t().file} formats={['.csv', '.xlsx']} maximum="20 Mo" required={false} />
      <CheckboxField name="exact" label={t().sure} hint={t().sureHint} />
    </Form>
  </Section>
);

const Charts = (): VNode => (
  <Section title={t().charts} id="graphiques">
    <Columns>
      <BarChart
        title={t().barsTitle}
        unit={t().barsUnit}
        source={t().source}
        date={t().june}
        categoryLabel={t().region}
        bars={[
          { label: 'Rhône-Alpes', value: 12, marked: true, href: '#graphiques' },
          { label: 'Île-de-France', value: 9, marked: true },
          { label: 'Provence-Alpes-Côte d’Azur', value: 7, marked: true },
          { label: 'Aquitaine', value: 4 },
          { label: 'Corse', value: 0 },
          { label: 'Guyane', value: null },
        ]}
      />
      <StackedYears
        title={t().stackTitle}
        unit={t().stackUnit}
        source={t().source}
        date={t().june}
        years={[2010, 2011, 2012, 2013]}
        series={[
          { label: t().micro, values: [22, 30, 34, 41] },
          { label: t().sme, values: [84, 92, 101, 112] },
          { label: t().midcap, values: [21, 24, 22, 25] },
          { label: t().large, values: [9, 8, 9, 9] },
        ]}
      />
    </Columns>
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
