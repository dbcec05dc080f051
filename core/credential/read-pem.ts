export interface PemBlock {
  /** What stands after BEGIN, for instance `CERTIFICATE`. */
  label: string
  der: Buffer
}

export type PemResult = { ok: true; blocks: PemBlock[] } | { ok: false; why: string }

const block = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END ([A-Z0-9 ]+)-----/g
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** All PEM blocks of a text (RFC 7468), whatever its line ends and widths. A failure says where it stops being PEM. */
export function readPem(text: string): PemResult {
  const blocks: PemBlock[] = []
  for (const [, label = '', body = '', endLabel] of text.matchAll(block)) {
    if (label !== endLabel) return { ok: false, why: `it begins as "${label}" and ends as "${endLabel}"` }
    const packed = body.replace(/[ \t\r\n]/g, '')
    if (packed.includes('\\n')) return { ok: false, why: 'it has "\\n" as two characters where lines should end' }
    if (packed === '' || !base64.test(packed)) return { ok: false, why: `the body of "${label}" is not base64` }
    blocks.push({ label, der: Buffer.from(packed, 'base64') })
  }
  if (blocks.length > 0) return { ok: true, blocks }
  if (text.trim() === '') return { ok: false, why: 'it is empty' }
  return { ok: false, why: text.includes('-----BEGIN ') ? 'its END line is missing' : 'it has no BEGIN line' }
}
