import { figure } from '../../scripts/benchmarks/figure.ts'
import { benchmarks } from '../../scripts/benchmarks.ts'

test('a figure that should be at least so much', () => {
  expect(figure('rules', 1_000_000.4, 'checks/s', { atLeast: 500_000 })).toEqual({
    name: 'rules',
    value: 1_000_000,
    unit: 'checks/s',
    against: 'at least 500000 checks/s',
    ratio: 2,
  })
})

test('a figure that should be at most so much', () => {
  expect(figure('impact', 4.004, 's', { atMost: 10 })).toMatchObject({ value: 4, against: 'at most 10 s', ratio: 2.5 })
})

test('names of benchmarks can be typed', () => {
  for (const name of Object.keys(benchmarks)) expect(name).toMatch(/^[a-z][a-z0-9-]*$/)
})
