import { checkCredentialContent } from './check-credential-content.ts'
import { isUserTag } from './security-tag.ts'

/** The buffer of AT Host is 4096 bytes with its NUL; longer commands are swallowed without an answer (at_host.c). */
export const longestAtLine = 4095

export interface AtCommand {
  /** Without terminator: send CRLF after it, which every terminator mode understands. */
  line: string
  timeoutMs: number
  /** Whether it changes anything in the modem: admission is asked before the first such command. */
  changesModem: boolean
}

export type AtCommandResult = { ok: true; command: AtCommand } | { ok: false; says: string }

const quick = 2_000
const storage = 15_000
const radio = 30_000

/** The commands Mintmark uses. Tags, modes and challenges come from checked input: a wrong one is a bug and throws RangeError. */
export const at = {
  ping: () => read('AT'),
  imei: () => read('AT+CGSN'),
  firmware: () => read('AT+CGMR'),
  model: () => read('AT+CGMM'),
  hardware: () => read('AT%HWVERSION'),
  modemUuid: () => read('AT%XMODEMUUID'),
  deviceUuid: () => read('AT%DEVICEUUID'),
  /** Numeric error codes instead of a bare ERROR; off again after every reset. Mode 2 is refused by older firmware. */
  numericErrors: () => read('AT+CMEE=1'),
  functionalMode: () => read('AT+CFUN?'),
  setFunctionalMode: (mode: 0 | 1 | 4): AtCommand => ({
    line: `AT+CFUN=${mode}`,
    timeoutMs: radio,
    changesModem: true,
  }),
  registration: () => read('AT+CEREG?'),
  listAll: () => read('AT%CMNG=1', storage),
  list: (tag: number, type?: number) =>
    read(`AT%CMNG=1,${checkTag(tag)}${type === undefined ? '' : `,${type}`}`, storage),
  read: (tag: number, type: number) => read(`AT%CMNG=2,${checkTag(tag)},${type}`, storage),
  delete: (tag: number, type: number) => change(`AT%CMNG=3,${checkTag(tag)},${type}`),
  write: writeCredential,
  keygen: generateKey,
  attestToken: (challenge?: string): AtCommand => {
    if (challenge === undefined) return read('AT%ATTESTTOKEN', storage)
    if (!/^[0-9a-fA-F]{32}$/.test(challenge)) throw new RangeError('a challenge is 32 hexadecimal characters')
    return read(`AT%ATTESTTOKEN="${challenge}"`, storage)
  },
} as const

/** `AT%CMNG=0`: the content goes out exactly as given, so its digest can be foretold. Unfit content is a sentence, not an exception. */
function writeCredential(tag: number, type: number, content: string): AtCommandResult {
  const complaint = checkCredentialContent(content)
  if (complaint !== undefined) return { ok: false, says: complaint }
  const line = `AT%CMNG=0,${checkTag(tag)},${type},"${content}"`
  if (line.length > longestAtLine) {
    return {
      ok: false,
      says: `writing ${content.length} characters takes a command of ${line.length}, the modem's buffer holds ${longestAtLine}: shorten the certificate chain`,
    }
  }
  return { ok: true, command: change(line) }
}

/** `AT%KEYGEN` for a client key (type 2), answered with a CSR. Without attributes the modem writes `CN=<device UUID>`. */
function generateKey(tag: number, attributes?: string): AtCommand {
  if (attributes !== undefined && !/^[A-Za-z]+=[^",=]+(,[A-Za-z]+=[^",=]+)*$/.test(attributes)) {
    throw new RangeError(`CSR attributes "${attributes}" are not of the form CN=name,O=organisation`)
  }
  return change(`AT%KEYGEN=${checkTag(tag)},2,0${attributes === undefined ? '' : `,"${attributes}"`}`)
}

function checkTag(tag: number): number {
  if (isUserTag(tag)) return tag
  throw new RangeError(`security tag ${tag} is not in 0..2147483647; larger tags belong to the modem`)
}

function read(line: string, timeoutMs = quick): AtCommand {
  return { line, timeoutMs, changesModem: false }
}

function change(line: string): AtCommand {
  return { line, timeoutMs: storage, changesModem: true }
}
