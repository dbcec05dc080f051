// Runs in the browser, beside the page under test, and is checked with the page's own settings (bench/page/tsconfig.json).

/** What leaves its frame or lies over its neighbour. */
const misfits = (): string[] => {
  const root = document.documentElement
  const found: string[] = []
  if (root.scrollHeight > root.clientHeight || root.scrollWidth > root.clientWidth) found.push('the page scrolls')
  for (const inner of document.querySelectorAll('.inner')) {
    const name = inner.parentElement?.getAttribute('aria-label')
    if (inner.scrollHeight > inner.clientHeight + 1) found.push(`too high: ${name}`)
    for (const part of inner.querySelectorAll('.head, .next, .says, .foot, .unit')) {
      // Boxes of lines are a little higher than their letters.
      const spare = 0.25 * Number.parseFloat(getComputedStyle(part).fontSize)
      const isHead = part.classList.contains('head')
      if (!isHead && part.scrollHeight > part.clientHeight + spare) found.push(`${part.className} too high: ${name}`)
      if (part.scrollWidth > part.clientWidth + 1) found.push(`${part.className} too wide: ${name}`)
    }
  }
  return found
}

/** How high a capital is, in pixels. */
const capitalHeight = (selector: string): number => {
  const context = new OffscreenCanvas(1, 1).getContext('2d')
  if (!context) return 0
  context.font = getComputedStyle(document.querySelector(selector) ?? document.documentElement).font
  return context.measureText('H').actualBoundingBoxAscent
}

/** WCAG 2, relative luminance of a colour as the browser computed it. */
const luminance = (colour: string): number => {
  const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const value = Number(part) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** How each tile tells its kind, and how well its text stands out. */
const looks = () =>
  [...document.querySelectorAll('.tile')].map((tile) => {
    const { color, backgroundColor } = getComputedStyle(tile)
    const [dark = 0, light = 0] = [luminance(color), luminance(backgroundColor)].sort((a, b) => a - b)
    return {
      kind: tile.getAttribute('data-kind'),
      shape: tile.querySelector('.mark')?.innerHTML,
      word: tile.querySelector('.word')?.textContent,
      pattern: getComputedStyle(tile, '::before').backgroundImage,
      contrast: (light + 0.05) / (dark + 0.05),
    }
  })

/** How many things move. */
const motion = (): number => document.getAnimations().filter(({ playState }) => playState === 'running').length

/** How many colours, of 4 bits a channel, each have more than a five-hundredth of a PNG's every 16th pixel: a blank one has one. */
const distinctColours = async (base64: string): Promise<number> => {
  const image = new Image()
  image.src = `data:image/png;base64,${base64}`
  await image.decode()
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
  context?.drawImage(image, 0, 0)
  const pixels = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray()
  const counts = new Map<number, number>()
  for (let i = 0; i < pixels.length; i += 64) {
    const key = (((pixels[i] ?? 0) >> 4) << 8) | (((pixels[i + 1] ?? 0) >> 4) << 4) | ((pixels[i + 2] ?? 0) >> 4)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts.values()].filter((count) => count > pixels.length / 64 / 500).length
}

Object.assign(globalThis, { misfits, capitalHeight, looks, motion, distinctColours })
