import { addressText } from '../ip/address-text.ts'
import type { Endpoint } from './tcp-connection.ts'

const keyWords = 9
const firstCapacity = 4096

/** Bits of `state`. Direction 0 is the lower of the two ends, 1 the higher; shift the `…0` bits by it. */
export const flowState = {
  syn0: 1,
  syn1: 2,
  synAck0: 4,
  synAck1: 8,
  fin0: 16,
  fin1: 32,
  data0: 64,
  data1: 128,
  /** Its story was told; packets that come late change nothing. */
  done: 256,
} as const

const mix = (hash: number, word: number): number => {
  let h = Math.imul(hash ^ word, 0x85ebca6b)
  h ^= h >>> 13
  return Math.imul(h, 0xc2b2ae35)
}

/**
 * All TCP connections under way, as numbers in columns: 72 bytes each and no object, so that 200,000 of them cost neither
 * memory nor garbage. Indices are in range by construction, hence the casts.
 * When it is full the least recently used flow makes room (clock algorithm), after `onEvict` was told.
 */
export class FlowTable {
  readonly #seed: number
  readonly #largest: number
  readonly #onEvict: (flow: number) => void
  #heads = new Int32Array(0)
  #next = new Int32Array(0)
  #keys = new Uint32Array(0)
  #touched = new Uint8Array(0)
  #hand = 0
  /** Flows in the table, all that were ever in it, and those that had to make room. */
  size = 0
  created = 0
  evicted = 0
  state = new Uint16Array(0)
  synCount = new Uint8Array(0)
  /** Sequence number after the SYN, per direction: `2 * flow + direction`. */
  firstSequence = new Uint32Array(0)
  firstTime = new Float64Array(0)
  lastTime = new Float64Array(0)
  /** Set by `find`: whether the packet goes from the higher end to the lower. */
  reversed = 0

  /** @param seed any number nobody outside knows, so that no capture can be made to fall into one bucket. */
  constructor(seed: number, largest: number, onEvict: (flow: number) => void) {
    this.#seed = seed
    this.#largest = largest
    this.#onEvict = onEvict
    this.#resize(Math.min(firstCapacity, largest))
  }

