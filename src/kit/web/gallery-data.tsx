import type { VNode } from 'preact';
import { formatNumber } from '#kit/say.ts';
import { gallerySentences as t } from './gallery.sentences.ts';
import {
  Badge,
  BarChart,
  Button,
  CheckboxesField,
  CheckboxField,
  Columns,
  DataTable,
  DateField,
  ExportMenu,
  FieldRow,
  FieldSet,
  FileField,
  FilterBar,
  FilterChips,
  Form,
  HiddenField,
  MoneyField,
  NumberField,
  Pagination,
  RadioField,
  SearchField,
  Section,
  SelectField,
  StackedYears,
  TextareaField,
  TextField,
} from './ui/index.ts';

const rows = [
  { name: 'Aerospace Valley', region: 'Midi-Pyrénées', sector: 'Aéronautique et espace', world: true, members: 853 },
  { name: 'Cosmetic Valley', region: 'Centre', sector: 'Biens de consommation', world: false, members: 322 },
  { name: 'Pôle Eau', region: 'Languedoc-Roussillon', sector: 'Eau et milieux', world: true, members: 1204 },
] as const;

export const Lists = (): VNode => (
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
        {
          key: 'members',
          label: t().memberCount,
          align: 'end',
          sortable: true,
          render: (row) => formatNumber(row.members),
        },
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

export const Forms = (): VNode => (
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

export const Charts = (): VNode => (
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
