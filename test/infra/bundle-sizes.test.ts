import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Bundles, bundleLambdas } from '../../infra/bundle-lambdas.ts'
import { functions } from '../../infra/functions.ts'

const lambdas = join(import.meta.dirname, '..', '..', 'lambdas')
const folders = functions.map(({ folder }) => folder)
let bundles: Bundles
beforeAll(async () => {
  bundles = await bundleLambdas(lambdas, folders)
}, 60_000)
afterAll(() => bundles.remove())

const textOf = (folder: string) => readFileSync(join(bundles.directoryOf(folder), 'index.js'), 'utf8')
const has = (part: string) => folders.filter((folder) => textOf(folder).includes(part))

/** kB; the largest of each kind had 1,311, 1,098 and 822 when this was written (docs/speed.md). */
const most = (text: string): number => {
  if (text.includes('node_modules/@peculiar/x509')) return 1_400
  return text.includes('node_modules/@aws-sdk/client-iot/') ? 1_150 : 900
}

test.each(folders)('%s stays small: what it carries is read at every cold start', (folder) => {
  const text = textOf(folder)
  expect(Math.round(text.length / 1024)).toBeLessThanOrEqual(most(text))
})

test('no function carries ways to credentials that Lambda never takes', () => {
  expect(has('node_modules/@aws-sdk/nested-clients')).toEqual([])
  expect(has('node_modules/@aws-sdk/credential-provider-sso')).toEqual([])
  expect(has('lambdas/adapters/function-credentials.ts')).toEqual(folders)
})

test('no function carries the schema of an answer: clients read it, and building it takes time', () => {
  expect(has('var mintAnswer =')).toEqual([])
  expect(has('var confirmAnswer =')).toEqual([])
  expect(has('var admissionAnswer =')).toEqual([])
  expect(has('var orderAnswer =')).toEqual([])
  // What a function does read is there.
  expect(has('mintRequest = ')).toContain('mint-credential')
})

test('no function reads the schema of its answer, since bundles leave it out', () => {
  const sources = readdirSync(lambdas, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  expect(sources.length).toBeGreaterThan(folders.length)
  expect(sources.filter((file) => /\broute\.answer\b/.test(readFileSync(join(lambdas, file), 'utf8')))).toEqual([])
})

test('no function carries the shapes of all of AWS IoT', () => {
  expect(has('"CreateCertificateFromCsr"')).toContain('mint-credential')
  expect(has('"CreateSecurityProfile"')).toEqual([])
})

test('no function is an ES module: importing node:http as one makes Node load undici', () => {
  expect(folders.filter((folder) => /^import /m.test(textOf(folder)))).toEqual([])
})