  /** The flow of a packet, made if it is new (then its `state` is 0). `source` and `destination` are offsets. */
  find(view: DataView, source: number, destination: number, length: number, ports: number, time: number): number {
    const key = this.#key
    const portsBack = ((ports << 16) | (ports >>> 16)) >>> 0
    let order = ports - portsBack
    for (let at = 0; at < length && order === 0; at += 4)
      order = view.getUint32(source + at) - view.getUint32(destination + at)
    this.reversed = order > 0 ? 1 : 0
    const low = order > 0 ? destination : source
    const high = order > 0 ? source : destination
    key[0] = order > 0 ? portsBack : ports
    let hash = mix(this.#seed, key[0] as number)
    for (let at = 0; at < length; at += 4) {
      const word = 1 + (at >> 1)
      key[word] = view.getUint32(low + at)
      key[word + 1] = view.getUint32(high + at)
      hash = mix(mix(hash, key[word] as number), key[word + 1] as number)
    }
    // An IPv4 key leaves the words of a longer address empty, which no IPv6 pair on the wire has in all six.
    if (length === 4) key.fill(0, 3)
    hash ^= hash >>> 16
    let bucket = hash & (this.#heads.length - 1)
    for (let flow = this.#heads[bucket] as number; flow >= 0; flow = this.#next[flow] as number) {
      if (this.#holds(flow)) {
        this.#touched[flow] = 1
        this.lastTime[flow] = time
        return flow
      }
    }
    const flow = this.#room()
    bucket = hash & (this.#heads.length - 1)
    this.#keys.set(key, flow * keyWords)
    this.#hashes[flow] = hash
    this.#next[flow] = this.#heads[bucket] as number
    this.#heads[bucket] = flow
    this.reset(flow, time)
    return flow
  }

  /** Empties a flow's columns for a new connection between the same two ends. */
  reset(flow: number, time: number): void {
    this.created += 1
    this.state[flow] = 0
    this.synCount[flow] = 0
    this.firstSequence[2 * flow] = 0
    this.firstSequence[2 * flow + 1] = 0
    this.firstTime[flow] = time
    this.lastTime[flow] = time
    this.#touched[flow] = 1
  }

  /** The lower and the higher end of a flow. */
  ends(flow: number): [Endpoint, Endpoint] {
    const ports = this.#keys[flow * keyWords] as number
    return [
      { address: this.#address(flow, 1), port: ports >>> 16 },
      { address: this.#address(flow, 2), port: ports & 0xffff },
    ]
  }

  #address(flow: number, first: 1 | 2): string {
    const from = flow * keyWords
    let later = 0
    for (let word = 3; word < keyWords; word += 1) later |= this.#keys[from + word] as number
    for (let word = first; word < keyWords; word += 2) {
      this.#text.writeUInt32BE(this.#keys[from + word] as number, (word - first) * 2)
    }
    return addressText(this.#text, 0, later === 0 ? 4 : 16)
  }

  readonly #text = Buffer.alloc(16)
  readonly #key = new Uint32Array(keyWords)
  #hashes = new Int32Array(0)

  #holds(flow: number): boolean {
    const keys = this.#keys
    const key = this.#key
    const at = flow * keyWords
    if (keys[at] !== key[0] || keys[at + 1] !== key[1] || keys[at + 2] !== key[2]) return false
    for (let word = 3; word < keyWords; word += 1) if (keys[at + word] !== key[word]) return false
    return true
  }

  #room(): number {
    if (this.size < this.#touched.length) return this.size++
    if (this.size < this.#largest) {
      this.#resize(Math.min(this.#largest, this.size * 2))
      return this.size++
    }
    while (this.#touched[this.#hand] === 1 && ((this.state[this.#hand] as number) & flowState.done) === 0) {
      this.#touched[this.#hand] = 0
      this.#hand = (this.#hand + 1) % this.size
    }
    const flow = this.#hand
    this.#hand = (this.#hand + 1) % this.size
    this.evicted += 1
    this.#onEvict(flow)
    this.#unlink(flow)
    return flow
  }

  #unlink(flow: number): void {
    const bucket = (this.#hashes[flow] as number) & (this.#heads.length - 1)
    let at = this.#heads[bucket] as number
    if (at === flow) this.#heads[bucket] = this.#next[flow] as number
    while (at !== flow && at >= 0) {
      const next = this.#next[at] as number
      if (next === flow) this.#next[at] = this.#next[flow] as number
      at = next
    }
  }

  #resize(capacity: number): void {
    const grown = <Column extends { set(from: Column): void }>(to: Column, from: Column): Column => {
      to.set(from)
      return to
    }
    this.#next = grown(new Int32Array(capacity), this.#next)
    this.#keys = grown(new Uint32Array(capacity * keyWords), this.#keys)
    this.#hashes = grown(new Int32Array(capacity), this.#hashes)
    this.#touched = grown(new Uint8Array(capacity), this.#touched)
    this.state = grown(new Uint16Array(capacity), this.state)
    this.synCount = grown(new Uint8Array(capacity), this.synCount)
    this.firstSequence = grown(new Uint32Array(capacity * 2), this.firstSequence)
    this.firstTime = grown(new Float64Array(capacity), this.firstTime)
    this.lastTime = grown(new Float64Array(capacity), this.lastTime)
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2(capacity * 2))).fill(-1)
    for (let flow = 0; flow < this.size; flow += 1) {
      const bucket = (this.#hashes[flow] as number) & (this.#heads.length - 1)
      this.#next[flow] = this.#heads[bucket] as number
      this.#heads[bucket] = flow
    }
  }
}
