/**
 * Arrays that have done their work, kept for the next one that needs as many bytes: memory never touched before takes longer to come than
 * most of what is done with it. Whoever takes some finds in it what was there.
 */
export class SpareMemory {
  readonly #spare: ArrayBuffer[] = [];

  doubles(length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.#take(length * Float64Array.BYTES_PER_ELEMENT));
  }

  /** Gives up an array that nobody reads any more. */
  give({ buffer }: Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer>): void {
    this.#spare.push(buffer);
  }

  #take(bytes: number): ArrayBuffer {
    const at = this.#spare.findIndex(({ byteLength }) => byteLength === bytes);
    return at < 0 ? new ArrayBuffer(bytes) : this.#spare.splice(at, 1)[0]!;
  }
}
