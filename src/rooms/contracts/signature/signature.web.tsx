import { enter, notFound } from '#kit/action.ts';
import { attachedIn } from '#kit/attached-file.ts';
import { openFile } from '#kit/files.ts';
import { type Say, speaking } from '#kit/say.ts';
import { fileResponse } from '#kit/web/file-response.ts';
import { act, form, page, perform, type Route, raw, type Values, type Visit } from '#kit/web/route.ts';
import { listInput, listingOf } from '#rooms/registry';
import { passageContent, passageValues } from '../negotiation/passage-form.ts';
import { listPassages } from '../negotiation/passage-list.query.ts';
import { amendText } from './amend-text.action.ts';
import { amendTextPage, passagesPage } from './amend-text.page.tsx';
import { boardListPage, boardSheet } from './board-list.page.tsx';
import { listSignatureBoards } from './board-list.query.ts';
import { getSignatureFile } from './get-signature-file.query.ts';
import {
  assemblyPage,
  deliberationPage,
  type PartyCase,
  type PartyFields,
  paperPage,
  partyPage,
  refusePage,
  removePartyPage,
  type SignCase,
  signatoryPage,
  signPage,
} from './party-forms.page.tsx';
import { listPartyPlaces } from './party-place-list.query.ts';
import { previewTextChange } from './preview-text-change.query.ts';
import { readUpload } from './read-upload.ts';
import { recordAssembly } from './record-assembly.action.ts';
import { recordDeliberation } from './record-deliberation.action.ts';
import { recordPaperSignature } from './record-paper-signature.action.ts';
import { refuseToSign } from './refuse-to-sign.action.ts';
import { remindParty } from './remind-party.action.ts';
import { removeParty } from './remove-party.action.ts';
import { saveParty } from './save-party.action.ts';
import { saveSignatory } from './save-signatory.action.ts';
import { sealText } from './seal-text.action.ts';
import { sendForSignature } from './send-for-signature.action.ts';
import { sendSignatureLink } from './send-signature-link.action.ts';
import { setProvisionalStart } from './set-provisional-start.action.ts';
import { signContract } from './sign-contract.action.ts';
import { t } from './signature.sentences.ts';
import { boardAddress, PARTY_PATHS } from './signature-address.ts';
import { signatureBoardPage } from './signature-board.page.tsx';
import { getSignatureBoard } from './signature-board.query.ts';
import type { SignatureBoard } from './signature-board.ts';
import { provisionalPage, sendPage, withdrawPage } from './text-forms.page.tsx';
import { verifyPage } from './verify.page.tsx';
import { verifyFile } from './verify-file.ts';
import { verifyText } from './verify-text.query.ts';
import { withdrawFromSignature } from './withdraw-from-signature.action.ts';

const HERE = '/contrats/:contract/signatures';
const PARTY = `${HERE}/parties/:party`;

const inBoth = (pick: (words: ReturnType<typeof t>) => string): Say => ({
  fr: speaking('fr', () => pick(t())),
  en: speaking('en', () => pick(t())),
});

const boardFor = (visit: Visit): Promise<SignatureBoard> =>
  perform(getSignatureBoard, { contract: visit.params.contract! }, visit.call);

async function partyFor(visit: Visit): Promise<PartyCase> {
  const board = await boardFor(visit);
  const party = board.parties.find(({ id }) => id === visit.params.party);
  if (!party) throw notFound();
  return { board, party };
}

/** Back to the board, at the rows of the parties. */
const toBoard =
  (pick: (words: ReturnType<typeof t>) => string) =>
  ({ contract }: { contract: string }) => ({ to: boardAddress(contract), say: inBoth(pick) });

/** The form's fields with the file it carries, as an action takes it. */
const withFile = async (body: Values, { params }: Visit): Promise<Values> => {
  const { file, ...rest } = body;
  return { ...rest, ...params, file: await attachedIn(file) };
};

const board = page({
  path: HERE,
  of: getSignatureBoard,
  input: ({ params }) => ({ contract: params.contract! }),
  view: ({ data }) => signatureBoardPage(data),
});

