/** Sums of a group of rows at places of which it has few, to be multiplied with one another: a firm has ten years, whatever the dummies. */
export class SparseSums {
  readonly #sums: Float64Array;
  readonly #isTouched: Uint8Array;
  readonly #touched: Int32Array;
  #count = 0;

  constructor(size: number) {
    this.#sums = new Float64Array(size);
    this.#isTouched = new Uint8Array(size);
    this.#touched = new Int32Array(size);
  }

  add(place: number, value: number): void {
    if (this.#isTouched[place] === 0) {
      this.#isTouched[place] = 1;
      this.#touched[this.#count++] = place;
    }
    this.#sums[place] = this.#sums[place]! + value;
  }

  /** Adds the products of all sums, times a factor, to a square matrix, whose lower half is then right; and forgets the sums. */
  addProductsTo(matrix: Float64Array, factor: number): void {
    const size = this.#sums.length;
    for (let a = 0; a < this.#count; a++) {
      const first = this.#touched[a]!;
      const sum = this.#sums[first]! * factor;
      for (let b = 0; b <= a; b++) {
        const second = this.#touched[b]!;
        const place = first > second ? first * size + second : second * size + first;
        matrix[place] = matrix[place]! + sum * this.#sums[second]!;
      }
    }
    for (let k = 0; k < this.#count; k++) {
      this.#sums[this.#touched[k]!] = 0;
      this.#isTouched[this.#touched[k]!] = 0;
    }
    this.#count = 0;
  }
}
