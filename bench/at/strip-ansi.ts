// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of a shell start with ESC.
const ansi = /\x1B\[[0-?]*[ -/]*[@-~]/g

/** Text without the colours that a Zephyr shell or log puts around it. */
export const stripAnsi = (text: string): string => text.replace(ansi, '')
