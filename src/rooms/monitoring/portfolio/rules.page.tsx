import type { Page } from '#kit/web/page.ts';
import { DataTable, Section } from '#kit/web/ui/index.ts';
import { ALERT_ABOUT, ALERT_KINDS } from '../attention/alert.rules.ts';
import { t } from '../monitoring.sentences.ts';
import { CalibrationNote } from '../objectives/objectives.page.tsx';
import type { Calibration } from '../projection/calibration.rules.ts';
import { STEPS, TRIGGERS } from '../reinforced/monitoring.rules.ts';
import { indicatorRule } from '../trajectory/standing-words.ts';

/** The rules of attention, readable by everybody: what judges, what alerts, what begins and ends a reinforced monitoring. */
export function rulesPage(calibration: Calibration): Page {
  const words = t().rules;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().home, href: '/' }, { label: words.title }],
    body: (
      <>
        <Section title={words.standings} id="etats">
          <p>{indicatorRule()}</p>
          <p>{t().objectiveRule}</p>
        </Section>
        <Section title={words.alerts} id="alertes">
          <DataTable
            caption={words.alerts}
            captionHidden
            columns={[
              { key: 'kind', label: words.kind, header: true, render: (kind) => t().alertKinds[kind] },
              { key: 'when', label: words.when, render: (kind) => words.alertRules[kind] },
              { key: 'about', label: words.about, render: (kind) => words.aboutWhom[ALERT_ABOUT[kind]] },
            ]}
            rows={ALERT_KINDS}
            rowKey={(kind) => kind}
          />
        </Section>
        <Section title={words.triggers} id="declencheurs" lead={words.triggersLead}>
          <ul>
            {TRIGGERS.map((kind) => (
              <li key={kind}>{t().plan.triggers[kind]}</li>
            ))}
          </ul>
        </Section>
        <Section title={words.steps} id="etapes">
          <ol>
            {STEPS.map((step) => (
              <li key={step}>
                <strong>{t().steps[step]}</strong>. {words.stepWhat[step]}
              </li>
            ))}
          </ol>
        </Section>
        <Section title={words.exit} id="sortie">
          <p>{words.exitWhat}</p>
        </Section>
        <Section title={words.lighter} id="allegement">
          <p>{words.lighterWhat}</p>
        </Section>
        <CalibrationNote calibration={calibration} />
        <p class="gr-quiet">{words.source}</p>
      </>
    ),
  };
}
