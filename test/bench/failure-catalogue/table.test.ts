import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'failure-catalogue.md'), 'utf8')
const rows = [...page.matchAll(/^\| (\d+b?) \|.*\| (.+?) \| (test|no) \|$/gm)].map(
  ([, row = '', says = '', covered]) => ({
    row,
    says,
    isTested: covered === 'test',
  }),
)

const tested = new Set(
  readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts'))
    .flatMap((name) => [...readFileSync(join(import.meta.dirname, name), 'utf8').matchAll(/['"`]6\.(\d+b?) /g)])
    .map(([, row = '']) => row),
)

test('the page has every row of the catalogue once, in order', () => {
  const all = Array.from({ length: 37 }, (_, i) => `${i + 1}`).flatMap((row) => (row === '15' ? [row, '15b'] : [row]))
  expect(rows.map(({ row }) => row)).toEqual(all)
})

test('the rows that the page calls tested are those that tests are named by', () => {
  expect(rows.filter(({ isTested }) => isTested).map(({ row }) => row)).toEqual(
    rows.map(({ row }) => row).filter((row) => tested.has(row)),
  )
  expect([...tested].filter((row) => !rows.some((other) => other.row === row))).toEqual([])
})

test('whatever is not tested says why it is not a bench matter', () => {
  for (const { isTested, says } of rows) expect(says.startsWith('not a bench matter: ')).toBe(!isTested)
})
