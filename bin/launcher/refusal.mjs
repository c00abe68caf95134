/** A reason not to start, told as one sentence that names the remedy. Everything else that is thrown is a defect. */
export class Refusal extends Error {
  /**
   * @param {string} sentence
   * @param {{ exitCode?: number, cause?: unknown }} [options] `exitCode` 2 for arguments that can't be right, 1 for the rest.
   */
  constructor(sentence, { exitCode = 1, cause } = {}) {
    super(sentence, { cause })
    this.name = 'Refusal'
    this.exitCode = exitCode
  }
}
