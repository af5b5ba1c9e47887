import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopDocx, toDocx } from '#engines/documents/docx.ts';
import { stopPdf, toPdf } from '#engines/documents/pdf.ts';
import type { Services } from '#kit/context.ts';
import type { Day } from '#kit/period.ts';
import { speaking } from '#kit/say.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { builders, callBy, partlyFurnished, refusalOf, someone } from '#rooms/registry';
import { clausesOf } from '../clause/clause.store.ts';
import { editionUnderWay, updateEdition } from '../contract.store.ts';
import { type BuiltContract, contractBuilders } from '../contracts.fixture.ts';
import { openDiscussion } from '../negotiation/open-discussion.action.ts';
import { printText } from '../signature/printed-text.ts';
import { annexesOf } from './annex.store.ts';
import { templatesOn } from './article-template.store.ts';
import { compareVersions } from './compare-versions.query.ts';
import { contractDocument, contractParts } from './contract.document.ts';
import { exportText, getAnnex } from './export-text.query.ts';
import { freezeText } from './freeze-text.ts';
import { digestOf } from './frozen-text.ts';
import { joinAnnex } from './join-annex.action.ts';
import { renderContract } from './render-contract.ts';
import { resetArticle } from './reset-article.action.ts';
import { saveArticle } from './save-article.action.ts';
import { saveArticleTemplate } from './save-article-template.action.ts';
import { getArticle, getText } from './text.query.ts';

const pdfFile = (words: string) => ({
  name: `${words}.pdf`,
  mediaType: 'application/pdf',
  base64: Buffer.from(`%PDF-1.4 ${words}`).toString('base64'),
});

afterAll(async () => {
  await stopPdf();
  await stopDocx();
});

