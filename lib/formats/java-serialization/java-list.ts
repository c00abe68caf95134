/** What the values of a list are made of, each when it is asked for. */
export interface ListSource<T> {
  /** What stands at an index. */
  cell(index: number): number
  /** What a cell stands for. */
  value(cell: number): T
}

/** Values one after another. */
export class JavaList<T> implements Iterable<T> {
  readonly length: number
  readonly #source: ListSource<T>
  readonly #start: number

  constructor(source: ListSource<T>, start: number, length: number) {
    this.#source = source
    this.#start = start
    this.length = length
  }

  /** The first of them; undefined where there is none. */
  get head(): T | undefined {
    return this.length > 0 ? this.#source.value(this.#source.cell(this.#start)) : undefined
  }

  /** All but the first. */
  get rest(): JavaList<T> {
    return new JavaList(this.#source, this.#start + 1, Math.max(0, this.length - 1))
  }

  *[Symbol.iterator](): Generator<T> {
    for (let i = 0; i < this.length; i++) yield this.#source.value(this.#source.cell(this.#start + i))
  }
}
