import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buildSync } from 'esbuild'

export interface Bundles {
  /** Directory that holds one function's `index.mjs`. */
  directoryOf(folder: string): string
  remove(): void
}

/** Dependencies in CommonJS call `require`, which an ES module does not have. */
const banner =
  "import { createRequire as mintmarkRequire } from 'node:module';const require = mintmarkRequire(import.meta.url);"

/**
 * Bundles every function in one esbuild call, into a directory of its own, so that runs side by side do not meet.
 * The same sources give the same bytes wherever the repository lies.
 * @param source directory with `<folder>/handler.ts`
 */
export const bundleLambdas = (source: string, folders: readonly string[]): Bundles => {
  const handlers = folders.map((folder) => ({ folder, file: join(source, folder, 'handler.ts') }))
  const missing = handlers.filter(({ file }) => !existsSync(file)).map(({ file }) => file)
  if (missing.length > 0)
    throw new Error(`Every function of infra/functions needs a handler; missing: ${missing.join(', ')}`)
  const directory = mkdtempSync(join(tmpdir(), 'mintmark-lambdas-'))
  const remove = () => rmSync(directory, { recursive: true, force: true })
  try {
    buildSync({
      absWorkingDir: dirname(source),
      entryPoints: handlers.map(({ folder, file }) => ({ in: file, out: `${folder}/index` })),
      outdir: directory,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      // The ES modules of the SDK load a quarter faster than its CommonJS, because unused code falls away. Minifying gains
      // 5 % on top and costs readable stack traces.
      mainFields: ['module', 'main'],
      banner: { js: banner },
      legalComments: 'none',
      logLevel: 'warning',
    })
  } catch (error) {
    remove()
    throw error
  }
  return { directoryOf: (folder) => join(directory, folder), remove }
}
