import fc from 'fast-check';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { speaking } from '#kit/say.ts';
import {
  Alert,
  BarChart,
  CheckboxesField,
  DataTable,
  Diff,
  DueDate,
  Form,
  KeyFigure,
  NumberField,
  RadioField,
  SelectField,
  StackedYears,
  StatusBadge,
  TextField,
} from './index.ts';
import { pagesAround } from './navigation.tsx';

const html = (node: VNode): string => renderToString(node);
const hostile = '"><script>alert(1)</script>&';

describe('escaping', () => {
  test('What people typed is shown, never run', () => {
    const page = html(
      <div>
        <Alert kind="error" title={hostile}>
          {hostile}
        </Alert>
        <DataTable
          caption={hostile}
          columns={[{ key: 'name', label: hostile, render: (row: string) => row }]}
          rows={[hostile]}
        />
        <Form
          action={hostile}
          submit={{ label: hostile }}
          values={{ nom: hostile }}
          errors={[{ field: 'nom', message: hostile }]}
        >
          <TextField name="nom" label={hostile} hint={hostile} />
        </Form>
        <BarChart title={hostile} unit="" source={hostile} bars={[{ label: hostile, value: 1, href: hostile }]} />
        <StatusBadge tone="info" label={hostile} rule={hostile} />
      </div>,
    );
    expect(page).not.toContain('<script');
    expect(page).not.toContain('="">');
    expect(page).toContain('&lt;script>');
  });
});

describe('forms', () => {
  const refused = () =>
    html(
      <Form
        action="/adhesions"
        submit={{ label: 'Enregistrer' }}
        values={{
          siren: '443 061 84',
          effectif: 12.5,
          college: 'recherche',
          besoins: ['export', 'emploi'],
          secret: 'abc',
        }}
        errors={[
          { field: 'siren', message: 'Il manque un chiffre.' },
          { field: 'college', message: 'Choisissez un collège ouvert.' },
          { field: 'nature', message: 'Choisissez la nature.' },
          { field: '', message: 'Le pôle est fermé.' },
        ]}
      >
        <TextField name="siren" label="SIREN" hint="Neuf chiffres" />
        <NumberField name="effectif" label="Effectif" required={false} />
        <RadioField
          name="college"
          label="Collège"
          choices={[
            { value: 'entreprise', label: 'E' },
            { value: 'recherche', label: 'R' },
          ]}
        />
        <SelectField name="nature" label="Nature" choices={[{ value: 'pme', label: 'PME' }]} />
        <CheckboxesField
          name="besoins"
          label="Besoins"
          choices={['export', 'fonds', 'emploi'].map((value) => ({ value, label: value }))}
        />
        <TextField name="secret" label="Mot de passe" type="password" />
      </Form>,
    );

  test('Each error of the summary leads to one input, which says the same error to screen readers', () => {
    const page = refused();
    const targets = [...page.matchAll(/<a href="#([^"]+)">/g)].map((match) => match[1]);
    expect(targets).toEqual(['champ-siren', 'champ-college', 'champ-nature']);
    for (const id of targets) {
      const control = page.match(new RegExp(`<(input|select)[^>]* id="${id}"[^>]*>`, 'g'));
      expect(control).toHaveLength(1);
      expect(control?.[0]).toContain('aria-invalid="true"');
      expect(page).toContain(`id="${id}-erreur"`);
      expect(page).toMatch(new RegExp(`aria-describedby="[^"]*${id}-erreur"`));
    }
    expect(page).toContain('<li>Le pôle est fermé.</li>');
  });

  test('A refusal keeps what was typed, except a password', () => {
    const page = refused();
    expect(page).toContain('value="443 061 84"');
    expect(page).toContain('value="12,5"');
    expect(page).toMatch(/value="recherche" checked/);
    expect(page.match(/type="checkbox"[^>]* checked/g)).toHaveLength(2);
    expect(page).not.toContain('abc');
  });

  test('A field is required unless it says otherwise, and only what is optional is marked', () => {
    const page = refused();
    expect(page).toMatch(/id="champ-siren"[^>]* required/);
    expect(page).not.toMatch(/id="champ-effectif"[^>]* required/);
    expect(page.match(/\(facultatif\)/g)).toHaveLength(2);
  });
});

