/**
 * Says why a text cannot be the content of `AT%CMNG=0`, or undefined when it can.
 * The content stands between quotes on a line that AT Host edits: a quote would end it, a backspace would eat a character.
 */
export function checkCredentialContent(content: string): string | undefined {
  if (content === '') return 'the content is empty'
  if (content.includes('"')) return 'the content has a quotation mark, which would end it on the way to the modem'
  if (/\\[nr]/.test(content)) {
    return 'the content has "\\n" as two characters where a line should end (error 527, or a broken key without an error): use real line feeds'
  }
  const stray = /[^\n\r\x20-\x7e]/.exec(content)
  if (stray) {
    const code = (stray[0].codePointAt(0) ?? 0).toString(16).padStart(2, '0')
    return `the content has the character 0x${code} at position ${stray.index}; a PEM file has printable ASCII and line ends only`
  }
  return undefined
}
