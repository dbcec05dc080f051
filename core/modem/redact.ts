import { createHash } from 'node:crypto'

const write = /(%CMNG\s*=\s*0\s*,\s*\d*\s*,\s*(\d*)\s*,?\s*)"([^"]*)("?)[^\r\n]*/i
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g

/**
 * An AT command as it may be shown and logged: what `%CMNG=0` writes is replaced by its length and SHA-256,
 * a pre-shared key by its length only (its digest could be guessed back), a password by nothing.
 */
export function redact(command: string): string {
  const shown = command.replace(write, (_all, start: string, type: string, content: string) => {
    const digest = createHash('sha256').update(content, 'latin1').digest('hex').toUpperCase()
    const secret = type === '0' || type === '1' || type === '2' ? `, SHA-256 ${digest}` : ''
    return `${start}<${content.length} characters${secret}>`
  })
  return shown.replace(privateKey, '<private key>')
}
