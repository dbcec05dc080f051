import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const wrong =
  'check --mfw mfw_nrf9160_1.2.3 --hostname a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com --expected-endpoint z9y8x7w6v5u4t3-ats.iot.eu-west-1.amazonaws.com'

const run = (program: string, args: readonly string[], cwd: string) =>
  new Promise<{ exit: number | null; text: string }>((resolve, reject) => {
    // What npm tells its scripts would lead the inner npm to this checkout.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle)_/.test(name)),
    )
    const child = spawn(program, args, { cwd, env })
    let text = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
    child.on('error', reject)
    child.on('close', (exit) => resolve({ exit, text }))
  })

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark package '))
})
afterAll(() => rm(folder, { recursive: true }))

test('what npm packs installs elsewhere and runs: help, the story, the cloud on this machine', async () => {
  const packed = await run('npm', ['pack', '--pack-destination', folder], root)
  expect(packed).toMatchObject({ exit: 0 })
  const [tarball = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'))
  const installed = await run('npm', ['install', '--no-save', '--prefix', folder, join(folder, tarball)], folder)
  expect(installed).toMatchObject({ exit: 0 })
  const mintmark = join(folder, 'node_modules', '.bin', 'mintmark')
  expect(await run(mintmark, ['--help'], folder)).toMatchObject({ exit: 0, text: expect.stringContaining('doctor') })
  expect(await run(mintmark, wrong.split(' '), folder)).toMatchObject({ exit: 1, text: expect.stringContaining('SNI') })

  const local = spawn(mintmark, ['--json', 'local', '--state-dir', join(folder, 'state')], { cwd: folder })
  const ready = await new Promise<string>((resolve) =>
    local.stdout.once('data', (text: Buffer) => resolve(String(text))),
  )
  expect(JSON.parse(ready)).toMatchObject({ apiUrl: expect.stringContaining('http://') })
  local.kill('SIGINT')
  expect(await new Promise((done) => local.once('exit', done))).toBe(0)
}, 600_000)
