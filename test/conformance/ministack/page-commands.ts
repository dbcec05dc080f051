export interface PageCommands {
  /** Line of the page, from 1. */
  line: number
  commands: string
  /** Why MiniStack cannot carry it, if it cannot. */
  notHere?: string
  /** What the page says it prints, if it says so; `…` stands for anything within a line. */
  prints?: string
}

const fence = /^```(\w*)$/
const mark = /^<!-- not on MiniStack: (.+) -->$/

/** The fenced `sh` blocks of a page in order, each with the mark before it and the `text` block that follows it. */
export const pageCommands = (page: string): PageCommands[] => {
  const found: PageCommands[] = []
  let open: { language: string; line: number; lines: string[] } | undefined
  let notHere: string | undefined
  for (const [index, line] of page.split('\n').entries()) {
    const language = fence.exec(line)?.[1]
    if (open !== undefined && language === '') {
      const text = open.lines.join('\n')
      const last = found.at(-1)
      if (open.language === 'sh')
        found.push({ line: open.line, commands: text, ...(notHere !== undefined && { notHere }) })
      else if (open.language === 'text' && last !== undefined) last.prints = text
      open = undefined
      notHere = undefined
    } else if (open !== undefined) open.lines.push(line)
    else if (language !== undefined) open = { language, line: index + 2, lines: [] }
    else notHere = mark.exec(line)?.[1] ?? (line === '' ? notHere : undefined)
  }
  return found
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Lines that a page shows, as patterns. */
export const shownLines = (prints: string): RegExp[] =>
  prints.split('\n').map((line) => new RegExp(`^${line.split('…').map(escaped).join('.*')}$`, 'm'))
