import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, STRANGER } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import { speaking } from '#kit/say.ts';
import { quickStore } from '#kit/testing/store.ts';
import { renderDocument } from '#kit/web/layout.tsx';
import type { Chrome, Page } from '#kit/web/page.ts';
import { perform } from '#kit/web/route.ts';
import { webServer } from '#kit/web/server.ts';
import { getCluster } from './cluster/cluster.query.ts';
import { decideLabel } from './cluster/decide-label.action.ts';
import { labelPage } from './cluster/label.page.tsx';
import { applyForMembership } from './membership/apply-for-membership.action.ts';
import { getKeyFigures } from './programme/key-figures.query.ts';
import { en } from './registry.en.ts';
import { builders, callBy, someone } from './registry.fixture.ts';
import { fr } from './registry.fr.ts';
import { partlyFurnished } from './registry.testing.ts';
import { registry } from './room.ts';

const ADMINISTRATOR = someone({ role: 'administrator', scope: { kind: 'programme' } });
const DIRECTOR = someone({ role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' } });
const people: Record<string, Actor> = { stranger: STRANGER, administrator: ADMINISTRATOR, director: DIRECTOR };

const DANGEROUS = '<script>alert(1)</script> & "Cie"';

/** The addresses of the registry that one page leads to; other rooms answer for theirs. */
const OTHERS =
  /^\/(assets|langue|theme|connexion|deconnexion|mon-compte|vues|journal|accessibilite|api|favicon|glossaire)\b/;

function linksOf(html: string): string[] {
  const hrefs = [...html.matchAll(/href="(\/[^"#]*)/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));
  return [...new Set(hrefs)].filter((href) => !OTHERS.test(href));
}

describe('The screens of the registry', () => {
  let services: Services;
  let app: Awaited<ReturnType<typeof webServer>>;
  let organisation: string;
  let application: string;

  const visit = (path: string, who = 'stranger', language = 'fr') =>
    app.request(path, { headers: { cookie: `who=${who}; grappe_lang=${language}` } });
  const read = async (path: string, who?: string, language?: string) => {
    const answer = await visit(path, who, language);
    expect(answer.status, path).toBe(200);
    return answer.text();
  };
  const send = (path: string, who: string, body: Record<string, string>) =>
    app.request(path, {
      method: 'POST',
      body: new URLSearchParams(body).toString(),
      headers: {
        cookie: `who=${who}`,
        origin: new URL(services.config.url).origin,
        'content-type': 'application/x-www-form-urlencoded',
      },
    });

  beforeAll(async () => {
    services = await partlyFurnished(quickStore.open);
    const { a, an } = builders(services);
    organisation = await an.organisation(DANGEROUS).withAccounts(2012, 12, 900_000, 800_000).save();
    await a.membership().of(organisation).in('minalogic').during('2012-01-01').save();
    await a.membership().of(organisation).in('axelera').during('2013-01-01').save();
    const laboratory = await an.organisation('Laboratoire fictif').ofKind('laboratory').save();
    await a.membership().of(laboratory).in('minalogic').inCollege('research-training').save();
    const applicant = await an.organisation('Candidate fictive').save();
    ({ application } = await perform(
      applyForMembership,
      { cluster: 'minalogic', organisation: applicant, college: 'sme', appliedOn: '2014-09-01' },
      callBy(services),
    ));
    app = await webServer({
      rooms: [registry],
      services,
      ready: async () => true,
      identify: async (request) =>
        people[/who=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? 'stranger'] ?? STRANGER,
    });
  });

  test('Every key figure opens onto a list that holds as many facts as the figure says (R111)', async () => {
    const { figures } = await perform(getKeyFigures, {}, callBy(services, STRANGER));
    const home = await read('/');
    expect(figures.length).toBeGreaterThan(8);
    for (const figure of figures) {
      expect(home).toContain(figure.key === 'clusters' ? 'href="/poles"' : `href="/chiffres/${figure.key}"`);
      const file = await (await visit(`/chiffres/${figure.key}?format=csv`)).text();
      const [head, ...lines] = file.trim().split('\r\n');
      const counts = head!.split(';').indexOf(fr.home.figure.count);
      const facts =
        figure.key === 'memberships'
          ? lines.reduce((sum, line) => sum + Number(line.split(';')[counts]), 0)
          : lines.filter((line) => line !== '').length;
      expect(facts, figure.key).toBe(figure.value);
    }
  });

  test('The 71 clusters are all reached by turning the pages, each once', async () => {
    const names: string[] = [];
    let next: string | undefined = '/poles';
    while (next) {
      const html: string = await read(next);
      names.push(...[...html.matchAll(/<th scope="row"[^>]*><a href="\/poles\/([a-z0-9-]+)"/g)].map(([, id]) => id!));
      next = /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(names).toHaveLength(71);
    expect(new Set(names)).toHaveLength(71);
  });

  test('No link of the registry leads nowhere, in either language, for a stranger, a director and the administrator', async () => {
    const starts: Record<string, string[]> = {
      stranger: ['/', '/poles', '/poles/minalogic', '/recherche?q=minalogik', '/donnees', '/communes?q=grenoble'],
      director: [
        '/ma-semaine',
        '/poles/minalogic/espace',
        '/poles/minalogic/espace/membres',
        `/candidatures/${application}`,
        `/organisations/${organisation}`,
      ],
      administrator: [
        '/programme',
        '/poles/minalogic/espace/label',
        '/poles/minalogic/espace/identite',
        '/organisations',
      ],
    };
    for (const [who, paths] of Object.entries(starts)) {
      const seen = new Set<string>();
      for (const path of paths) {
        const french = await read(path, who);
        const english = await read(path, who, 'en');
        expect(english).toContain('<html lang="en"');
        for (const href of linksOf(french)) seen.add(href);
      }
      // Lists of clusters and facets would make hundreds of visits that say the same.
      const few = [...seen].filter((href) => !/^\/poles\/(?!minalogic|nouveau)/.test(href)).slice(0, 60);
      for (const href of few) expect([200, 303], `${who} ${href}`).toContain((await visit(href, who)).status);
    }
  });

  test('A name is shown as it was typed, never as a page', async () => {
    for (const path of [
      '/organisations',
      `/organisations/${organisation}`,
      '/poles/minalogic/membres',
      '/poles/minalogic/espace/membres',
      '/recherche?q=alert',
    ]) {
      const html = await read(path, 'administrator');
      expect(html, path).toContain('&lt;script>alert(1)&lt;/script> &amp;');
      expect(html, path).not.toContain('<script>alert');
    }
  });

  test('Pages that show invented rows say so, and mark each row; pages that show none do not', async () => {
    const ribbon = 'class="gr-synthetic"';
    for (const path of ['/', '/poles/minalogic', '/poles/minalogic/membres', '/chiffres/firms', '/organisations']) {
      expect(await read(path), path).toContain(ribbon);
    }
    const members = await read('/poles/minalogic/membres');
    expect(members.match(/gr-synthetic-mark/g)).toHaveLength(2);
    for (const path of ['/poles/derbi', '/donnees', '/poles?region=42']) {
      expect(await read(path), path).not.toContain(ribbon);
    }
  });

  test('What is only general knowledge says « à vérifier » beside it', async () => {
    const html = await read('/poles/minalogic');
    expect(html).toContain(fr.certainty.background);
    expect(html).toContain(fr.certainty.backgroundRule);
  });

  test('Category, evaluation and designation stand side by side, each with its own source (R06)', async () => {
    const html = await read('/poles/minalogic');
    const names = [...html.matchAll(/gr-attribute__name">([^<]+)</g)].map(([, name]) => name);
    expect(names).toEqual([fr.cluster.page.category, fr.cluster.page.rating(2012), fr.cluster.page.strategic]);
  });

  test('A closed act stands beside its reason, in both languages, and has no button', async () => {
    const cluster = await perform(getCluster, { cluster: 'minalogic' }, callBy(services, ADMINISTRATOR));
    const reason = { fr: 'Le plafond est atteint.', en: 'The ceiling is reached.' };
    const act = { operation: 'registry.designateStrategic', title: 'Désigner', path: 'designation' };
    const shown = (language: 'fr' | 'en') =>
      speaking(language, () =>
        renderDocument(
          chrome,
          labelPage({
            cluster: { ...cluster, open: [], closed: [{ action: act.operation, ...reason }] },
            acts: [act],
          }) as Page,
        ),
      );
    for (const language of ['fr', 'en'] as const) {
      expect(shown(language)).toContain(reason[language]);
      expect(shown(language)).not.toContain('/label/designation"');
    }
  });

  test('What was typed survives a refusal, with the sentence beside its field', async () => {
    const answer = await send('/organisations/nouvelle', 'director', {
      name: 'Société d’essai',
      kind: 'firm',
      siren: '443 061 842',
    });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('value="443 061 842"');
    expect(html).toContain('Société d’essai');
    expect(html).toMatch(/<a href="#champ-siren">/);
  });

  test('Without script, a firm that is not on record is found missing, recorded, and joins the cluster', async () => {
    const join = '/poles/minalogic/espace/membres/nouveau';
    const missing = await read(`${join}?q=essaimage`, 'director');
    const create = /href="(\/organisations\/nouvelle\?pour=[^"]+)"/.exec(missing)![1]!;
    const created = await send(create, 'director', { name: 'Essaimage SAS', kind: 'firm', siren: '', country: 'FR' });
    expect(created.status).toBe(303);
    const back = created.headers.get('location')!;
    expect(back).toMatch(new RegExp(`^${join}\\?organisation=org-`));
    const form = await read(back, 'director');
    expect(form).toContain('Essaimage SAS');
    const chosen = new URLSearchParams(back.split('?')[1]).get('organisation')!;
    const joined = await send(back, 'director', {
      organisation: chosen,
      college: 'sme',
      from: '2014-09-01',
      siret: '',
    });
    expect(joined.headers.get('location')).toBe('/poles/minalogic/espace/membres');
    expect(await read('/poles/minalogic/membres?q=essaimage')).toContain('Essaimage SAS');
  });

  test('Fees and reasons for leaving are on the team’s list and its file, and on no public one', async () => {
    const workspace = '/poles/minalogic/espace/membres';
    expect((await visit(`${workspace}?format=csv`)).status).not.toBe(200);
    expect((await visit('/poles/axelera/espace/membres?format=csv', 'director')).status).toBe(404);
    const publicFile = await (await visit('/poles/minalogic/membres?format=csv&adhesions=all', 'director')).text();
    expect(publicFile).not.toContain(fr.membership.list.reason);
    expect(await (await visit(`${workspace}?format=csv`, 'director')).text()).toContain(fr.membership.list.reason);
  });

  test('Someone who returns to an application that was answered meanwhile is told so, and nothing is lost', async () => {
    const refusal = { ground: 'incomplete', reason: 'Il manque les statuts.', decidedOn: '2014-09-15' };
    expect((await send(`/candidatures/${application}/refus`, 'director', refusal)).status).toBe(303);
    const late = await send(`/candidatures/${application}/admission`, 'administrator', {
      college: 'sme',
      from: '2014-09-15',
      decidedOn: '2014-09-15',
    });
    expect(late.status).toBe(422);
    expect(await late.text()).toContain('Refusée');
    expect(await read(`/candidatures/${application}/admission`, 'director')).toContain(fr.membership.decide.closed);
  });

  test('The page of a cluster that merged stays, and says whose its members are now (R09)', async () => {
    expect(await read('/poles/pegase')).toContain(fr.cluster.page.membersNoneWhy);
    await perform(
      decideLabel,
      {
        cluster: 'pegase',
        decision: 'merged',
        successor: 'safe-cluster',
        decidedOn: '2014-06-30',
        authority: 'Essai',
      },
      callBy(services),
    );
    expect(await read('/poles/pegase')).toContain('les membres sont désormais ceux de SAFE Cluster');
    expect(await read('/poles/pegase', 'stranger', 'en')).toContain('the members are now those of SAFE Cluster');
  });
});

const chrome: Chrome = {
  here: '/',
  person: null,
  navigation: [],
  theme: 'system',
  flash: null,
  demo: false,
  embedded: false,
  search: '',
};

describe('The sentences of the registry', () => {
  /** Every plain sentence of a catalogue; those made by a function are read on the screens. */
  const sentencesOf = (tree: object): string[] =>
    Object.values(tree).flatMap((value) =>
      typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? sentencesOf(value) : [],
    );

  test('French marks are preceded by a narrow no-break space, and the product never says « nous »', () => {
    for (const sentence of sentencesOf(fr)) {
      expect(sentence).not.toMatch(/[^\u202f\s][:;!?»](\s|$)| [:;!?»]|«[^\u202f]/);
      expect(sentence).not.toMatch(/\bnous\b|\bnotre\b|\bnos\b|'/i);
    }
  });

  test('English is written as English', () => {
    for (const sentence of sentencesOf(en)) expect(sentence).not.toMatch(/\u202f|«|»| [:;!?]/);
  });
});
