import type { FailureRow } from './failure-row.ts'
import { connectionRows } from './rows/connection.ts'
import { credentialRows } from './rows/credentials.ts'
import { logStringRows } from './rows/log-strings.ts'
import { networkAndBoardRows } from './rows/network-and-board.ts'

/** Every failure of the catalogue that a log can show, and the lines that only lead to a number. */
export const failureRows: readonly FailureRow[] = [
  ...connectionRows,
  ...credentialRows,
  ...networkAndBoardRows,
  ...logStringRows,
]
