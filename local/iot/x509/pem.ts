/** PEM text of DER bytes, LF, 64 columns, with a final newline as AWS sends it. */
export const toPem = (label: string, bytes: Uint8Array): string => {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/** DER bytes of the first block with that label; undefined when there is none or its base64 is broken. */
export const fromPem = (label: string, text: string): Buffer | undefined => {
  const [, body] = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`).exec(text) ?? []
  if (body === undefined) return undefined
  const base64 = body.replace(/\s/g, '')
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : undefined
}
