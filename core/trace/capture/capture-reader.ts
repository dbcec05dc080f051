/** One network of a capture. `link` is its LINKTYPE_ number. */
export interface CaptureInterface {
  link: number
  name: string | null
  packets: number
}

/** What a capture file says of itself, and how far it could be read. */
export interface CaptureFacts {
  format: 'pcap' | 'pcapng'
  byteOrder: 'little' | 'big'
  interfaces: CaptureInterface[]
  packets: number
  /** Packets of which the capture holds less than was on the wire (tcpdump -s). */
  cutPackets: number
  /** What wrote the file, where it says so (pcapng). */
  hardware: string | null
  application: string | null
  /** The file brings the keys to decrypt its own traffic (pcapng Decryption Secrets Block). */
  decryptionSecrets: boolean
  /** Why reading stopped before the end, as a sentence with the offset; null when the file was whole. */
  damage: string | null
}

/** Reads one capture format from a stream of chunks of any size. After `damage` it takes no more. */
export interface CaptureReader {
  readonly facts: CaptureFacts
  push(chunk: Buffer): void
  end(): void
}

/** A record that claims more is damage, not a packet: libpcap's own limit is 256 KiB, USB and D-Bus excepted. */
export const largestPacket = 1 << 20
