import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { keptBuild } from './kept-build.ts'

const root = join(import.meta.dirname, '..')
const page = join(root, 'bench', 'page')
const typeface = join(root, 'node_modules', '@fontsource-variable', 'atkinson-hyperlegible-next')

const bundle = async (directory: string): Promise<void> => {
  const { build } = await import('vite')
  await build({
    root: page,
    configFile: false,
    base: './',
    logLevel: 'error',
    build: {
      outDir: directory,
      emptyOutDir: true,
      // The page's content security policy knows no `data:`.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  })
  // The typeface may be passed on together with its licence.
  copyFileSync(join(typeface, 'LICENSE'), join(directory, 'assets', 'typeface-license.txt'))
}

/**
 * The folder of the operator's page, ready to be served. An installed package brings it along; a checkout builds it once
 * for each state of its sources. With `outDirectory` it is built there instead.
 */
export const builtPage = async (outDirectory?: string): Promise<string> => {
  const packed = join(root, 'page')
  if (!existsSync(page) && existsSync(packed)) return packed
  if (outDirectory !== undefined) {
    await bundle(outDirectory)
    return outDirectory
  }
  return keptBuild('mintmark-page', ['bench/page', 'core/device', 'package-lock.json'], bundle)
}
