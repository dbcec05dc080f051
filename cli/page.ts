import { spawn } from 'node:child_process'
import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { keptBuild } from './kept-build.ts'

const root = join(import.meta.dirname, '..')
const page = join(root, 'bench', 'page')
const typeface = join(root, 'node_modules', '@fontsource-variable', 'atkinson-hyperlegible-next')

/** A process of its own, because the bundler does not run inside a test runner's sandbox. */
const runVite = (directory: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const vite = spawn(
      process.execPath,
      [
        join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
        'build',
        page,
        '--configLoader',
        'native',
        '--outDir',
        directory,
      ],
      { cwd: page, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    let said = ''
    vite.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    vite.on('error', reject)
    vite.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`the page in bench/page could not be built (exit ${code}):\n${said}`)),
    )
  })

const bundle = async (directory: string): Promise<void> => {
  await runVite(directory)
  // The typeface may be passed on together with its licence.
  copyFileSync(join(typeface, 'LICENSE'), join(directory, 'assets', 'typeface-license.txt'))
}

/**
 * The folder of the operator's page, ready to be served. An installed package brings it along; a checkout builds it once
 * for each state of its sources. With `outDirectory` it is built there instead.
 */
export const builtPage = async (outDirectory?: string): Promise<string> => {
  const packed = join(root, 'page')
  if (!existsSync(join(page, 'main.tsx')) && existsSync(packed)) return packed
  if (outDirectory !== undefined) {
    await bundle(outDirectory)
    return outDirectory
  }
  return keptBuild('mintmark-page', ['bench/page', 'core/device', 'package-lock.json'], bundle)
}
