import type { Widen } from '#kit/say.ts';
import type { fr } from './signature-papers.fr.ts';

/** “performance contract”, “amendment 1” */
const text = (number: number) => (number === 0 ? 'performance contract' : `amendment ${number} to the contract`);
export const theText = (number: number) =>
  number === 0 ? 'the performance contract' : `amendment ${number} to the performance contract`;
const capital = (words: string) => `${words[0]!.toUpperCase()}${words.slice(1)}`;

export const en: Widen<typeof fr> = {
  verify: {
    title: 'Verify a contract',
    lead: 'Give the PDF of a performance contract: you will know whether it is the text in force, a former text, or something else.',
    file: 'The PDF to verify',
    fileHint: 'The file is read, compared, then forgotten: it is not kept.',
    submit: 'Verify this file',
    limit: '20 MB',
    nothing: 'First choose a PDF file.',
    tooLarge: 'This file is larger than 20 MB: it is not a contract of this site.',
    result: 'Result',
    verdicts: {
      'in-force': 'This is the text in force',
      former: 'This is a former text',
      'not-in-force': 'This text binds nobody',
      altered: 'This file was altered after it was sealed',
      extended: 'Something was added to this file after it was sealed',
      unknown: 'This file is unknown here',
    },
    inForce: (cluster, number, day) =>
      `This file is, byte for byte, ${theText(number)} of ${cluster}, signed by all the parties on ${day} and in force.`,
    unsealed: 'It is the copy without the pages of evidence and the seal: ask for the sealed copy to keep.',
    former: (cluster, number, day) =>
      `This file is ${theText(number)} of ${cluster}, signed on ${day}. It is no longer in force.`,
    supersededOn: (day) => `A later text replaced it on ${day}.`,
    notInForce: (cluster, number) =>
      `This file is a state of ${theText(number)} of ${cluster} that not all parties signed, or that changed before they did.`,
    altered: 'The seal no longer matches the content. Do not rely on this file: ask one of the parties for a copy.',
    extended: (cluster) =>
      `${cluster ? `The beginning of this file is a sealed contract of ${cluster}, but` : 'The seals are good, but'} something was added afterwards. Do not rely on what was added.`,
    unknown:
      'No text of this site has this content. The file comes from elsewhere, or a program saved it again: try with the original file.',
    unknownSealed: 'It bears a seal of another certificate than those of this site.',
    sealedOn: (instant) => `Sealed on ${instant}`,
    digest: 'Digest of the file (SHA-256)',
    certificate: 'Certificate of the seal',
    see: 'See the published contract',
    another: 'Verify another file',
    how: 'Without this site',
    howText: 'The seal (PAdES) can also be verified with a PDF reader, or with the command pdfsig.',
  },
  mail: {
    hello: (name) => `Dear ${name},`,
    once: (until) =>
      `This link is personal and serves once, until ${until}. Opening the page signs nothing: a button does.`,
    digest: (digest) => `Digest of the text: ${digest}`,
    reason: (reason) => `Reason: ${reason}`,
    sign: {
      subject: (cluster, number) => `To sign: ${text(number)} of ${cluster}`,
      body: (cluster, number, party, on) =>
        `${capital(theText(number))} of ${cluster}, frozen on ${on}, awaits your signature for ${party}. The following link shows the exact PDF and lets you sign it:`,
    },
    signReminder: {
      subject: (cluster, number) => `Reminder, to sign: ${text(number)} of ${cluster}`,
      body: (cluster, number, party, on) =>
        `${capital(theText(number))} of ${cluster}, frozen on ${on}, still awaits your signature for ${party}. This new link shows the exact PDF and lets you sign it:`,
    },
    sent: {
      subject: (cluster, number) => `Being signed: ${text(number)} of ${cluster}`,
      ready: (cluster, number, party) =>
        `${capital(theText(number))} of ${cluster} has been sent for signature. ${party} may sign it now:`,
      vote: (cluster, number, party) =>
        `${capital(theText(number))} of ${cluster} has been sent for signature. Before ${party} signs it, its assembly has to approve it: give the day of the vote, then the deliberation:`,
    },
    withdrawn: {
      subject: (cluster, number) => `Withdrawn from signature: ${text(number)} of ${cluster}`,
      body: (cluster, by) =>
        `${by} has withdrawn the text of ${cluster} from signature. The signatures already given are cleared; the text goes back to its writing.`,
    },
    cleared: {
      subject: (cluster, number) => `To sign again: ${text(number)} of ${cluster}`,
      body: (cluster, party) =>
        `A passage of the text of ${cluster} that concerns ${party} has changed: the signature given is cleared. Read the text and sign it again.`,
    },
    refused: {
      subject: (party, cluster) => `${party} refuses to sign the contract of ${cluster}`,
      body: (party, cluster) => `${party} refuses to sign the text of ${cluster}.`,
    },
    complete: {
      subject: (cluster, number) => `Signed by all the parties: ${text(number)} of ${cluster}`,
      body: (cluster, number, parties) =>
        `${capital(theText(number))} of ${cluster} is signed by its ${parties} parties and in force. The sealed file is at this address:`,
    },
    reminder: {
      subject: (cluster, number) => `Reminder: ${text(number)} of ${cluster}`,
      sign: (cluster, number, party) => `${capital(theText(number))} of ${cluster} awaits the signature of ${party}:`,
      vote: (cluster, number, party) =>
        `${capital(theText(number))} of ${cluster} awaits the vote of the assembly of ${party}: give its day, or the deliberation:`,
    },
  },
  evidence: {
    title: 'Evidence of the signatures',
    subtitle: (cluster, number) => `${capital(text(number))} of ${cluster}`,
    reference: (contract, number) => `${contract}, version ${number}`,
    synthetic: 'Invented data, for the demonstration.',
    text: 'The signed text',
    contract: 'Contract',
    frozenOn: 'Text frozen on',
    signedOn: 'Signed by all the parties on',
    textDigest: 'Digest of the text (SHA-256)',
    pdfDigest: 'Digest of the signed PDF (SHA-256)',
    partDigest: 'Digest of the part that touches the party',
    signatures: 'The signatures',
    signer: 'Signatory',
    delegation: 'Delegation',
    vote: 'Deliberation',
    voteOf: (number, day) => `${number}, vote of ${day}`,
    when: 'Signed',
    onPaper: (day, recorded) => `on ${day} on paper, recorded on ${recorded}`,
    how: 'Manner',
    manner: {
      account: 'Personal account, with a second factor',
      link: 'Personal one-off link, sent to the signatory',
      paper: 'Signature on paper, with its scan',
    },
    address: 'Network address',
    scanDigest: 'Digest of the scan (SHA-256)',
    cleared: 'Cleared signatures',
    clearedLead: 'Given before a change of the text, they no longer hold.',
    clearedOne: (party, name, at, cleared, reason) =>
      `${party}: ${name}, ${at}. Cleared on ${cleared}. Reason: ${reason}`,
    verify: 'How to verify',
    howToVerify:
      'The first pages of this file are, byte for byte, the PDF that the parties read and signed. These pages were joined to it, then the whole was sealed. To know whether this text is still in force, give this file at this address:',
  },
};
