import font from 'oled-font-5x7'
import { PNG } from 'pngjs'

/** A white sheet of black dots. */
export interface Canvas {
  /** A square with its upper left corner there. */
  dot(x: number, y: number, size: number): void
  /** A line of text, each dot of a letter so large; what the font does not have is a question mark. */
  text(x: number, y: number, size: number, text: string): void
  png(): Buffer
}

/** Width of a letter with the gap behind it, in dots of the font. */
export const letterWidth = font.width + 1

export const canvas = (width: number, height: number): Canvas => {
  /** A byte a dot; 255 is white. */
  const dots = Buffer.alloc(width * height, 0xff)
  const dot: Canvas['dot'] = (left, top, size) => {
    for (let y = Math.max(0, top); y < Math.min(height, top + size); y++)
      dots.fill(0, y * width + Math.max(0, left), y * width + Math.min(width, left + size))
  }
  const letter = (x: number, y: number, size: number, char: string): void => {
    const index = Math.max(font.lookup.indexOf(char), font.lookup.includes(char) ? 0 : font.lookup.indexOf('?'))
    for (let column = 0; column < font.width; column++) {
      const bits = font.fontData[index * font.width + column] ?? 0
      for (let row = 0; row < font.height; row++) if ((bits >> row) & 1) dot(x + column * size, y + row * size, size)
    }
  }
  return {
    dot,
    text(x, y, size, text) {
      for (const [i, char] of [...text].entries()) letter(x + i * letterWidth * size, y, size, char)
    },
    png() {
      const image = new PNG({ width, height })
      image.data = dots
      // Grey without an alpha channel, in and out; few colours compress as well without a filter.
      return PNG.sync.write(image, { colorType: 0, inputColorType: 0, inputHasAlpha: false, filterType: 0 })
    },
  }
}
