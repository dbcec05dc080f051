import { attestTokenT7, keygenT1 } from '../../core/credential/vectors.ts'
import { mutate, seeded } from '../capture/mutate.ts'

export const commands = [
  'AT',
  'AT+CGSN',
  'AT+CGMR',
  'AT+CEREG?',
  'AT%CMNG=1',
  'AT%CMNG=1,7',
  'AT%KEYGEN=16842753,2,0',
  'AT%ATTESTTOKEN="00112233445566778899aabbccddeeff"',
] as const

const pieces = [
  'OK',
  'OK\r\n',
  '\r\nOK\r\n',
  'OKOK\r\n',
  'NOT OK\r\n',
  'OK,1\r\n',
  'O\r\nK\r\n',
  'ERROR\r\n',
  'ERRORS\r\n',
  '+CME ERROR: 513\r\n',
  '+CME ERROR: \r\n',
  '+CME ERROR: 513x\r\n',
  '+CME ERROR: 99999999\r\n',
  '%CMNG: 7,0,"',
  `%CMNG: 7,1,"${'AB'.repeat(32)}"\r\n`,
  '%KEYGEN: "MIIB',
  '%ATTESTTOKEN: "2dn3',
  '"',
  '\r',
  '\n',
  '+CEREG: 2\r\n',
  '[00:00:01.000,000] <inf> app: OK\r\n',
  '*** Booting nRF Connect SDK ***\r\n',
  'Ready\r\n',
  '\x1b[1;32m',
  '\x1b[',
  '\0',
  '\b',
  'AT%CMNG=1\r\n',
]

const digest = (byte: string): string => byte.repeat(32)
const listing = [
  `%CMNG: 7,0,"${digest('2C')}"`,
  `%CMNG: 7,1,"${digest('B9')}"`,
  `%CMNG: 7,2,"${digest('02')}"`,
  `%CMNG: 4294967294,6,"${digest('A3')}"`,
]

/** Whole answers to begin from, those of %KEYGEN and %ATTESTTOKEN as real modems gave them: the same in every run. */
export const answerCorpus = (): Buffer[] => {
  const answers = [
    ['OK'],
    ['352656100367872', 'OK'],
    ['mfw_nrf9160_1.3.7', 'OK'],
    ['+CEREG: 5,1', 'OK'],
    [...listing, 'OK'],
    ['%CMNG: 7,0,"","-----BEGIN CERTIFICATE-----', 'MIID', '-----END CERTIFICATE-----', '"', 'OK'],
    [`%KEYGEN: "${keygenT1}"`, 'OK'],
    [`%ATTESTTOKEN: "${attestTokenT7}"`, 'OK'],
    ['+CME ERROR: 519'],
    ['ERROR'],
  ].map((lines) => lines.map((line) => `${line}\r\n`).join(''))
  const noisy = answers.map((text) => text.replace(/^(?=[^\r\n])/gm, '+CEREG: 2\r\n'))
  const framed = answers.map((text) => `\r\n${text.replaceAll('OK\r\n', '\r\nOK\r\n')}`)
  return [...answers, ...noisy, ...framed].map((text) => Buffer.from(text, 'latin1'))
}

export interface FuzzStream {
  command: string
  bytes: Buffer
  /** Where the bytes are cut into portions. */
  cuts: number[]
  /** Whether the port goes away at the end. */
  ends: boolean
}

/** One stream, the same for the same seed: a mutated answer, a soup of pieces, noise, or now and then a whole answer. */
export const streamOf = (corpus: readonly Buffer[], seed: number): FuzzStream => {
  const next = seeded(seed ^ 0x5eed)
  const soup = (): Buffer =>
    Buffer.from(Array.from({ length: next(30) }, () => pieces[next(pieces.length)] ?? '').join(''), 'latin1')
  const noise = (): Buffer => Buffer.from(Array.from({ length: next(600) }, () => next(256)))
  const whole = (): Buffer => corpus[next(corpus.length)] ?? noise()
  const kind = next(20)
  const bytes = kind < 11 ? mutate(corpus, seed) : kind < 17 ? soup() : kind < 19 ? noise() : whole()
  const cuts = Array.from({ length: next(6) }, () => next(bytes.length + 1)).sort((a, b) => a - b)
  return { command: commands[next(commands.length)] ?? 'AT', bytes, cuts, ends: next(20) === 0 }
}
