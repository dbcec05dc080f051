/** Numbers that look random and are the same in every run (mulberry32). */
export const seeded = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

type Mutation = (file: Buffer, next: (below: number) => number, other: Buffer) => Buffer
const lengths = [0, 1, 3, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0xffffffff]

const mutations: Mutation[] = [
  (file, next) => {
    for (let n = next(16); n >= 0; n -= 1) file[next(file.length)] = next(256)
    return file
  },
  (file, next) => {
    const at = next(file.length)
    file[at] = (file[at] ?? 0) ^ (1 << next(8))
    return file
  },
  (file, next) => file.subarray(0, next(file.length)),
  (file, next) => {
    const [from, to] = [next(file.length), next(file.length)]
    return Buffer.concat([file.subarray(0, Math.min(from, to)), file.subarray(Math.max(from, to))])
  },
  (file, next) => {
    const from = next(file.length)
    const piece = file.subarray(from, from + next(400))
    const at = next(file.length)
    return Buffer.concat([file.subarray(0, at), ...Array(1 + next(20)).fill(piece), file.subarray(at)])
  },
  (file, next) => {
    const value = lengths[next(lengths.length)] ?? 0
    const at = next(Math.max(1, file.length - 4))
    if (at + 4 > file.length) return file
    if (next(2) === 0) file.writeUInt32BE(value, at)
    else file.writeUInt16BE(value & 0xffff, at)
    return file
  },
  (file, next) => {
    const at = next(file.length)
    return file.fill(next(2) * 255, at, Math.min(file.length, at + next(64)))
  },
  (file, next, other) => Buffer.concat([file.subarray(0, next(file.length)), other.subarray(next(other.length))]),
]

/** One to four mutations of a file: flipped, cut, repeated, spliced, lengths overwritten. */
export const mutate = (corpus: readonly Buffer[], seed: number): Buffer => {
  const next = seeded(seed)
  const pick = () => corpus[next(corpus.length)] ?? Buffer.alloc(0)
  let file: Buffer = Buffer.from(pick())
  for (let n = next(4); n >= 0 && file.length > 0; n -= 1) {
    const mutation = mutations[next(mutations.length)]
    if (mutation) file = Buffer.from(mutation(file, next, pick()))
  }
  return file
}