const list = page({
  path: '/contrats/signatures',
  of: listSignatureBoards,
  input: (visit) => withoutPages(listInput(listSignatureBoards, visit)),
  view: ({ data, visit }) => boardListPage({ list: data, listing: listingOf(visit) }),
  sheet: async (visit) =>
    boardSheet(await perform(listSignatureBoards, withoutPages(listInput(listSignatureBoards, visit)), visit.call)),
});

/** All contracts stand on one page. */
function withoutPages<Input extends object>(input: Input): Omit<Input, 'page' | 'pageSize'> {
  const { page: _, pageSize: __, ...rest } = input as Input & { page?: unknown; pageSize?: unknown };
  return rest as Omit<Input, 'page' | 'pageSize'>;
}

async function partyFields(visit: Visit, of?: PartyCase): Promise<PartyFields> {
  return {
    board: of?.board ?? (await boardFor(visit)),
    party: of?.party ?? null,
    ...(await perform(listPartyPlaces, {}, visit.call)),
  };
}

const addParty = form({
  path: `${HERE}/parties/nouvelle`,
  of: saveParty,
  load: (visit) => partyFields(visit),
  values: ({ board: { parties } }): Values => ({ region: parties.find(({ coordinating }) => coordinating)?.region }),
  view: partyPage,
  done: toBoard((words) => words.party.saved),
});

const rename = form({
  path: `${PARTY}/${PARTY_PATHS.rename}`,
  of: saveParty,
  load: async (visit) => partyFields(visit, await partyFor(visit)),
  values: ({ party }): Values => ({ name: party?.name, region: party?.region, metropole: party?.metropole }),
  view: partyPage,
  done: toBoard((words) => words.party.saved),
});

const remove = form({
  path: `${PARTY}/${PARTY_PATHS.remove}`,
  of: removeParty,
  load: partyFor,
  view: removePartyPage,
  done: toBoard((words) => words.party.removed),
});

const signatory = form({
  path: `${PARTY}/${PARTY_PATHS.signatory}`,
  of: saveSignatory,
  load: partyFor,
  values: ({ party }): Values => ({ ...party.signatory }),
  body: withFile,
  view: signatoryPage,
  done: toBoard((words) => words.signatory.saved),
});

const assembly = form({
  path: `${PARTY}/${PARTY_PATHS.assembly}`,
  of: recordAssembly,
  load: partyFor,
  values: ({ party }): Values => ({ assemblyOn: party.assemblyOn }),
  view: assemblyPage,
  done: toBoard((words) => words.assembly.saved),
});

const deliberation = form({
  path: `${PARTY}/${PARTY_PATHS.deliberation}`,
  of: recordDeliberation,
  load: partyFor,
  values: ({ party, board: { on } }): Values => ({
    heldOn: party.assemblyOn && party.assemblyOn <= on ? party.assemblyOn : undefined,
  }),
  body: withFile,
  view: deliberationPage,
  done: ({ contract, linkSent }) =>
    toBoard((words) => (linkSent ? words.vote.savedSent : words.vote.saved))({ contract }),
});

const link = act({
  path: `${PARTY}/${PARTY_PATHS.link}`,
  of: sendSignatureLink,
  done: toBoard((words) => words.done.link),
});

const remind = act({
  path: `${PARTY}/${PARTY_PATHS.remind}`,
  of: remindParty,
  done: toBoard((words) => words.done.reminded),
});

const sign = form({
  path: `${PARTY}/${PARTY_PATHS.sign}`,
  of: signContract,
  load: async (visit): Promise<SignCase> => {
    const found = await partyFor(visit);
    return { ...found, pdfDigest: found.board.text.pdfDigest };
  },
  view: signPage,
  done: ({ contract, contractSigned }) =>
    toBoard((words) => (contractSigned ? words.sign.doneAll : words.sign.done))({ contract }),
});

