import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundleLambdas } from '../../infra/bundle-lambdas.ts'

let scratch: string
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'mintmark-bundle-test-'))
})
afterEach(() => rmSync(scratch, { recursive: true, force: true }))

const sources = (place: string, handlers: Record<string, string>) => {
  const lambdas = join(scratch, place, 'lambdas')
  for (const [folder, source] of Object.entries(handlers)) {
    mkdirSync(join(lambdas, folder), { recursive: true })
    writeFileSync(join(lambdas, folder, 'handler.ts'), source)
  }
  return lambdas
}

test('the same sources give the same bytes wherever they lie', async () => {
  const handlers = { one: 'export const handler = (event: { n: number }) => event.n + 1' }
  const textAt = async (place: string) => {
    const bundles = await bundleLambdas(sources(place, handlers), ['one'])
    const text = readFileSync(join(bundles.directoryOf('one'), 'index.js'), 'utf8')
    bundles.remove()
    return text
  }
  expect(await textAt('here')).toBe(await textAt('a/longer/way/there'))
})

test('a bundle may hold CommonJS calling require', async () => {
  const lambdas = sources('cjs', {
    one: "import legacy from './legacy.cjs'\nexport const handler = async () => legacy.separator",
  })
  writeFileSync(join(lambdas, 'one', 'legacy.cjs'), "const name = 'node:path'\nexports.separator = require(name).sep\n")
  const bundles = await bundleLambdas(lambdas, ['one'])
  const { handler } = await import(pathToFileURL(join(bundles.directoryOf('one'), 'index.js')).href)
  bundles.remove()
  expect(await handler()).toBe('/')
})

test('a missing handler is named', async () => {
  const lambdas = sources('gap', { one: 'export const handler = 1' })
  await expect(bundleLambdas(lambdas, ['one', 'two'])).rejects.toThrow(
    `Every function of infra/functions needs a handler; missing: ${join(lambdas, 'two', 'handler.ts')}`,
  )
})

test('nothing is left behind', async () => {
  const bundles = await bundleLambdas(sources('gone', { one: 'export const handler = 1' }), ['one'])
  expect(existsSync(bundles.directoryOf('one'))).toBe(true)
  bundles.remove()
  expect(existsSync(bundles.directoryOf('one'))).toBe(false)
})
