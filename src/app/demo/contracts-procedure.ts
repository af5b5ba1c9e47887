import { addDays, type Day, yearOf } from '#kit/period.ts';
import {
  getFinancing,
  getSignatureBoard,
  openDiscussion,
  presentProject,
  recordAnswer,
  recordAssembly,
  recordDeliberation,
  recordOpinion,
  recordPaperSignature,
  saveParty,
  saveSignatory,
  sealText,
  sendForSignature,
  signContract,
} from '#rooms/contracts';
import { chance } from './chance.ts';
import type { Papers } from './contracts-papers.ts';
import { signatoryOf } from './contracts-people.ts';
import type { Play } from './contracts-play.ts';
import { REFUSING, type Story, weekday } from './contracts-story.ts';

/** Of the phase. */
const LAST_YEAR = 2018;

/** A party of a text, as the acts of its procedure need it. */
export interface Party {
  readonly id: string;
  readonly kind: 'state' | 'region' | 'authority' | 'cluster';
  readonly name: string;
  readonly signatory: { readonly name: string; readonly title: string } | null;
}

const seeded = (seed: string) => chance([...seed].reduce((sum, letter) => (sum * 33 + letter.charCodeAt(0)) >>> 0, 5));

/** Parties of the text under way, with what the board says of them. */
export const boardOf = (play: Play, contract: string) => play.act(getSignatureBoard, { contract });

/** Every commitment of the text under way or in force, with the revision to change it from. */
export async function moneyOf(play: Play, contract: string) {
  const { cells } = await play.act(getFinancing, { contract });
  return cells.map(({ party, nature, year, amountCents, revision }) => ({
    party,
    nature,
    year,
    amountCents,
    revision,
  }));
}

/** Enters the other funders among the parties, and who signs for each. */
export async function nameParties(play: Play, contract: string, story: Story): Promise<Party[]> {
  for (const { name, region, metropole } of story.funders)
    await play.act(saveParty, { contract, name, region, metropole });
  const { parties } = await boardOf(play, contract);
  const named: Party[] = [];
  for (const { id, kind, name, region } of parties) {
    const signatory = signatoryOf({ kind, name, region }, story.cluster.id, seeded);
    await play.act(saveSignatory, { contract, party: id, ...signatory, delegationOn: story.openedOn });
    named.push({ id, kind, name, signatory });
  }
  return named;
}

/** The draft goes to the authorities, which answer each in its time; one now and then says nothing. */
export async function discuss(
  play: Play,
  contract: string,
  story: Story,
  parties: readonly Party[],
  /** Share of the authorities that never answer, the State aside. */
  silent = 0.12,
): Promise<void> {
  const { luck } = story;
  const nextYear = Math.min(LAST_YEAR, yearOf(story.discussedOn) + 1);
  play.on(story.discussedOn);
  await play.act(openDiscussion, { contract });
  const answers = parties
    .filter(({ kind }) => kind !== 'cluster' && (kind === 'state' || !luck.hit(silent)))
    .map((party) => ({ party, on: addDays(story.discussedOn, luck.whole(9, 36)), asks: luck.hit(0.2) }))
    .toSorted((one, other) => (one.on < other.on ? -1 : 1));
  for (const { party, on, asks } of answers) {
    play.on(weekday(on));
    await play.act(recordAnswer, {
      contract,
      party: party.id,
      answer: asks ? 'asks-changes' : 'agrees',
      text: asks
        ? `Accord sur l’ensemble ; les cibles de ${nextYear} sont à préciser avant l’envoi à la signature.`
        : null,
    });
  }
}

/** The session of the national council, and its opinion a week later. */
export async function present(play: Play, contract: string, story: Story, hasOpinion: boolean): Promise<void> {
  const { sessionOn, luck } = story;
  play.on(sessionOn);
  const number = luck.whole(11, 89);
  await play.act(presentProject, { contract, sessionOn, reference: `Séance du CNI, dossier n° ${number} (fictif)` });
  if (!hasOpinion) return;
  play.on(weekday(addDays(sessionOn, 8)));
  await play.act(recordOpinion, {
    contract,
    opinion: 'favourable',
    text: 'Le projet nomme ses marchés et chiffre ses objectifs. Le Conseil suivra la part des projets conduits par des PME.',
  });
}

