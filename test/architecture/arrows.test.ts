import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

// DESIGN: layers and arrows. A part may import itself and what is named here.
const arrows: Record<string, readonly string[]> = {
  core: [],
  lambdas: ['core'],
  bench: ['core'],
  simulator: ['core'],
  local: [],
  infra: [],
  cli: ['core', 'lambdas', 'infra', 'bench', 'simulator', 'local'],
  scripts: ['core', 'lambdas', 'infra', 'bench', 'simulator', 'local', 'cli'],
}

/** Packages that core may use, and the one builtin: everything it does is deterministic. */
const pure = ['zod', '@peculiar/x509', 'reflect-metadata', 'cbor-x', 'cbor-x/decode', 'node:crypto', 'node:buffer']
/** Of node:crypto core takes digests and checks, no randomness and no keys of its own. */
const impureCrypto = /\b(randomBytes|randomUUID|randomInt|generateKeyPair\w*|webcrypto)\b/

interface Import {
  file: string
  specifier: string
}

const sourcesOf = (part: string): string[] =>
  existsSync(join(root, part))
    ? readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => join(part, name))
    : []

const importsIn = (file: string): Import[] =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g,
    ),
  ].map(([, from, bare, dynamic]) => ({ file, specifier: from ?? bare ?? dynamic ?? '' }))

const targetOf = ({ file, specifier }: Import): string => relative(root, resolve(root, dirname(file), specifier))

const all = Object.keys(arrows).flatMap((part) => sourcesOf(part).flatMap(importsIn))
const isRelative = ({ specifier }: Import) => specifier.startsWith('.')

test('there is something to check in every part', () => {
  const parts = new Set(all.map(({ file }) => file.split('/')[0]))
  expect([...parts].sort()).toEqual(Object.keys(arrows).sort())
})

test.each(Object.keys(arrows))('%s imports only what its arrows allow', (part) => {
  const wrong = all
    .filter((item) => isRelative(item) && item.file.startsWith(`${part}/`))
    .filter((item) => ![part, ...(arrows[part] ?? [])].includes(targetOf(item).split('/')[0] ?? ''))
    .map(({ file, specifier }) => `${file} → ${specifier}`)
  expect(wrong).toEqual([])
})

test('relative imports name an existing file with its ending', () => {
  const missing = all
    .filter(isRelative)
    .filter((item) => !/\.(tsx?|mjs|json|css)$/.test(item.specifier) || !existsSync(join(root, targetOf(item))))
    .map(({ file, specifier }) => `${file} → ${specifier}`)
  expect(missing).toEqual([])
})

test('core is pure: no SDK, no file system, no clock, no randomness', () => {
  const foreign = all
    .filter((item) => item.file.startsWith('core/') && !isRelative(item) && !pure.includes(item.specifier))
    .map(({ file, specifier }) => `${file} → ${specifier}`)
  const impure = sourcesOf('core').filter((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.env\b/.test(text) || impureCrypto.test(text)
  })
  expect([...foreign, ...impure]).toEqual([])
})

test('lambdas ship without the CDK, infra without SDK clients, and builtins are named with node:', () => {
  const wrong = all
    .filter(
      ({ file, specifier }) =>
        (file.startsWith('lambdas/') && /^(aws-cdk-lib|constructs|serialport|commander)/.test(specifier)) ||
        (file.startsWith('infra/') && specifier.startsWith('@aws-sdk/')) ||
        (builtinModules.includes(specifier) && !specifier.startsWith('node:')),
    )
    .map(({ file, specifier }) => `${file} → ${specifier}`)
  expect(wrong).toEqual([])
})

const inPage = (path: string) => path.startsWith('bench/page/')

test('the page in the browser knows core and the local API; of the bench that serves it, nothing', () => {
  const page = all.filter(({ file }) => inPage(file))
  expect(page.length).toBeGreaterThan(20)
  const wrong = page
    .filter((item) =>
      isRelative(item)
        ? !inPage(targetOf(item)) && !targetOf(item).startsWith('core/')
        : !/^(preact(\/hooks)?|@fontsource-variable\/.*)$/.test(item.specifier),
    )
    .map(({ file, specifier }) => `${file} → ${specifier}`)
  const fromOutside = all
    .filter((item) => isRelative(item) && inPage(targetOf(item)) && !inPage(item.file))
    .map(({ file, specifier }) => `${file} → ${specifier}`)
  expect([...wrong, ...fromOutside]).toEqual([])
})

test('the page decides in pure functions: only its client and its views know a browser', () => {
  const browser = /\b(window|document|location|navigator|localStorage|fetch|EventSource)\b/
  const pure = sourcesOf('bench/page').filter((file) => /\/(model|languages)\//.test(file))
  expect(pure.length).toBeGreaterThan(8)
  expect(pure.filter((file) => browser.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
})
