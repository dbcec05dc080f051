/** One allowance for all bytes that are held back (early segments, half messages), so that a hostile capture cannot fill memory. */
export class Memory {
  #left: number

  constructor(bytes: number) {
    this.#left = bytes
  }

  /** Takes so many bytes, or answers false: then the caller does without. */
  take(bytes: number): boolean {
    if (bytes > this.#left) return false
    this.#left -= bytes
    return true
  }

  give(bytes: number): void {
    this.#left += bytes
  }
}
