import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'releases')

/** Directories with the templates of every released version, by version. */
export const releases: [version: string, directory: string][] = readdirSync(folder)
  .toSorted()
  .map((version) => [version, join(folder, version)])
