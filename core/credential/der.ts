/** One DER element inside `bytes`: `start..end` is all of it, `content..end` what it holds (X.690, 8.1). */
export interface DerElement {
  tag: number
  start: number
  content: number
  end: number
}

/**
 * Reads the element at `start`, or undefined where there is none that ends before `limit`.
 * Only definite lengths in their shortest form and one-byte tags: that is all a PKCS#10 request may have.
 */
export function derElement(bytes: Uint8Array, start: number, limit = bytes.length): DerElement | undefined {
  const [tag, first] = [bytes[start], bytes[start + 1]]
  if (tag === undefined || first === undefined || start + 2 > limit || (tag & 0x1f) === 0x1f) return undefined
  let [length, content] = [first, start + 2]
  if (first >= 0x80) {
    const count = first - 0x80
    if (count < 1 || count > 3 || content + count > limit) return undefined
    length = 0
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[content + i] ?? 0)
    if (length < 0x80 || length < 256 ** (count - 1)) return undefined
    content += count
  }
  return content + length <= limit ? { tag, start, content, end: content + length } : undefined
}

/** The elements that fill a constructed element exactly, or undefined when its content is not a row of elements. */
export function derChildren(bytes: Uint8Array, parent: DerElement): DerElement[] | undefined {
  const children: DerElement[] = []
  for (let at = parent.content; at < parent.end; ) {
    const child = derElement(bytes, at, parent.end)
    if (!child) return undefined
    children.push(child)
    at = child.end
  }
  return children
}

/** A SEQUENCE around parts that are DER already. */
export function derSequence(parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([0x30]), derLength(content.length), content])
}

export function derLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const bytes = length < 0x100 ? [length] : [length >> 8, length & 0xff]
  return Buffer.from([0x80 + bytes.length, ...bytes])
}