describe('lists', () => {
  const table = (key: string, direction: 'asc' | 'desc') =>
    html(
      <DataTable
        caption="Pôles"
        columns={[
          { key: 'name', label: 'Nom', sortable: true, render: (row: { name: string; members: number }) => row.name },
          { key: 'members', label: 'Adhérents', sortable: true, align: 'end', render: (row) => row.members },
        ]}
        rows={[{ name: 'Pôle Eau', members: 12 }]}
        sort={{ key, direction, href: (by, way) => `/poles?tri=${by}&sens=${way}` }}
      />,
    );

  test('The sorted column says its order and offers the other one; the others offer the ascending one', () => {
    const ascending = table('name', 'asc');
    expect(ascending).toMatch(/aria-sort="ascending"><a class="gr-sort" href="\/poles\?tri=name&amp;sens=desc"/);
    expect(ascending).toContain('href="/poles?tri=members&amp;sens=asc"');
    expect(ascending.match(/aria-sort/g)).toHaveLength(1);
    expect(table('members', 'desc')).toMatch(
      /aria-sort="descending"><a class="gr-sort" href="\/poles\?tri=members&amp;sens=asc"/,
    );
  });

  test('On a phone every value carries its label, and the first column names the row', () => {
    expect(table('name', 'asc')).toMatch(
      /<th scope="row" data-label="Nom">Pôle Eau<\/th><td class="gr-end" data-label="Adhérents">12<\/td>/,
    );
  });

  test('A list without rows says so in the language of the reader', () => {
    const empty = () => html(<DataTable caption="x" columns={[]} rows={[]} />);
    expect(empty()).toContain('Aucune ligne.');
    expect(speaking('en', empty)).toContain('No rows.');
  });

  test('A pagination shows the first, the last and the near pages in order, and a gap always hides at least two pages', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }), (a, b) => {
        const [page, pages] = [Math.min(a, b), Math.max(a, b)];
        const shown = pagesAround(page, pages);
        expect(shown[0]).toBe(1);
        expect(shown.at(-1)).toBe(pages);
        expect(shown).toContain(page);
        for (const [index, current] of shown.entries()) {
          const [before, after] = [shown[index - 1], shown[index + 1]];
          if (current === null) expect(after! - before!).toBeGreaterThan(2);
          else if (typeof after === 'number') expect(after - current).toBe(1);
        }
      }),
    );
  });
});

describe('figures and dates', () => {
  test('An unknown figure says so; it is never a zero', () => {
    const figure = (value: number | null) =>
      html(<KeyFigure label="Emplois" value={value} period="2012" source="enquête" href="/faits" />);
    expect(figure(null)).toContain('non connu');
    expect(figure(null)).not.toContain('<strong>0');
    expect(figure(0)).toContain('<strong>0</strong>');
    expect(figure(12345)).toContain('12\u202f345');
  });

  test.each([
    ['2013-06-29', '1 jour de retard'],
    ['2013-06-30', 'aujourd’hui'],
    ['2013-07-01', 'demain'],
    ['2013-07-02', 'dans 2 jours'],
    ['2014-06-30', 'dans 365 jours'],
  ])('On 30 June 2013, a due date of %s reads « %s »', (day, words) => {
    expect(html(<DueDate day={day} today="2013-06-30" />)).toContain(words);
  });

  test('A change is told in a word as well as in colour', () => {
    const page = html(
      <Diff
        caption="Avenant"
        entries={[
          { label: 'a', before: '1', after: '2' },
          { label: 'b', before: null, after: '2' },
          { label: 'c', before: '1', after: null },
          { label: 'd', before: '1', after: '1' },
        ]}
      />,
    );
    expect([...page.matchAll(/gr-change--\w+">([^<]+)</g)].map((match) => match[1])).toEqual([
      'Modifié',
      'Ajouté',
      'Supprimé',
      'Inchangé',
    ]);
  });
});

describe('charts', () => {
  test('Bars start at zero and are as long as their values', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 12 }), (values) => {
        const page = html(
          <BarChart
            title="t"
            unit="u"
            source="s"
            bars={values.map((value, index) => ({ label: `r${index}`, value }))}
          />,
        );
        const widths = [...page.matchAll(/width="([\d.]+)%"/g)].map((match) => Number(match[1]));
        const greatest = Math.max(...values);
        expect(widths).toHaveLength(values.length);
        for (const [index, width] of widths.entries()) {
          expect(width).toBeCloseTo(greatest ? (values[index]! / greatest) * 100 : 0, 1);
        }
      }),
    );
  });

  test('The figures of a stacked chart stand in a table beside it, with their totals', () => {
    const page = html(
      <StackedYears
        title="Les PME d’abord"
        unit="adhérents"
        source="s"
        years={[2012, 2013]}
        series={[
          { label: 'PME', values: [100, 120] },
          { label: 'ETI', values: [20, null] },
        ]}
      />,
    );
    const cells = page
      .slice(page.indexOf('<tbody>'))
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    expect(cells).toBe('2012 100 20 120 2013 120 non connu 120');
    expect(page).not.toContain('style=');
  });
});
