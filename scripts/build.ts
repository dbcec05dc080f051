import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { synthesize } from '../cli/assembly.ts'
import { builtPage } from '../cli/page.ts'

/**
 * Makes `dist/`: compiled JavaScript, because Node refuses TypeScript under node_modules; the synthesized stacks with
 * their bundled Lambdas, so that an installed `mintmark local` needs neither the CDK nor esbuild; and the operator's page.
 */
const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')

rmSync(dist, { recursive: true, force: true })
const compiler = spawnSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')],
  {
    stdio: 'inherit',
  },
)
if (compiler.status !== 0) process.exit(compiler.status ?? 1)
chmodSync(join(dist, 'cli/main.js'), 0o755)
cpSync(await synthesize(), join(dist, 'assembly'), { recursive: true })
await builtPage(join(dist, 'page'))
process.stderr.write('built dist/ with the compiled CLI, the synthesized stacks and the page of the station\n')
