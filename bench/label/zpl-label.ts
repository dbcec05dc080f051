import { type Label, labelCode, labelLines } from './label.ts'

const isPlain = (byte: number): boolean => /[ -[\]`-}]/.test(String.fromCharCode(byte)) && byte < 0x7e
const hex = (byte: number): string => `_${byte.toString(16).padStart(2, '0').toUpperCase()}`

/** In a field with ^FH, any byte may be written as _ and two hex digits: so are ZPL's own ^, ~ and _, and all that is not ASCII. */
const field = (text: string): string =>
  `^FH_^FD${[...Buffer.from(text)].map((byte) => (isPlain(byte) ? String.fromCharCode(byte) : hex(byte))).join('')}^FS`

/**
 * The label as ZPL II for a printer of 8 dots/mm, 50 x 25 mm: a QR code that the printer itself draws, and the four
 * values for people. `^CI28` makes it read UTF-8.
 */
export const zplLabel = (label: Label): string => {
  const texts = labelLines(label).map((line, i) => `^FO190,${24 + i * 40}^A0N,26,22${field(line)}`)
  return [
    '^XA',
    '^CI28',
    '^PW400',
    '^LL200',
    `^FO16,16^BQN,2,3${field(`MA,${labelCode(label)}`)}`,
    ...texts,
    '^XZ',
    '',
  ].join('\n')
}
