import type { VNode } from 'preact';
import { formatInstant } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import { Alert, ButtonLink, DataTable, FileField, Form, PostButton, Section, StatusBadge } from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import { ANNEX_KINDS, type AnnexKind } from './annexes.ts';
import { t } from './text.sentences.ts';
import type { TextDetail, TextVersion } from './text.ts';
import { fileAddress, textAddress, textFrame, VersionState, versionDate, versionName } from './text-frame.tsx';

export const annexAddress = (contract: string, kind: AnnexKind, rest = ''): string =>
  contractAddress(contract, 'text', `/annexes/${kind}${rest}`);

const Digest = ({ digest }: { digest: string }): VNode => (
  <code class="gr-digest gr-second">{digest.replace(/(.{8})(?=.)/g, '$1 ')}</code>
);

/** The documents joined to the text, and what of the contract is annexed to it. */
export function annexListPage({ text }: { text: TextDetail }): Page {
  const words = t().annexes;
  const { contract } = text;
  const joined = (kind: AnnexKind) => text.annexes.find((annex) => annex.kind === kind);
  return textFrame({
    contract,
    tab: 'annexes',
    version: text.version,
    title: t().tabs.annexes,
    lead: words.lead,
    body: (
      <>
        {text.closed ? <Alert kind="info">{text.closed}</Alert> : null}
        <Section title={words.title} id="documents">
          <DataTable
            caption={words.caption}
            captionHidden
            rows={ANNEX_KINDS}
            rowKey={(kind) => kind}
            columns={[
              {
                key: 'annex',
                label: words.document,
                header: true,
                render: (kind) => (
                  <>
                    {words.kind[kind]} <span class="gr-second gr-quiet gr-text__what">{words.what[kind]}</span>
                  </>
                ),
              },
              {
                key: 'file',
                label: words.file,
                width: 'wide',
                render: (kind) => {
                  const annex = joined(kind);
                  if (!annex) return <StatusBadge tone="warning" label={words.missing} />;
                  return (
                    <>
                      <a href={annexAddress(contract.id, kind, '/fichier')}>{annex.name}</a>{' '}
                      <span class="gr-second gr-quiet">
                        {words.joinedBy(annex.joinedBy, formatInstant(annex.joinedAt))}
                      </span>
                      <Digest digest={annex.sha256} />
                    </>
                  );
                },
              },
              ...(text.writable
                ? [
                    {
                      key: 'acts',
                      label: words.acts,
                      render: (kind: AnnexKind) => {
                        const annex = joined(kind);
                        return (
                          <div class="gr-text__acts">
                            <ButtonLink kind="secondary" small href={annexAddress(contract.id, kind)}>
                              {annex ? words.replace : words.join}
                              <span class="fr-sr-only"> {words.kind[kind]}</span>
                            </ButtonLink>
                            {annex ? (
                              <PostButton
                                kind="quiet"
                                small
                                action={annexAddress(contract.id, kind, '/retrait')}
                                confirm={words.withdrawConfirm(annex.name)}
                              >
                                {words.withdraw}
                                <span class="fr-sr-only"> {words.kind[kind]}</span>
                              </PostButton>
                            ) : null}
                          </div>
                        );
                      },
                    },
                  ]
                : []),
            ]}
          />
        </Section>
        <Section title={words.countedTitle} id="tirees">
          <ul class="gr-lines">
            {Object.values(words.counted).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Section>
      </>
    ),
  });
}

/** The form that joins one document. */
export function joinAnnexPage({
  data: { text, kind },
  values,
  errors,
}: Filled<{ text: TextDetail; kind: AnnexKind }>): Page {
  const words = t().annexes;
  return textFrame({
    contract: text.contract,
    tab: 'annexes',
    title: words.formTitle(words.kind[kind]),
    lead: words.formLead,
    last: words.kind[kind],
    body: (
      <Form
        action={annexAddress(text.contract.id, kind)}
        values={values}
        errors={errors}
        multipart
        submit={{ label: words.submit }}
        cancel={{ href: textAddress(text.contract.id, 'annexes') }}
        consequence={words.consequence}
      >
        <FileField name="file" label={words.fileLabel} formats={['.pdf', '.png', '.jpg', '.jpeg']} maximum="10 Mo" />
      </Form>
    ),
  });
}

/** Every version with its digest, the newest first. */
export function versionListPage({ text }: { text: TextDetail }): Page {
  const words = t().versions;
  const { contract, versions } = text;
  return textFrame({
    contract,
    tab: 'versions',
    title: t().tabs.versions,
    lead: words.lead,
    body: (
      <DataTable
        caption={words.caption}
        captionHidden
        rows={versions}
        rowKey={({ key }) => key}
        note={words.digestNote}
        columns={[
          {
            key: 'version',
            label: words.version,
            header: true,
            render: (version) => (
              <a href={textAddress(contract.id, 'text', { version: version.key })}>
                {version.kind === 'sent' ? t().shown.sent : versionName(version)}
              </a>
            ),
          },
          {
            key: 'state',
            label: words.state,
            render: (version) => (
              <>
                <VersionState version={version} /> <span class="gr-second gr-quiet">{versionDate(version)}</span>
              </>
            ),
          },
          {
            key: 'digest',
            label: words.digest,
            width: 'wide',
            render: ({ digest }) =>
              digest ? <Digest digest={digest} /> : <span class="gr-quiet">{words.notFrozen}</span>,
          },
          {
            key: 'acts',
            label: words.copies,
            render: (version) => <VersionActs contract={contract.id} version={version} versions={versions} />,
          },
        ]}
      />
    ),
  });
}

function VersionActs({
  contract,
  version,
  versions,
}: {
  contract: string;
  version: TextVersion;
  versions: readonly TextVersion[];
}): VNode {
  const words = t().versions;
  const name = versionName(version);
  const isOldest = versions.at(-1)?.key === version.key;
  return (
    <div class="gr-text__acts">
      <a href={fileAddress(contract, 'pdf', version)} download>
        PDF<span class="fr-sr-only"> {name}</span>
      </a>
      <a href={fileAddress(contract, 'docx', version)} download>
        DOCX<span class="fr-sr-only"> {name}</span>
      </a>
      {isOldest ? null : (
        <a href={textAddress(contract, 'compare', { apres: version.key })}>
          {words.compare}
          <span class="fr-sr-only"> {name}</span>
        </a>
      )}
    </div>
  );
}
