import { printable } from '../printable.ts'
import { ByteCursor } from './byte-cursor.ts'

/** What a server chose (RFC 5246 section 7.4.1.3, RFC 8446 section 4.1.3). Numbers, since later messages depend on them. */
export interface ServerHello {
  version: number
  cipher: number
  alpn: string | null
  /** TLS 1.3: "send your ClientHello again"; no choice was made yet. */
  retry: boolean
}

const extension = { alpn: 16, supportedVersions: 43 } as const
/** SHA-256 of "HelloRetryRequest" in place of the random (RFC 8446 section 4.1.3); its first eight bytes tell enough. */
const retryRandom = Buffer.from('cf21ad74e59a6111', 'hex')

/** Parses the body of a ServerHello; null when it is malformed. */
export const readServerHello = (buffer: Buffer, start: number, end: number): ServerHello | null => {
  const body = new ByteCursor(buffer, start, end)
  const hello: ServerHello = { version: body.number(2), cipher: 0, alpn: null, retry: false }
  hello.retry = buffer.subarray(body.at, body.at + 8).equals(retryRandom)
  body.skip(32)
  body.vector(1)
  hello.cipher = body.number(2)
  body.skip(1)
  if (body.failed) return null
  if (body.left === 0) return hello
  const extensions = body.vector(2)
  for (let n = 0; extensions.left > 0 && n < 64; n += 1) {
    const type = extensions.number(2)
    const content = extensions.vector(2)
    if (type === extension.supportedVersions) hello.version = content.number(2)
    if (type === extension.alpn) hello.alpn = printable(content.vector(2).vector(1).text())
  }
  return hello
}
