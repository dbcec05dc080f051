/** One DER element: `bytes` with tag and length, `content` without. */
export interface DerElement {
  tag: number
  bytes: Buffer
  content: Buffer
}

/** Reads the one element that `bytes` hold; throws when something is cut off or left over. */
export const readDer = (bytes: Buffer): DerElement => {
  const [element, ...rest] = readElements(bytes)
  if (element === undefined || rest.length > 0) throw new Error('not exactly one DER element')
  return element
}

/** The elements inside a constructed element. */
export const childrenOf = (element: DerElement): DerElement[] => readElements(element.content)

const readElements = (bytes: Buffer): DerElement[] => {
  const elements: DerElement[] = []
  for (let at = 0; at < bytes.length; ) {
    const { headerLength, contentLength } = readHeader(bytes, at)
    const end = at + headerLength + contentLength
    if (end > bytes.length) throw new Error('DER element is cut off')
    elements.push({
      tag: bytes[at] ?? 0,
      bytes: bytes.subarray(at, end),
      content: bytes.subarray(at + headerLength, end),
    })
    at = end
  }
  return elements
}

const readHeader = (bytes: Buffer, at: number) => {
  const first = bytes[at + 1]
  if (first === undefined) throw new Error('DER element has no length')
  if (first < 0x80) return { headerLength: 2, contentLength: first }
  const count = first & 0x7f
  if (count === 0 || count > 4 || at + 2 + count > bytes.length) throw new Error('DER length is not definite')
  return { headerLength: 2 + count, contentLength: bytes.readUIntBE(at + 2, count) }
}

/** The dotted form of an OBJECT IDENTIFIER. */
export const readOid = (element: DerElement): string => {
  if (element.tag !== 0x06) throw new Error('not an object identifier')
  const [first = 0, ...rest] = element.content
  const numbers = [Math.floor(first / 40), first % 40]
  let value = 0
  for (const byte of rest) {
    value = (value << 7) | (byte & 0x7f)
    if (byte < 0x80) {
      numbers.push(value)
      value = 0
    }
  }
  return numbers.join('.')
}
