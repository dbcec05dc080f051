export interface KconfigValue {
  symbol: string
  /** Without quotes; `n` for `# CONFIG_… is not set`. */
  value: string
  /** 1 for the first line. */
  line: number
}

export type Kconfig = ReadonlyMap<string, KconfigValue>

const assignment = /^(CONFIG_[A-Za-z0-9_]+)=(.*)$/
const unset = /^# (CONFIG_[A-Za-z0-9_]+) is not set$/
const text = /^"((?:[^"\\]|\\.)*)"$/

/** Reads the settings of a `.config` as Kconfig writes it; of a symbol that stands there twice the last line counts. */
export function parseKconfig(source: string): Kconfig {
  const values = new Map<string, KconfigValue>()
  source.split(/\r?\n/).forEach((raw, index) => {
    const trimmed = raw.trimEnd()
    const assigned = assignment.exec(trimmed)
    const symbol = assigned?.[1] ?? unset.exec(trimmed)?.[1]
    if (symbol !== undefined) values.set(symbol, { symbol, value: plain(assigned?.[2]), line: index + 1 })
  })
  return values
}

function plain(assigned: string | undefined): string {
  if (assigned === undefined) return 'n'
  const quoted = text.exec(assigned)?.[1]
  return quoted === undefined ? assigned : quoted.replace(/\\(.)/g, '$1')
}
