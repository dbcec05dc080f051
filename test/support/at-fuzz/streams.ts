import { createModem } from '../../../simulator/modem.ts'
import { seededRandom } from '../../../simulator/random.ts'
import { terminal } from '../../simulator/terminal.ts'
import { mutate, seeded } from '../capture/mutate.ts'

export const commands = [
  'AT',
  'AT+CGSN',
  'AT+CGMR',
  'AT+CEREG?',
  'AT%CMNG=1',
  'AT%CMNG=1,7',
  'AT%KEYGEN=7,2,0',
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

/** Whole answers as modems of two generations give them, to begin from. */
export const answerCorpus = async (): Promise<Buffer[]> => {
  const answers: string[] = []
  for (const firmware of ['mfw_nrf9160_1.3.7', 'mfw_nrf91x1_2.0.4', 'mfw_nrf9160_1.2.3']) {
    const modem = createModem({ firmware, imei: '352656100367872', random: seededRandom(firmware) })
    const { ask } = terminal(modem)
    await ask('AT+CMEE=1')
    for (const command of [...commands, 'AT%CMNG=1', 'AT%KEYGEN=7,2,0'])
      answers.push((await ask(command)).map((line) => `${line}\r\n`).join(''))
  }
  const noisy = answers.map((text) => text.replace(/^(?=[^\r\n])/gm, '+CEREG: 2\r\n'))
  return [...answers, ...noisy, ...answers.map((text) => `\r\n${text}`)].map((text) => Buffer.from(text, 'latin1'))
}

export interface FuzzStream {
  command: string
  bytes: Buffer
  /** Where the bytes are cut into portions. */
  cuts: number[]
  /** Whether the port goes away at the end. */
  ends: boolean
}

/** One stream, the same for the same seed: a mutated answer, a soup of pieces, or noise. */
export const streamOf = (corpus: readonly Buffer[], seed: number): FuzzStream => {
  const next = seeded(seed ^ 0x5eed)
  const soup = (): Buffer =>
    Buffer.from(Array.from({ length: next(30) }, () => pieces[next(pieces.length)] ?? '').join(''), 'latin1')
  const noise = (): Buffer => Buffer.from(Array.from({ length: next(600) }, () => next(256)))
  const kind = next(10)
  const bytes = kind < 6 ? mutate(corpus, seed) : kind < 9 ? soup() : noise()
  const cuts = Array.from({ length: next(6) }, () => next(bytes.length + 1)).sort((a, b) => a - b)
  return { command: commands[next(commands.length)] ?? 'AT', bytes, cuts, ends: next(20) === 0 }
}
