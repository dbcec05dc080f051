import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Everything that a local cloud writes into its state directory. */
export const stateFiles = {
  store: 'state.sqlite',
  items: 'dynamodb',
  rootCa: 'root-ca.pem',
} as const

/** Deletes what a local cloud wrote into a directory, and nothing else that may lie there. */
export const resetState = (directory: string): void => {
  const names = [
    stateFiles.store,
    `${stateFiles.store}-wal`,
    `${stateFiles.store}-shm`,
    stateFiles.items,
    stateFiles.rootCa,
  ]
  for (const name of names) {
    const path = join(directory, name)
    if (existsSync(path)) rmSync(path, { recursive: true })
  }
}
