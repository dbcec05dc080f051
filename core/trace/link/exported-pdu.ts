const tag = { end: 0, dissector: 12 } as const

/** A packet that another program had already taken out of its layers, with the name of the protocol inside. */
export interface ExportedPdu {
  protocol: string
  start: number
}

/**
 * Reads the tags before an exported PDU (Wireshark, wsutil/exported_pdu_tlvs.h): big-endian type and length, then a value
 * in which trailing zeroes are padding. Nordic's trace tools write `at`, `ip`, `nas-eps` and `lte_rrc.*` this way.
 * Returns null when the tags are cut or name no protocol.
 */
export const exportedPdu = (buffer: Buffer, start: number, end: number): ExportedPdu | null => {
  let protocol: string | null = null
  let at = start
  while (at + 4 <= end) {
    const type = buffer.readUInt16BE(at)
    const length = buffer.readUInt16BE(at + 2)
    const value = at + 4
    if (type === tag.end) return protocol === null ? null : { protocol, start: value }
    if (value + length > end) return null
    if (type === tag.dissector && length <= 64) {
      protocol = buffer.toString('latin1', value, value + length).replace(/\0+$/, '')
    }
    at = value + length
  }
  return null
}
