/** How a command is called in a sentence: of a credential write only operation, tag and type, never its content. */
export const commandName = (line: string): string => {
  const [start = ''] = line.split(/["\r\n]/, 1)
  return start.replace(/,$/, '').slice(0, 64)
}
