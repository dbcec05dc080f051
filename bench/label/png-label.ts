import { encode } from 'uqr'
import { canvas, letterWidth } from './canvas.ts'
import { type Label, labelCode, labelLines } from './label.ts'

/** 50 x 25 mm at 16 dots/mm. */
const width = 800
const height = 400
const margin = 24
const largest = 4
/** ISO/IEC 18004: four modules of white around the code. */
const quiet = 4

/** The label as a PNG, for printers that speak no ZPL: a QR code on the left, the same four values for people beside it. */
export const pngLabel = (label: Label): Buffer => {
  const code = encode(labelCode(label), { ecc: 'M', border: quiet })
  const module = Math.floor(height / code.size)
  const sheet = canvas(width, height)
  const top = Math.floor((height - code.size * module) / 2)
  code.data.forEach((row, y) => {
    row.forEach((isBlack, x) => {
      if (isBlack) sheet.dot(x * module, top + y * module, module)
    })
  })
  const left = code.size * module
  const lines = labelLines(label)
  const step = Math.floor((height - 2 * margin) / lines.length)
  lines.forEach((line, i) => {
    const fits = Math.floor((width - left - margin) / (line.length * letterWidth))
    sheet.text(left, margin + i * step, Math.max(1, Math.min(largest, fits)), line)
  })
  return sheet.png()
}
