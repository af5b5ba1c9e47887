import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, type PdfObject, PdfRef, PdfStream, PdfString } from '@libpdf/core';

/**
 * Adds the pages of `addition` after those of `pdf`, as an incremental update: the bytes of `pdf` stay as they are at the start of the result,
 * so the digest that people signed can be computed again from the longer file. The tags of the added pages go under the first document's
 * tree (a part of its own at the end), and its bookmarks after the others; the result stays a tagged document.
 *
 * Both come from `toPdf`. To be done before the first seal: a page added after one is not what was sealed.
 *
 * @throws Error when a file cannot be read, or when its structure does not allow adding without rewriting.
 */
export async function appendPages(pdf: Uint8Array, addition: Uint8Array): Promise<Uint8Array> {
  const target = await PDF.load(pdf);
  const blocked = target.canSaveIncrementally();
  if (blocked) throw new Error(`Pages cannot be added without rewriting the file: ${blocked}.`);
  new Graft(target, await PDF.load(addition)).perform();
  return target.save({ incremental: true });
}

/** The two documents may use the same names (for header cells, for the places that links lead to); those that are added get this in front. */
const ADDED_NAME = 'added-';

class Graft {
  readonly #target: PDF;
  readonly #source: PDF;
  readonly #copies = new Map<string, PdfRef>();
  /** Added to the numbers by which pages and annotations find their tags. */
  readonly #parentOffset: number;

  constructor(target: PDF, source: PDF) {
    this.#target = target;
    this.#source = source;
    this.#parentOffset = this.#tree(target)?.getNumber('ParentTreeNextKey')?.value ?? 0;
  }

