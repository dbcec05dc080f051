import { createHash, randomBytes } from 'node:crypto'

/** Gives that many bytes. */
export type Random = (size: number) => Buffer

export const systemRandom: Random = (size) => randomBytes(size)

/** The same bytes for the same seed, so that a failing run can be repeated. Never for keys that leave a test. */
export function seededRandom(seed: number | string): Random {
  let count = 0
  return (size) => {
    const chunks: Buffer[] = []
    for (let length = 0; length < size; length += 32) {
      chunks.push(createHash('sha256').update(`${seed}/${count++}`).digest())
    }
    return Buffer.concat(chunks).subarray(0, size)
  }
}
