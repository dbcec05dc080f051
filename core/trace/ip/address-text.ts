const zeroRun = /(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g

/** An address as people write it; IPv6 with its longest run of zeroes folded (RFC 5952). */
export const addressText = (buffer: Buffer, at: number, length: number): string => {
  if (length === 4) return `${buffer[at]}.${buffer[at + 1]}.${buffer[at + 2]}.${buffer[at + 3]}`
  const text = Array.from({ length: 8 }, (_, n) => buffer.readUInt16BE(at + 2 * n).toString(16)).join(':')
  let longest = { index: -1, size: 0 }
  for (const run of text.matchAll(zeroRun)) {
    if (run[0].length > longest.size) longest = { index: run.index, size: run[0].length }
  }
  if (longest.size === 0) return text
  return `${text.slice(0, longest.index).replace(/:$/, '')}::${text.slice(longest.index + longest.size).replace(/^:/, '')}`
}

/** `address:port`, with brackets around IPv6. */
export const hostPort = (address: string, port: number): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