  perform(): void {
    const pagesRef = this.#target.getCatalog().getRef('Pages');
    const pages = pagesRef && this.#target.getObject(pagesRef);
    const kids = pages instanceof PdfDict ? pages.getArray('Kids') : undefined;
    if (!pagesRef || !(pages instanceof PdfDict) || !kids) throw new Error('The file has no list of pages.');
    const count = pages.getNumber('Count')?.value ?? 0;
    // Pages first: tags and bookmarks point to them, and they must not drag the other document's list of pages along.
    const originals = this.#source.context.pages.getPages();
    for (const original of originals) this.#copies.set(original.toString(), this.#target.register(new PdfDict()));
    const copies = originals.map((original) => this.#copyPage(original, pagesRef));
    pages.set('Kids', new PdfArray([...kids, ...copies]));
    pages.set('Count', PdfNumber.of(count + copies.length));
    this.#graftTags();
    this.#graftPlaces();
    this.#graftBookmarks();
  }

  #copyPage(original: PdfRef, parent: PdfRef): PdfRef {
    const copy = this.#copies.get(original.toString())!;
    const page = this.#source.getObject(original);
    const fresh = this.#target.getObject(copy);
    if (!(page instanceof PdfDict) || !(fresh instanceof PdfDict)) throw new Error('A page to add cannot be read.');
    for (const key of ['Resources', 'MediaBox', 'CropBox', 'Rotate']) {
      const inherited = this.#inherited(page, key);
      if (inherited) fresh.set(key, this.#copy(inherited));
    }
    for (const [key, value] of page) if (key.value !== 'Parent') fresh.set(key, this.#copyEntry(key.value, value));
    fresh.set('Parent', parent);
    return copy;
  }

  #inherited(page: PdfDict, key: string): PdfObject | undefined {
    for (let node: PdfObject | null = page; node instanceof PdfDict; ) {
      const value = node.get(key);
      if (value) return value;
      const parent = node.getRef('Parent');
      node = parent ? this.#source.getObject(parent) : null;
    }
    return undefined;
  }

  #graftTags(): void {
    const from = this.#tree(this.#source);
    const to = this.#tree(this.#target);
    const root = this.#root(this.#target);
    const added = this.#root(this.#source);
    if (!from || !to || !root || !added) return;
    for (const [role, meaning] of from.getDict('RoleMap', this.#readSource) ?? []) {
      const roles = to.getDict('RoleMap', this.#readTarget);
      if (roles && !roles.has(role)) roles.set(role, meaning);
    }
    // One document has one element of that name: what is added becomes a part of it.
    this.#copies.set(this.#treeRef(this.#source)!.toString(), root.ref);
    const part = this.#copy(added.ref) as PdfRef;
    const element = this.#target.getObject(part) as PdfDict;
    element.set('S', PdfName.of('Part'));
    element.set('P', root.ref);
    root.dict.set('K', new PdfArray([...items(root.dict.get('K')), part]));
    this.#mergeTree(to, from, 'ParentTree', 'Nums', (key) =>
      PdfNumber.of((key as PdfNumber).value + this.#parentOffset),
    );
    this.#mergeTree(to, from, 'IDTree', 'Names', (key) => addedName(key as PdfString));
    const next = from.getNumber('ParentTreeNextKey')?.value ?? 0;
    to.set('ParentTreeNextKey', PdfNumber.of(this.#parentOffset + next));
  }

  /** A number or name tree whose leaves are at its root, as Typst writes them; the added keys are greater than those that are there. */
  #mergeTree(to: PdfDict, from: PdfDict, name: string, leaves: string, rename: (key: PdfObject) => PdfObject): void {
    const source = from.getDict(name, this.#readSource);
    if (!source) return;
    const added = source.getArray(leaves, this.#readSource);
    const target = to.getDict(name, this.#readTarget) ?? new PdfDict([[leaves, new PdfArray()]]);
    const present = target.getArray(leaves, this.#readTarget);
    if (!added || !present) throw new Error(`The ${name} of a document is not of the form that Typst writes.`);
    const pairs: [PdfObject, PdfObject][] = [];
    for (let index = 0; index + 1 < added.length; index += 2) {
      pairs.push([rename(added.at(index)!), this.#copy(added.at(index + 1)!)]);
    }
    const all = [...pairsOf(present), ...pairs];
    if (leaves === 'Names')
      all.sort(([a], [b]) => ((a as PdfString).asString() < (b as PdfString).asString() ? -1 : 1));
    target.set(leaves, new PdfArray(all.flat()));
    // Said to its holder too: that is the object which is written again.
    to.set(name, target);
  }

  /** The places that links lead to, by name. */
  #graftPlaces(): void {
    const from = this.#source.getCatalog().getDict('Names', this.#readSource);
    if (!from) return;
    const catalog = this.#target.getCatalog();
    const to = catalog.getDict('Names', this.#readTarget) ?? new PdfDict();
    this.#mergeTree(to, from, 'Dests', 'Names', (key) => addedName(key as PdfString));
    catalog.set('Names', to);
  }

  #graftBookmarks(): void {
    const to = this.#outlines(this.#target);
    const from = this.#outlines(this.#source);
    const first = from?.dict.getRef('First');
    const last = from?.dict.getRef('Last');
    const before = to?.dict.getRef('Last');
    if (!to || !from || !first || !last || !before) return;
    this.#copies.set(from.ref.toString(), to.ref);
    const start = this.#copy(first) as PdfRef;
    const previous = this.#target.getObject(before) as PdfDict;
    previous.set('Next', start);
    (this.#target.getObject(start) as PdfDict).set('Prev', before);
    to.dict.set('Last', this.#copy(last));
    const count = (dict: PdfDict) => dict.getNumber('Count')?.value ?? 0;
    to.dict.set('Count', PdfNumber.of(count(to.dict) + count(from.dict)));
  }

  #copy(value: PdfObject): PdfObject {
    if (value instanceof PdfRef) return this.#copyRef(value);
    if (value instanceof PdfArray) return new PdfArray([...value].map((item) => this.#copy(item)));
    // Its entries hold the length and the filters of the bytes as they are.
    if (value instanceof PdfStream) return new PdfStream(this.#copyEntries(value, new PdfDict()), value.data);
    if (value instanceof PdfDict) return this.#copyEntries(value, new PdfDict());
    return value;
  }

  #copyRef(ref: PdfRef): PdfRef {
    const known = this.#copies.get(ref.toString());
    if (known) return known;
    const value = this.#source.getObject(ref);
    if (value instanceof PdfDict && !(value instanceof PdfStream)) {
      // Registered before it is filled: tags point up to their parents.
      const fresh = new PdfDict();
      const copy = this.#target.register(fresh);
      this.#copies.set(ref.toString(), copy);
      this.#copyEntries(value, fresh);
      return copy;
    }
    const copy = this.#target.register(value === null ? new PdfDict() : this.#copy(value));
    this.#copies.set(ref.toString(), copy);
    return copy;
  }

  #copyEntries(from: PdfDict, to: PdfDict): PdfDict {
    for (const [key, value] of from) to.set(key, this.#copyEntry(key.value, value));
    return to;
  }

  #copyEntry(key: string, value: PdfObject): PdfObject {
    if (value instanceof PdfNumber && (key === 'StructParents' || key === 'StructParent')) {
      return PdfNumber.of(value.value + this.#parentOffset);
    }
    if ((key === 'ID' || key === 'Dest') && value instanceof PdfString) return addedName(value);
    if (key === 'Headers' && value instanceof PdfArray) {
      return new PdfArray([...value].map((id) => (id instanceof PdfString ? addedName(id) : this.#copy(id))));
    }
    return this.#copy(value);
  }

  readonly #readSource = (ref: PdfRef): PdfObject | null => this.#source.getObject(ref);
  readonly #readTarget = (ref: PdfRef): PdfObject | null => this.#target.getObject(ref);

  #treeRef(pdf: PDF): PdfRef | undefined {
    return pdf.getCatalog().getRef('StructTreeRoot');
  }

  #tree(pdf: PDF): PdfDict | null {
    const ref = this.#treeRef(pdf);
    const tree = ref && pdf.getObject(ref);
    return tree instanceof PdfDict ? tree : null;
  }

  /** The one element at the top of the tags, named Document. */
  #root(pdf: PDF): { ref: PdfRef; dict: PdfDict } | null {
    const ref = items(this.#tree(pdf)?.get('K'))[0];
    const dict = ref instanceof PdfRef ? pdf.getObject(ref) : null;
    return ref instanceof PdfRef && dict instanceof PdfDict ? { ref, dict } : null;
  }

  #outlines(pdf: PDF): { ref: PdfRef; dict: PdfDict } | null {
    const ref = pdf.getCatalog().getRef('Outlines');
    const dict = ref && pdf.getObject(ref);
    return ref && dict instanceof PdfDict ? { ref, dict } : null;
  }
}

function items(value: PdfObject | undefined): PdfObject[] {
  if (value === undefined) return [];
  return value instanceof PdfArray ? [...value] : [value];
}

function pairsOf(array: PdfArray): [PdfObject, PdfObject][] {
  const all = [...array];
  return all.flatMap((key, index): [PdfObject, PdfObject][] => (index % 2 === 0 ? [[key, all[index + 1]!]] : []));
}

function addedName(id: PdfString): PdfString {
  return PdfString.fromString(ADDED_NAME + id.asString());
}
