import { writeXlsx } from 'hucre/xlsx';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { type InputOf, perform } from '#kit/web/route.ts';
import { builders, callBy, partlyFurnished, refusalOf, someone, syntheticSiren } from '#rooms/registry';
import { abandonProjectImport, applyProjectImport } from './apply-project-import.action.ts';
import { importProjectTable } from './import-table.ts';
import { getProjectImport, listProjectImports } from './project-import.query.ts';
import { recordProjectFile } from './record-project-file.action.ts';

describe.each(eachStore)('Import of projects, partners, aid and results, on the $name store', ({ open }) => {
  let services: Services;
  const sql = () => services.store.sql;
  const call = () => callBy(services);
  const SIRENS = [syntheticSiren(1), syntheticSiren(2)] as const;

  beforeAll(async () => {
    services = await partlyFurnished(open);
    const { an } = builders(services);
    await an.organisation('Alpes Capteurs SA').withSiren(SIRENS[0]).in('38185').save();
    await an.organisation('Laboratoire des Neiges').ofKind('laboratory').withSiren(SIRENS[1]).in('69123').save();
  });

  const csv = (headers: string, ...lines: readonly string[]) => `${[headers, ...lines].join('\n')}\n`;
  const fileOf = (name: string, text: string | Uint8Array) => ({
    name,
    mediaType: 'text/csv',
    base64: Buffer.from(text).toString('base64'),
  });
  const stage = (text: string | Uint8Array, more: Partial<InputOf<typeof recordProjectFile>> = {}, by = call()) =>
    perform(recordProjectFile, { file: fileOf('essai.csv', text), cluster: 'minalogic', ...more }, by);
  const essay = async (
    text: string | Uint8Array,
    more: Partial<InputOf<typeof recordProjectFile>> = {},
    by = call(),
  ) => {
    const { projectImport } = await stage(text, more, by);
    return (await perform(getProjectImport, { projectImport }, by)).dryRun!;
  };
  const rowCounts = async () => {
    const tables = [
      'project',
      'stage_entry',
      'partner',
      'partner_cost',
      'application',
      'application_step',
      'application_partner',
      'payment',
      'label',
      'submission',
      'meeting',
      'result',
      'first_sale',
      'market_year',
      'industrialisation',
    ] as const;
    return Object.fromEntries(
      await Promise.all(
        tables.map(async (table) => {
          const { n } = await sql()
            .selectFrom(`projects.${table}`)
            .select((eb) => eb.fn.countAll<number>().as('n'))
            .executeTakeFirstOrThrow();
          return [table, n];
        }),
      ),
    );
  };

  const PROJECTS = csv(
    'Référence;Acronyme;Titre;Ouvert le;Appel;Pôles labellisateurs;Public;Consortium le;Labellisé le;Déposé le;Retenu le',
    'P1;NEIGE;Capteurs de neige;15/01/2013;fui-18;minalogic|axelera;oui;01/02/2013;20/03/2013;12/04/2013;25/07/2013',
    'P2;GLACE;Capteurs de glace;15/01/2013;;;;01/02/2013;;;',
  );
  const PARTNERS = csv(
    'Référence;SIREN;Chef de file;Recherche industrielle (k€);Aide demandée',
    `P1;${SIRENS[0]};oui;450;180 000`,
    `P1;${SIRENS[1]};non;300;`,
  );
  const AIDS = csv(
    'Référence;Appel;Financeur;SIREN;Aide demandée;Aide accordée;Déposé le;Retenu le;Convention le;Versé;Versé le',
    `P1;fui-18;État;${SIRENS[0]};180000;150000;12/04/2013;25/07/2013;20/12/2013;50000;15/01/2014`,
    `P1;fui-18;État;${SIRENS[1]};;90000;12/04/2013;25/07/2013;20/12/2013;;`,
  );
  const RESULTS = csv(
    'Référence;SIREN;Nature;Jour ou année;Intitulé;Montant;Pays;Part export;Emplois créés',
    `P1;${SIRENS[0]};produit;12/05/2014;Capteur C1;;;;`,
    `P1;${SIRENS[0]};première vente;01/07/2014;;12000;DE;;`,
    `P1;${SIRENS[0]};année de marché;2013;;100000;;40;3`,
  );
  const FILES = [
    ['projects', PROJECTS],
    ['partners', PARTNERS],
    ['aids', AIDS],
    ['results', RESULTS],
  ] as const;

  it('Four files bring a project with its labels, its partners, its money and its results; the same files again change nothing', async () => {
    for (const [kind, text] of FILES) {
      const before = await rowCounts();
      const { projectImport } = await stage(text);
      const { dryRun, open } = await perform(getProjectImport, { projectImport }, call());
      expect(dryRun).toMatchObject({ problems: [], unread: [] });
      expect(open).toContain('apply');
      expect(await rowCounts(), 'a dry run writes nothing').toEqual(before);
      const { counts } = await perform(applyProjectImport, { projectImport }, call());
      expect(counts, kind).toMatchObject({ create: counts.rows, error: 0 });
    }
    const written = await rowCounts();
    expect(written).toMatchObject({
      project: 2,
      stage_entry: 7,
      partner: 2,
      partner_cost: 2,
      application: 1,
      application_step: 3,
      application_partner: 2,
      payment: 1,
      label: 2,
      result: 1,
      first_sale: 1,
      market_year: 1,
    });
    const neige = await sql()
      .selectFrom('projects.project')
      .selectAll()
      .where('id', '=', 'neige')
      .executeTakeFirstOrThrow();
    expect(neige).toMatchObject({
      stage: 'selected',
      stage_since: '2013-07-25',
      source: 'minalogic',
      source_reference: 'P1',
      open_to: ['funders', 'public'],
    });
    for (const [kind, text] of FILES) {
      const again = await importProjectTable(call(), { kind, name: 'essai.csv', csv: text, cluster: 'minalogic' });
      expect(again.counts, kind).toMatchObject({ create: 0, change: 0, unchanged: again.counts.rows });
    }
    expect(await rowCounts()).toEqual(written);
  });

  it('A spreadsheet is read as well as a text file, and a corrected line changes what it says', async () => {
    const rows = PROJECTS.trim()
      .split('\n')
      .map((line) => line.replace('Capteurs de glace', 'Capteurs de glace et de givre').split(';'));
    const { projectImport } = await stage(await writeXlsx({ sheets: [{ name: 'Projets', rows }] }));
    const { counts } = await perform(applyProjectImport, { projectImport }, call());
    expect(counts).toMatchObject({ create: 0, change: 1, unchanged: 1 });
    expect(await refusalOf(perform(applyProjectImport, { projectImport }, call()))).toMatchObject({
      code: 'IMPORT_CLOSED',
    });
  });

  it('One wrong line stops the whole file: nothing is half-written, and the sentence says which line and column', async () => {
    const before = await rowCounts();
    const text = csv('Référence;Acronyme;Titre;Ouvert le', 'P8;GIVRE;Givre;01/02/2013', 'P9;BRUME;Brume;01/02/2041');
    const { projectImport } = await stage(text);
    const refused = await refusalOf(perform(applyProjectImport, { projectImport }, call()));
    expect(refused.code).toBe('LINES_WRONG');
    expect(refused.message).toContain('ligne 3, D — Ce jour n’est pas encore venu');
    expect(await rowCounts()).toEqual(before);
    await perform(abandonProjectImport, { projectImport }, call());
    expect(await rowCounts()).toEqual(before);
  });

  const P = 'Référence;Acronyme;Titre;Ouvert le';
  const R = 'Référence;SIREN;Chef de file';
  const A = 'Référence;Appel;Financeur;SIREN;Déposé le';
  const [ONE, TWO] = SIRENS;
  it.each([
    [
      'a cluster that does not exist',
      `${P};Pôle`,
      ['N1;NU;Nu;01/02/2013;nulle-part'],
      'E',
      'Aucun pôle ne porte le nom court',
    ],
    [
      'a sector that does not exist',
      `${P};Filière`,
      ['N1;NU;Nu;01/02/2013;nulle'],
      'E',
      'Aucune filière ne porte le nom court',
    ],
    [
      'a call that is not in the calendar',
      `${P};Appel`,
      ['N1;NU;Nu;01/02/2013;fui-99'],
      'E',
      'n’est pas au calendrier',
    ],
    [
      'stages that go back',
      `${P};Consortium le;Déposé le`,
      ['N1;NU;Nu;01/02/2013;01/05/2013;01/04/2013'],
      'F',
      'ne reculent pas',
    ],
    [
      'a label without its call (R61)',
      `${P};Appel;Labellisé le`,
      ['N1;NU;Nu;01/02/2013;;01/05/2013'],
      'E',
      'Un label vaut pour un appel',
    ],
    [
      'an abandoned project without a reason',
      `${P};Abandonné le;Motif d’abandon`,
      ['N1;NU;Nu;01/02/2013;01/05/2013;'],
      'F',
      'Dites pourquoi',
    ],
    ['a reference given twice', P, ['N1;NU;Nu;01/02/2013', 'N1;NUE;Nue;01/02/2013'], 'A', 'déjà celle de la ligne 2'],
    [
      'an acronym that another project of the cluster has',
      P,
      ['N1;NEIGE;Neige;01/02/2013'],
      'B',
      'porte déjà cet acronyme',
    ],
    ['a partner outside the registry', R, [`P2;${syntheticSiren(77)};oui`], 'B', 'Aucune organisation du registre'],
    ['a partner of an unknown project', R, [`PX;${ONE};oui`], 'A', 'Aucun projet n’a la référence'],
    ['two leads for one project', R, [`P2;${ONE};oui`, `P2;${TWO};oui`], 'C', '2 chefs de file (lignes 2, 3)'],
    ['no lead for a project', R, [`P2;${ONE};non`], 'C', 'n’a pas de chef de file'],
    ['a negative cost', `${R};Recherche industrielle`, [`P2;${ONE};oui;-450000`], 'D', 'ne peut pas être négatif'],
    [
      'costs in thousands written as euros',
      `${R};Recherche industrielle`,
      [`P2;${ONE};oui;450`],
      'D',
      'Vérifiez l’unité',
    ],
    [
      'costs in euros under a header in thousands',
      `${R};Recherche industrielle (k€)`,
      [`P2;${ONE};oui;450000`],
      'D',
      'Vérifiez l’unité',
    ],
    [
      'an aid above the costs',
      `${R};Recherche industrielle;Aide demandée`,
      [`P2;${ONE};oui;450000;450001`],
      'E',
      'dépasse les coûts',
    ],
    [
      'a partner who left without a reason',
      `${R};Sorti le;Motif de sortie`,
      [`P2;${ONE};oui;01/03/2014;`],
      'E',
      'Dites pourquoi',
    ],
    [
      'an aid of a partner that the project does not have',
      A,
      [`P2;fui-18;État;${ONE};12/04/2013`],
      'D',
      'n’est pas partenaire',
    ],
    ['an unknown call for an aid', A, [`P1;fui-99;État;${ONE};12/04/2013`], 'B', 'n’est pas au calendrier'],
    [
      'a funder that does not read the files of the call',
      A,
      [`P1;fui-18;ANR;${ONE};12/04/2013`],
      'C',
      'n’instruit pas',
    ],
    [
      'an aid granted above the costs of the partner',
      `${A};Retenu le;Aide accordée`,
      [`P1;fui-18;État;${ONE};12/04/2013;25/07/2013;450001`],
      'G',
      'dépasse les coûts',
    ],
    [
      'payments above the aid granted',
      `${A};Retenu le;Aide accordée;Convention le;Versé;Versé le`,
      [`P1;fui-18;État;${ONE};12/04/2013;25/07/2013;150000;20/12/2013;100001;01/06/2014`],
      'I',
      'dépasseraient l’aide accordée',
    ],
    [
      'a lapse while the time to sign runs (R76)',
      `${A};Retenu le;Aide accordée;Caduc`,
      [`P1;fui-19;État;${ONE};12/04/2014;25/07/2014;10;oui`],
      'H',
      'n’est pas encore caduc',
    ],
    [
      'a market year to come',
      'Référence;SIREN;Nature;Année;Montant',
      [`P1;${ONE};année de marché;2015;1000`],
      'D',
      'n’est pas encore venu',
    ],
  ] as const)('Refused with its sentence: %s', async (_, headers, lines, column, sentence) => {
    const { problems } = await essay(csv(headers, ...lines));
    expect(problems.map((problem) => [problem.column, problem.fr])).toContainEqual([
      column,
      expect.stringContaining(sentence),
    ]);
    for (const { en } of problems) expect(en).not.toBe('');
  });

  it('The team of a cluster imports for its own projects only, and never marks them as synthetic', async () => {
    const officer = callBy(services, someone({ role: 'cluster-officer', scope: { kind: 'cluster', id: 'axelera' } }));
    const text = csv(`${P};Pôle`, 'N1;NU;Nu;01/02/2013;axelera', 'N2;NUE;Nue;01/02/2013;minalogic');
    const { problems, counts } = await essay(text, { cluster: 'axelera' }, officer);
    expect(problems).toMatchObject([
      { row: 3, column: 'E', fr: expect.stringContaining('vous n’importez que pour le vôtre') },
    ]);
    expect(counts).toMatchObject({ create: 1, error: 1 });
    expect(await refusalOf(stage(text, {}, officer))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusalOf(stage(text, { cluster: 'axelera', synthetic: true }, officer))).toMatchObject({
      code: 'SYNTHETIC_RESERVED',
    });
    const seen = await perform(listProjectImports, {}, officer);
    expect(seen.rows.every((row) => row.cluster?.id === 'axelera')).toBe(true);
    expect(seen).toMatchObject({ nationwide: false, clusters: [{ id: 'axelera' }] });
  });

  it('The files of CORDIS are recognised: a French VAT number leads to the SIREN, others are found by name or left out on demand', async () => {
    const projects = csv(
      'id;acronym;status;title;startDate;endDate;totalCost;ecMaxContribution;ecSignatureDate;objective',
      '"101";"FROST";"SIGNED";"Frost sensing; a study";"2014-02-01";"2017-01-31";"1000000,5";"700000.25";"2014-01-10";"To sense."',
    );
    const organisations = csv(
      'projectID;projectAcronym;organisationID;vatNumber;name;country;SME;role;ecContribution;netEcContribution;totalCost;endOfParticipation',
      `101;FROST;9001;FR12${ONE};ALPES CAPTEURS;FR;true;coordinator;400000;400000;500000;false`,
      '101;FROST;9002;;LABORATOIRE DES NEIGES;FR;false;participant;200000,25;200000,25;300000;false',
      '101;FROST;9003;DE123456789;NIRGENDWO GMBH;DE;true;participant;100000;100000;200000;false',
    );
    const { projectImport, layout } = await stage(projects);
    expect(layout).toBe('cordis-projects');
    await perform(applyProjectImport, { projectImport }, call());
    expect(
      await sql()
        .selectFrom('projects.project')
        .select(['source', 'source_reference', 'stage', 'title'])
        .where('id', '=', 'frost')
        .executeTakeFirst(),
    ).toEqual({ source: 'CORDIS', source_reference: '101', stage: 'running', title: 'Frost sensing; a study' });
    const staged = await stage(organisations);
    expect(staged.layout).toBe('cordis-organisations');
    const strict = (await perform(getProjectImport, { projectImport: staged.projectImport }, call())).dryRun!;
    expect(strict.problems).toMatchObject([
      { row: 4, header: 'name', value: 'NIRGENDWO GMBH', fr: expect.stringContaining('n’est pas au registre') },
    ]);
    const { counts } = await perform(
      applyProjectImport,
      { projectImport: staged.projectImport, leaveOut: true },
      call(),
    );
    expect(counts).toMatchObject({ create: 2, leftOut: 1, error: 0 });
    expect(
      await sql()
        .selectFrom('projects.partner')
        .select(['lead', 'asked_cents', 'costs_stated'])
        .where('project_id', '=', 'frost')
        .orderBy('lead', 'desc')
        .execute(),
    ).toEqual([
      { lead: true, asked_cents: 400_000_00, costs_stated: false },
      { lead: false, asked_cents: 200_000_25, costs_stated: false },
    ]);
  });

  it('The research projects of ADEME are recognised: each line is a project and its beneficiary', async () => {
    const text = csv(
      'identifier,title,budgetamount,budgetgrant,start_date,announced_end_date,end_date,status,granteename',
      '14-01,"Sobriété, mesures",300000.5,120000,2013-03-01,2014-03-01,2014-05-31,closed,Alpes Capteurs SA',
    );
    const { projectImport, layout } = await stage(text);
    expect(layout).toBe('ademe');
    const { counts } = await perform(applyProjectImport, { projectImport }, call());
    expect(counts).toMatchObject({ rows: 1, create: 1 });
    const project = await sql()
      .selectFrom('projects.project')
      .selectAll()
      .where('source', '=', 'ADEME')
      .executeTakeFirstOrThrow();
    expect(project).toMatchObject({ source_reference: '14-01', stage: 'completed', stage_since: '2014-05-31' });
    expect(
      await sql()
        .selectFrom('projects.partner')
        .select(['lead', 'asked_cents'])
        .where('project_id', '=', project.id)
        .execute(),
    ).toEqual([{ lead: true, asked_cents: 120_000_00 }]);
  });

  it('A file whose columns are not recognised is refused with the names of those that are missing', async () => {
    expect(await refusalOf(stage(csv('Référence;Acronyme;Titre', 'N1;NU;Nu')))).toMatchObject({
      code: 'UNREADABLE',
      field: 'file',
      message: expect.stringContaining('Il manque\u202f: Ouvert le.'),
    });
    expect(await refusalOf(perform(recordProjectFile, { cluster: 'minalogic' }, call()))).toMatchObject({
      code: 'NO_FILE',
    });
  });
});
