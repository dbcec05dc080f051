import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

const root = join(import.meta.dirname, '..')
const keptMs = 7 * 24 * 60 * 60 * 1000

const filesOf = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
    : [path]

const hashOf = (sources: readonly string[]): string => {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((source) => filesOf(join(root, source))))
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  return hash.digest('hex').slice(0, 24)
}

const dropOld = (cache: string) => {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name)
    if (statSync(path).mtimeMs < Date.now() - keptMs) rmSync(path, { recursive: true, force: true })
  }
}

/**
 * What `make` builds into the directory it is given, made once for each state of the sources (paths in the checkout) and
 * kept in node_modules/.cache/NAME. Answers the directory.
 */
export const keptBuild = async (
  name: string,
  sources: readonly string[],
  make: (directory: string) => Promise<void>,
): Promise<string> => {
  const cache = join(root, 'node_modules', '.cache', name)
  const directory = join(cache, hashOf(sources))
  if (existsSync(directory)) return directory
  mkdirSync(cache, { recursive: true })
  dropOld(cache)
  // Made beside and renamed, so that runs side by side find all of it or nothing.
  const draft = `${directory}.${process.pid}`
  await make(draft)
  try {
    renameSync(draft, directory)
  } catch (error) {
    if (!existsSync(directory)) throw error
    rmSync(draft, { recursive: true, force: true })
  }
  return directory
}
