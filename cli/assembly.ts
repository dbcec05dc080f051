import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

const root = join(import.meta.dirname, '..')
/** What decides the templates and bundles: their sources and the versions of what makes them. */
const sources = ['infra', 'lambdas', 'core', 'cdk.json', 'package-lock.json']
const cache = join(root, 'node_modules', '.cache', 'mintmark')
const keptMs = 7 * 24 * 60 * 60 * 1000

const filesOf = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
    : [path]

const sourceHash = (): string => {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((source) => filesOf(join(root, source))))
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  return hash.digest('hex').slice(0, 24)
}

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

const dropOld = () => {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name)
    if (statSync(path).mtimeMs < Date.now() - keptMs) rmSync(path, { recursive: true, force: true })
  }
}

/**
 * The synthesized stacks of the default stage, as `cdk synth` writes them but without its checks. An installed package
 * brings them along; a checkout makes them once for each state of the sources and keeps them in node_modules/.cache.
 * With `outDirectory` they are made there instead. Answers the directory.
 */
export const synthesize = async (outDirectory?: string): Promise<string> => {
  const packed = join(root, 'assembly')
  if (!existsSync(join(root, 'infra')) && existsSync(packed)) return packed
  if (outDirectory !== undefined) {
    await runApp(outDirectory)
    return outDirectory
  }
  const directory = join(cache, sourceHash())
  if (existsSync(directory)) return directory
  mkdirSync(cache, { recursive: true })
  dropOld()
  // Made beside and renamed, so that runs side by side find all of it or nothing.
  const draft = `${directory}.${process.pid}`
  await runApp(draft)
  try {
    renameSync(draft, directory)
  } catch (error) {
    if (!existsSync(directory)) throw error
    rmSync(draft, { recursive: true, force: true })
  }
  return directory
}
