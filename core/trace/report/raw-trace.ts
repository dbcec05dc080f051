import type { KnownEndpoints } from '../../endpoint/known-endpoints.ts'
import type { TraceFacts } from '../trace-facts.ts'
import { whoseHost } from '../verdict/whose-host.ts'

/** A ClientHello cut out of a file of unknown shape: what was sent is certain, what became of it is not there. */
export interface CarvedReport {
  carved: true
  offset: number
  sni: string | null
  sniIs: string
  versions: string[]
  ciphers: string[]
  alpn: string[]
}

export const carvedReports = (facts: TraceFacts, account: KnownEndpoints | null): CarvedReport[] =>
  facts.carved.map(({ offset, hello }) => ({
    carved: true,
    offset,
    sni: hello.sni,
    sniIs: hello.sni === null ? 'not sent' : whoseHost(hello.sni, account).kind,
    versions: hello.versions,
    ciphers: hello.ciphers,
    alpn: hello.alpn,
  }))

/** How Nordic's tool turns a raw modem trace into a capture (nrfutil documentation, "Converting captured raw LTE modem trace data"). */
export const conversion = (fileName: string): string => {
  const output = `${fileName.replace(/\.(mtrace|bin)$/i, '')}.pcapng`
  const quoted = (name: string) => (/^[\w./-]+$/.test(name) ? name : `'${name.replace(/'/g, "'\\''")}'`)
  return `nrfutil trace lte --input-file ${quoted(fileName)} --output-pcapng ${quoted(output)}`
}

/** What is said of a file that is no capture. */
export const rawSentence = (facts: TraceFacts, fileName: string, account: KnownEndpoints | null): string => {
  const { file, carved } = facts
  if (facts.bytes === 0) return 'The file is empty.'
  if (file.kind === 'text')
    return `${fileName} is text, not a capture: for a device log use mintmark explain ${fileName}.`
  if (file.kind === 'packed') return `${fileName} is packed (${file.name}): unpack it first.`
  if (file.kind === 'other-capture') {
    return `${fileName} is ${file.name}, which is not read: convert it with editcap -F pcapng ${fileName} ${fileName}.pcapng.`
  }
  if (file.kind === 'foreign') return `${fileName} is ${file.name}, not a capture.`
  const last = carved.at(-1)
  const start = `${fileName} is no capture; by its content it may be a raw modem trace (inferred: the format is not published). Convert it with: ${conversion(fileName)} (nrfutil install trace, if that command is missing)`
  if (last === undefined) return `${start}. No whole ClientHello was found in it.`
  const sni = last.hello.sni
  const named = sni === null ? 'sends no SNI' : `names ${sni}, ${whoseHost(sni, account).says}`
  const count = carved.length === 1 ? 'One ClientHello was' : `${carved.length} ClientHellos were`
  return `${start}. ${count} carved from it; the last ${named}; how that connection ended, only the converted file shows.`
}