describe.each(eachStore)('The text of a contract, on the $name store', ({ open }) => {
  let services: Services;
  let built: BuiltContract;
  let contract: string;
  const dataDir = mkdtempSync(join(tmpdir(), 'grappe-text-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  const director = () =>
    callBy(services, someone({ role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' } }));
  const region = () => callBy(services, someone({ role: 'region-officer', scope: { kind: 'region', id: '82@2013' } }));
  const sql = () => services.store.sql;
  const edition = async () => (await editionUnderWay(sql(), contract))!;
  const article = async (key: string) =>
    (await clausesOf(sql(), built.edition)).find(({ id }) => id === `article-${key}`)!;

  beforeAll(async () => {
    const furnished = await partlyFurnished(open);
    services = { ...furnished, config: { ...furnished.config, dataDir } };
    built = await contractBuilders(services).a.contract('minalogic').withObjectives(2).save();
    contract = built.contract;
  });

  it('A contract opens with the programme’s articles, which it may change and set back without touching the models', async () => {
    const models = await templatesOn(sql(), '2014-09-15');
    expect(models.length).toBeGreaterThan(10);
    const { id: clause, revision } = await article('fin');
    const saved = await perform(
      saveArticle,
      { contract, clause, revision, title: 'Fin', body: 'Le pôle {{pole.nom}}.' },
      director(),
    );
    expect(await templatesOn(sql(), '2014-09-15')).toEqual(models);
    expect((await perform(getArticle, { contract, article: clause }, director())).model).toMatchObject({ same: false });
    await perform(resetArticle, { contract, article: clause, revision: saved.revision }, director());
    const model = models.find(({ key }) => key === 'fin')!;
    expect((await article('fin')).content).toEqual({ title: model.title, body: model.body });
    expect(
      await refusalOf(perform(resetArticle, { contract, article: clause, revision: saved.revision + 1 }, director())),
    ).toMatchObject({ code: 'SAME_AS_MODEL' });
  });

  it('A mark that does not exist is refused by its name, and nothing is written', async () => {
    const { id: clause, revision } = await article('suivi');
    const refusal = refusalOf(
      perform(saveArticle, { contract, clause, revision, title: 'Suivi', body: 'Voir {{pole.capital}}.' }, director()),
    );
    expect(await refusal).toMatchObject({
      code: 'UNKNOWN_MARK',
      field: 'body',
      message: expect.stringContaining('{{pole.capital}}'),
    });
    expect((await article('suivi')).revision).toBe(revision);
  });

  it('Every model can be laid out: no mark is left in the text', async () => {
    const frozen = await freezeText(sql(), await edition(), '2014-09-15' as Day);
    const text = JSON.stringify(contractParts(frozen));
    expect(text).not.toContain('{{');
    expect(text).toContain('Objectif 1. Objectif fictif 1');
    expect(text).toContain('État, préfet de région (Rhône-Alpes)');
  });

  it('The same data gives the same bytes, as PDF and as DOCX, in either language', async () => {
    const freeze = async () => freezeText(sql(), await edition(), '2014-09-15' as Day);
    const [one, other] = [await freeze(), await freeze()];
    expect(digestOf(other)).toBe(digestOf(one));
    for (const set of [toPdf, toDocx]) {
      const first = await speaking('fr', () => set(contractDocument(one, 'draft')));
      const second = await speaking('en', () => set(contractDocument(other, 'draft')));
      expect(Buffer.compare(first, second)).toBe(0);
    }
    // What was set is remembered by what it says: another day is another text.
    const kept = await renderContract(one, 'draft');
    expect(await renderContract(other, 'draft')).toBe(kept);
    expect(await renderContract({ ...other, on: '2014-09-16' }, 'draft')).not.toBe(kept);
  });

  it('Annexes are joined and replaced while the text is written, and only a PDF or a scan is taken (R24)', async () => {
    const join = (kind: 'statutes' | 'label-letter', words: string) =>
      perform(joinAnnex, { contract, kind, file: pdfFile(words) }, director());
    await join('statutes', 'anciens statuts');
    await join('label-letter', 'lettre');
    await join('statutes', 'statuts');
    expect((await annexesOf(sql(), built.edition)).map(({ kind, name }) => [kind, name])).toEqual([
      ['label-letter', 'lettre.pdf'],
      ['statutes', 'statuts.pdf'],
    ]);
    const given = await perform(getAnnex, { contract, kind: 'statutes' }, region());
    expect(Buffer.from(given.base64, 'base64').toString()).toBe('%PDF-1.4 statuts');
    const word = {
      name: 'statuts.docx',
      mediaType: 'application/pdf',
      base64: Buffer.from('PK mot').toString('base64'),
    };
    expect(await refusalOf(perform(joinAnnex, { contract, kind: 'statutes', file: word }, director()))).toMatchObject({
      code: 'ANNEX_FORMAT',
      field: 'file',
    });
    expect(await refusalOf(perform(joinAnnex, { contract, kind: 'statutes', file: word }, region()))).toMatchObject({
      code: 'NOT_YOUR_FUNCTION',
    });
  });

  it('The draft that the parties received is kept, and compared with the text as it has become since', async () => {
    await perform(openDiscussion, { contract }, callBy(services));
    const same = await perform(compareVersions, { contract }, region());
    expect(same.before.kind).toBe('sent');
    expect(same.groups).toEqual([]);
    const { id: clause, revision, content } = await article('avenants');
    const { title, body } = content as { title: string; body: string };
    await perform(saveArticle, { contract, clause, revision, title, body: `${body} Sans délai.` }, director());
    const changed = await perform(compareVersions, { contract }, region());
    expect(changed.counts).toEqual({ added: 0, removed: 0, changed: 1 });
    expect(changed.groups[0]).toMatchObject({ group: 'article', things: [{ id: clause, change: 'changed' }] });
    const sent = await perform(getText, { contract, version: same.before.key }, region());
    expect(sent.writable).toBe(false);
    expect(JSON.stringify(sent.parts)).not.toContain('Sans délai.');
    expect(await refusalOf(perform(compareVersions, { contract, before: '7' }, region()))).toMatchObject({
      code: 'NO_VERSION',
    });
  });

  it('A new version of a model follows the one in force from a later day, and two never hold together', async () => {
    const models = await templatesOn(sql(), '2014-09-15');
    const { id: template, revision, body, title, source } = models.find(({ key }) => key === 'suivi')!;
    const save = (input: object) =>
      perform(
        saveArticleTemplate,
        { template, revision, title, body, source, validFrom: '2015-01-01', reason: 'Essai', ...input } as never,
        callBy(services),
      );
    expect(await refusalOf(save({ validFrom: '2012-12-31' }))).toMatchObject({ code: 'TEMPLATE_STARTS_BEFORE' });
    await save({ body: `${body}\nEt en ligne.` });
    const on = async (day: string) => (await templatesOn(sql(), day)).filter(({ key }) => key === 'suivi');
    expect((await on('2014-12-31')).map((row) => row.body)).toEqual([body]);
    expect((await on('2015-01-01')).map((row) => row.body)).toEqual([`${body}\nEt en ligne.`]);
    expect(await refusalOf(save({}))).toMatchObject({ code: 'TEMPLATE_CLOSED' });
    expect(
      await refusalOf(
        perform(
          saveArticleTemplate,
          { key: 'suivi', title, body, source, validFrom: '2015-01-01', reason: 'Essai' },
          callBy(services),
        ),
      ),
    ).toMatchObject({ code: 'KEY_TAKEN' });
  });

  it('Once frozen, the text, its members and its annexes stay as they were, and its PDF is given byte for byte (R24)', async () => {
    const text = await edition();
    const frozen = await freezeText(sql(), text, '2014-09-15' as Day);
    const ctx = {
      sql: sql(),
      services,
      now: services.clock.now(),
      actor: callBy(services).actor,
      newId: (prefix: string) => `${prefix}-fige`,
    };
    const stored = await printText(ctx as never, frozen);
    const asFrozen = {
      state: 'signing',
      frozen: JSON.stringify(frozen) as never,
      frozen_digest: digestOf(frozen),
      frozen_at: ctx.now,
      pdf_file_id: stored.id,
    } as const;
    await updateEdition(sql(), text.id, asFrozen);
    const { a } = builders(services);
    await a.membership().in('minalogic').save();

    const read = await perform(getText, { contract, version: '0' }, region());
    expect(read.version).toMatchObject({ state: 'signing', digest: digestOf(frozen) });
    expect(read.parts).toEqual(
      contractParts(frozen).map(({ clauses, blocks }) => ({
        passages: clauses.map((clause) => ({ ...clause, openComments: 0 })),
        blocks,
      })),
    );
    const [pdf, again] = [
      await perform(exportText, { contract, format: 'pdf' }, region()),
      await perform(exportText, { contract, format: 'pdf', version: '0' }, region()),
    ];
    expect(pdf.sha256).toBe(stored.sha256);
    expect(again).toEqual(pdf);
    const join = perform(joinAnnex, { contract, kind: 'statutes', file: pdfFile('tardifs') }, director());
    expect(await refusalOf(join)).toMatchObject({ code: 'TEXT_BEING_SIGNED' });
    await updateEdition(sql(), text.id, { state: 'abandoned' });
    await expect(sql().deleteFrom('contracts.annex').where('edition_id', '=', text.id).execute()).rejects.toThrow(
      'never changes',
    );
    await expect(sql().deleteFrom('contracts.sent_draft').execute()).rejects.toThrow('only added to');
  });

  it('The text is reserved to those at the table of this contract', async () => {
    const elsewhere = callBy(services, someone({ role: 'region-officer', scope: { kind: 'region', id: '94@2013' } }));
    for (const work of [
      () => perform(getText, { contract }, elsewhere),
      () => perform(exportText, { contract }, elsewhere),
      () => perform(getAnnex, { contract, kind: 'statutes' }, elsewhere),
      () => perform(compareVersions, { contract }, elsewhere),
    ])
      expect(await refusalOf(work())).toMatchObject({ code: 'NOT_FOUND' });
  });
});