const paper = form({
  path: `${PARTY}/${PARTY_PATHS.paper}`,
  of: recordPaperSignature,
  load: partyFor,
  values: ({ party, board: { on } }): Values => ({
    name: party.signatory?.name,
    title: party.signatory?.title,
    signedOn: on,
  }),
  body: withFile,
  view: paperPage,
  done: ({ contract, contractSigned }) =>
    toBoard((words) => (contractSigned ? words.paper.doneAll : words.paper.done))({ contract }),
});

const refuse = form({
  path: `${PARTY}/${PARTY_PATHS.refuse}`,
  of: refuseToSign,
  load: partyFor,
  view: refusePage,
  done: toBoard((words) => words.refuse.done),
});

const textForm = async (visit: Visit) => ({ board: await boardFor(visit) });

const send = form({
  path: `${HERE}/envoi`,
  of: sendForSignature,
  load: textForm,
  view: sendPage,
  done: toBoard((words) => words.send.done),
});

const withdraw = form({
  path: `${HERE}/retrait`,
  of: withdrawFromSignature,
  load: textForm,
  view: withdrawPage,
  done: toBoard((words) => words.withdraw.done),
});

const provisional = form({
  path: `${HERE}/suivi-provisoire`,
  of: setProvisionalStart,
  load: textForm,
  values: ({ board: { provisionalFrom } }): Values => ({ from: provisionalFrom }),
  view: provisionalPage,
  done: toBoard((words) => words.provisional.done),
});

const seal = act({
  path: `${HERE}/scellement/:number`,
  of: sealText,
  done: toBoard((words) => words.done.sealed),
});

const passages = raw({
  path: `${HERE}/passages`,
  method: 'GET',
  of: previewTextChange,
  async handle({ params, call }) {
    await enter(previewTextChange, params, call);
    return passagesPage(await perform(listPassages, { contract: params.contract! }, call));
  },
});

const amend = form({
  path: `${HERE}/passages/:clause`,
  of: amendText,
  load: (visit) =>
    perform(listPassages, { contract: visit.params.contract!, clause: visit.params.clause! }, visit.call),
  values: ({ chosen }): Values => passageValues(chosen!.kind, chosen!.content as Record<string, unknown>),
  body: async (body, { params, call }) => {
    await enter(amendText, params, call);
    const { chosen } = await perform(listPassages, { contract: params.contract!, clause: params.clause! }, call);
    const { revision, reason, confirmed } = body;
    return { ...params, revision, reason, confirmed, content: passageContent(chosen!.kind, body) };
  },
  view: amendTextPage,
  done: ({ contract, cleared }) => toBoard((words) => words.amend.done(cleared.length))({ contract }),
});

const piece = raw({
  path: `${HERE}/pieces/:piece`,
  method: 'GET',
  of: getSignatureFile,
  async handle({ params, call }) {
    const { file } = await perform(getSignatureFile, { contract: params.contract!, file: params.piece! }, call);
    const { store, config } = call.services;
    const opened = await openFile(store.sql, config.dataDir, file);
    if (!opened) throw notFound();
    return fileResponse(opened);
  },
});

const verify = raw({ path: '/verifier', method: 'GET', of: verifyText, handle: async () => verifyPage(null) });

const verified = raw({
  path: '/verifier',
  method: 'POST',
  of: verifyText,
  async handle(visit, c) {
    const upload = await readUpload(c.req.raw);
    if (upload.ok) return verifyPage(await verifyFile(upload.bytes, visit.call));
    c.status(upload.why === 'nothing' ? 422 : 413);
    const message = upload.why === 'nothing' ? t().verify.nothing : t().verify.tooLarge;
    return verifyPage(null, [{ field: 'file', message }]);
  },
});

export const signatureRoutes: readonly Route[] = [
  list,
  board,
  addParty,
  rename,
  remove,
  signatory,
  assembly,
  deliberation,
  link,
  remind,
  sign,
  paper,
  refuse,
  send,
  withdraw,
  provisional,
  seal,
  passages,
  amend,
  piece,
  verify,
  verified,
];
