import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { keptBuild } from './kept-build.ts'

const root = join(import.meta.dirname, '..')
/** What decides the templates and bundles: their sources and the versions of what makes them. */
const sources = ['infra', 'lambdas', 'core', 'cdk.json', 'package-lock.json']

const runApp = (directory: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const app = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'infra', 'app.ts')], {
      cwd: root,
      env: { ...process.env, CDK_OUTDIR: directory, MINTMARK_SYNTH_FAST: '1' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    app.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    app.on('error', reject)
    app.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(
            new Error(`infra/app.ts could not be synthesized (exit ${code}); run npm run synth to see why:\n${said}`),
          ),
    )
  })

/**
 * The synthesized stacks of the default stage, as `cdk synth` writes them but without its checks. An installed package
 * brings them along; a checkout makes them once for each state of the sources and keeps them in node_modules/.cache.
 * With `outDirectory` they are made there instead. Answers the directory.
 */
export const synthesize = async (outDirectory?: string): Promise<string> => {
  const packed = join(root, 'assembly')
  if (!existsSync(join(root, 'infra', 'app.ts')) && existsSync(packed)) return packed
  if (outDirectory !== undefined) {
    await runApp(outDirectory)
    return outDirectory
  }
  return keptBuild('mintmark', sources, runApp)
}
