/** The final result of one command, with the lines that came before it. A result that is no result is thrown as a `BenchError`. */
export type AtAnswer =
  | { ok: true; lines: string[] }
  | {
      ok: false
      lines: string[]
      /** The final line as it came: `ERROR`, `+CME ERROR: 513`. */
      text: string
      /** The number of a `+CME ERROR` or `+CMS ERROR`. */
      code: number | undefined
    }