export interface Signing {
  /** Rank of the text: 0 for the original. */
  readonly number: number;
  /** Those that must sign it; when absent, those that the board says. */
  readonly parties?: readonly Party[];
  readonly sentOn: Day;
  readonly signedOn: Day;
  readonly ceremony: boolean;
  /** Parties that do not sign, with what keeps them: a vote that is planned, or one that said no. */
  readonly waiting?: (party: Party) => { readonly assemblyOn: Day } | 'refuses' | 'not-yet' | null;
}

/** Freezes the text, records the votes, takes the signatures; seals when everybody has signed. */
export async function collectSignatures(
  play: Play,
  contract: string,
  papers: Papers,
  { number, parties: given, sentOn, signedOn, ceremony, waiting = () => null }: Signing,
): Promise<void> {
  play.on(sentOn);
  const { digest } = await play.act(sendForSignature, { contract });
  const parties: readonly Party[] = given ?? (await boardOf(play, contract)).parties.filter(({ required }) => required);
  const luck = seeded(`${contract} ${sentOn}`);
  // Votes that were held say their own day: only those still expected are announced.
  for (const party of parties) {
    const kept = waiting(party);
    if (kept && typeof kept === 'object')
      await play.act(recordAssembly, { contract, party: party.id, assemblyOn: kept.assemblyOn });
  }
  const voting = parties
    .filter(({ kind, id }) => (kind === 'region' || kind === 'authority') && isFree(waiting, parties, id))
    .map((party) => ({ party, heldOn: weekday(addDays(sentOn, luck.whole(4, 9))) }))
    .toSorted((one, other) => (one.heldOn < other.heldOn ? -1 : 1));
  for (const { party, heldOn } of voting) {
    play.on(heldOn);
    const refuses = waiting(party) === 'refuses';
    await play.act(recordDeliberation, {
      contract,
      party: party.id,
      number: `${heldOn.slice(2, 4)}-${heldOn.slice(5, 7)}-${luck.whole(100, 399)} (fictive)`,
      heldOn,
      approves: !refuses,
      reason: refuses
        ? 'L’assemblée n’a pas approuvé la signature : la contribution demandée dépasse le crédit voté pour l’innovation.'
        : null,
      // One extract in four, so that some can be opened.
      file: luck.hit(0.25) ? papers.deliberation : null,
    });
  }
  const signing = parties
    .filter((party) => waiting(party) === null)
    .map((party, rank, list) => ({
      party,
      on: ceremony ? signedOn : weekday(addDays(signedOn, -Math.round(((list.length - 1 - rank) * 4) / list.length))),
    }))
    .toSorted((one, other) => (one.on < other.on ? -1 : 1));
  for (const { party, on } of signing) {
    play.on(on);
    if (ceremony) await signOnPaper(play, contract, party, { on, digest, papers });
    else await signByLink(play, contract, party, digest);
  }
  if (signing.length < parties.length) return;
  await play.act(sealText, { contract, number });
}

const isFree = (waiting: NonNullable<Signing['waiting']>, parties: readonly Party[], id: string): boolean => {
  const kept = waiting(parties.find((one) => one.id === id)!);
  return kept === null || kept === 'refuses';
};

const signOnPaper = (
  play: Play,
  contract: string,
  party: Party,
  { on, digest, papers }: { readonly on: Day; readonly digest: string; readonly papers: Papers },
) =>
  play.act(recordPaperSignature, {
    contract,
    party: party.id,
    name: party.signatory!.name,
    title: party.signatory!.title,
    signedOn: on,
    digest,
    file: papers.scan,
  });

/** As whoever opened their one-off link: nobody else may sign for them. */
function signByLink(play: Play, contract: string, party: Party, digest: string) {
  const { name } = party.signatory!;
  const bound = { contract, party: party.id, digest, signatory: name };
  const holder = {
    kind: 'link',
    id: `link-${contract}-${party.id}`,
    name,
    grants: [],
    action: signContract.meta.name,
    input: bound,
  } as const;
  return play.act(signContract, { ...bound, name, read: true }, holder);
}

/** Of the board where one assembly refused. */
export const refusedBy = (party: Party): ReturnType<NonNullable<Signing['waiting']>> =>
  party.name === REFUSING.name ? 'refuses' : null;
