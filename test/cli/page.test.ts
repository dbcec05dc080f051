import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtPage } from '../../cli/page.ts'

test('the page is built once for the same sources, asks for nothing outside itself, and brings its typeface with the licence', async () => {
  const [one, two] = [await builtPage(), await builtPage()]
  expect(two).toBe(one)
  const index = readFileSync(join(one, 'index.html'), 'utf8')
  const named = [...index.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path)
  expect(named.length).toBeGreaterThan(2)
  for (const path of named) expect(existsSync(join(one, path))).toBe(true)
  const assets = readdirSync(join(one, 'assets'))
  expect(assets).toContain('typeface-license.txt')
  expect(assets.some((name) => name.endsWith('.woff2'))).toBe(true)
  for (const name of assets.filter((each) => /\.(css|js)$/.test(each))) {
    const text = readFileSync(join(one, 'assets', name), 'utf8')
    // The names of XML dialects are no addresses that anybody asks.
    expect(
      [...text.matchAll(/https?:\/\/[^"'`) ]+/g)].map(([url]) => url).filter((url) => !/w3\.org/.test(url)),
    ).toEqual([])
    expect(text).not.toMatch(/url\(["']?data:/)
  }
})
