const longest = 512

/**
 * Text out of a capture, safe to print: everything but plain ASCII is escaped, so that no capture can send control codes
 * to a terminal or a log, and what is endless is cut.
 */
export const printable = (text: string): string => {
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text
  return shown.replace(/[^\x20-\x7e…]/g, (odd) => {
    const code = odd.charCodeAt(0)
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
  })
}
