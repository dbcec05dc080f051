import { printable } from '../printable.ts'
import { ByteCursor } from './byte-cursor.ts'
import { cipherSuiteName } from './cipher-suite.ts'
import { isGrease, versionName } from './protocol-version.ts'

/** What a client says in its first message (RFC 5246 section 7.4.1.2, RFC 8446 section 4.1.2). */
export interface ClientHello {
  /** The host name of the server_name extension as sent (RFC 6066 section 3); null when none was sent. */
  sni: string | null
  alpn: string[]
  /** Highest first, as names: from supported_versions where it is sent, else the one legacy version. */
  versions: string[]
  ciphers: string[]
  /** RFC 5077: `absent`, `empty` asks for a ticket, `offered` brings one back. */
  sessionTicket: 'absent' | 'empty' | 'offered'
  /** A session ID of an earlier session (TLS 1.2) or a middlebox cookie (TLS 1.3). */
  sessionIdLength: number
}

const extension = { serverName: 0, alpn: 16, sessionTicket: 35, supportedVersions: 43 } as const
/** More than any client sends; a bound for hostile input. */
const most = 64

const readServerName = (body: ByteCursor): string | null => {
  const list = body.vector(2)
  while (list.left > 0) {
    const type = list.number(1)
    const name = list.vector(2)
    if (type === 0 && !list.failed) return printable(name.text())
  }
  return null
}

const readAlpn = (body: ByteCursor): string[] => {
  const list = body.vector(2)
  const protocols: string[] = []
  while (list.left > 0 && protocols.length < 16) {
    const name = list.vector(1)
    const grease = name.left === 2 && isGrease(name.buffer.readUInt16BE(name.at))
    if (!grease && !list.failed) protocols.push(printable(name.text()))
  }
  return protocols
}

const readNumbers = (list: ByteCursor): number[] => {
  const numbers: number[] = []
  while (list.left > 1 && numbers.length < most) {
    const value = list.number(2)
    if (!isGrease(value)) numbers.push(value)
  }
  return numbers
}

/** Lists of suites by their bytes: devices of one kind all send the same, and one list can serve them all. */
const knownLists = new Map<string, string[]>()
const manyLists = 256

const readCiphers = (list: ByteCursor): string[] => {
  if (list.left > 2 * most) return readNumbers(list).map(cipherSuiteName)
  const bytes = list.text()
  const known = knownLists.get(bytes)
  if (known) return known
  const ciphers = readNumbers(list).map(cipherSuiteName)
  if (knownLists.size >= manyLists) knownLists.clear()
  knownLists.set(bytes, ciphers)
  return ciphers
}

/** Parses the body of a ClientHello. Null when it is malformed; with `exact` also when bytes are left over. */
export const readClientHello = (buffer: Buffer, start: number, end: number, exact = false): ClientHello | null => {
  const body = new ByteCursor(buffer, start, end)
  const legacyVersion = body.number(2)
  body.skip(32)
  const sessionId = body.vector(1)
  const ciphers = body.vector(2)
  const oddCiphers = ciphers.left % 2 !== 0 || ciphers.left === 0
  const compressions = body.vector(1)
  const hello: ClientHello = {
    sni: null,
    alpn: [],
    versions: [versionName(legacyVersion)],
    ciphers: readCiphers(ciphers),
    sessionTicket: 'absent',
    sessionIdLength: sessionId.left,
  }
  if (body.failed || oddCiphers || compressions.left === 0 || sessionId.left > 32 || legacyVersion >> 8 !== 3)
    return null
  if (body.left === 0) return hello
  const extensions = body.vector(2)
  for (let n = 0; extensions.left > 0; n += 1) {
    const type = extensions.number(2)
    const content = extensions.vector(2)
    if (extensions.failed || n === most) return null
    if (type === extension.serverName) hello.sni = readServerName(content)
    if (type === extension.alpn) hello.alpn = readAlpn(content)
    if (type === extension.sessionTicket) hello.sessionTicket = content.left > 0 ? 'offered' : 'empty'
    if (type === extension.supportedVersions) hello.versions = readNumbers(content.vector(1)).map(versionName)
  }
  return body.failed || (exact && body.left > 0) ? null : hello
}
