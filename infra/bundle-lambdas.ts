import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { slimContract } from './slim-contract.ts'
import { slimSdk } from './slim-sdk.ts'

export interface Bundles {
  /** Directory that holds one function's `index.js`. */
  directoryOf(folder: string): string
  remove(): void
}

/**
 * Bundles every function in one esbuild call, into a directory of its own, so that runs side by side do not meet.
 * The same sources give the same bytes wherever the repository lies.
 * @param source directory with `<folder>/handler.ts`
 */
export const bundleLambdas = async (source: string, folders: readonly string[]): Promise<Bundles> => {
  const handlers = folders.map((folder) => ({ folder, file: join(source, folder, 'handler.ts') }))
  const missing = handlers.filter(({ file }) => !existsSync(file)).map(({ file }) => file)
  if (missing.length > 0)
    throw new Error(`Every function of infra/functions needs a handler; missing: ${missing.join(', ')}`)
  const directory = mkdtempSync(join(tmpdir(), 'mintmark-lambdas-'))
  const remove = () => rmSync(directory, { recursive: true, force: true })
  try {
    await build({
      absWorkingDir: dirname(source),
      entryPoints: handlers.map(({ folder, file }) => ({ in: file, out: `${folder}/index` })),
      outdir: directory,
      bundle: true,
      platform: 'node',
      target: 'node24',
      // CommonJS: an ES module that imports node:http makes Node load all of undici, for a getter among the exports. Out of
      // the SDK's ES modules all the same, because their unused code falls away (docs/decisions/what-a-bundle-leaves-out.md).
      format: 'cjs',
      mainFields: ['module', 'main'],
      alias: { '@aws-sdk/credential-provider-node': join(source, 'adapters', 'function-credentials.ts') },
      plugins: [slimContract, slimSdk],
      legalComments: 'none',
      logLevel: 'warning',
    })
  } catch (error) {
    remove()
    throw error
  }
  return { directoryOf: (folder) => join(directory, folder), remove }
}
