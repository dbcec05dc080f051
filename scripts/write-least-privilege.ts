import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

// What a page says of rights is true only when the proof was run: the same test that checks the page writes it.
const bootstrap = join(import.meta.dirname, 'bootstrap.mjs')
const { status } = spawnSync(process.execPath, [bootstrap, '--jest', 'test/story/least-privilege.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, MINTMARK_WRITE_DOCS: '1' },
})
process.exitCode = status ?? 1
