import type { Diagnosis } from '../../../core/diagnosis/diagnosis.ts'
import { groupByCause } from '../../../core/fleet/group-by-cause.ts'
import { lagOf, worstLag } from '../../../core/fleet/order-lag.ts'
import { pickSample } from '../../../core/fleet/pick-sample.ts'

const candidates = (...of: string[]) => of.map((orderId, n) => ({ imei: String(n), orderId }))

test.each([
  ['one order after the other', ['a', 'a', 'a', 'b', 'c', 'c'], 4, ['0', '3', '4', '1']],
  ['all when there are fewer', ['a', 'b'], 20, ['0', '1']],
  ['nobody of nobody', [], 20, []],
])('a sample takes %s', (_, orders, most, expected) => {
  expect(pickSample(candidates(...orders), most).map(({ imei }) => imei)).toEqual(expected)
})

test('the worst order is that with the largest share, if enough of it is late to tell', () => {
  expect(lagOf('o', 5, 20).percent).toBe(20)
  expect(lagOf('o', 0, 0).percent).toBe(0)
  const lags = [lagOf('pair', 1, 1), lagOf('half', 50, 50), lagOf('big', 90, 810)]
  expect(worstLag(lags)?.orderId).toBe('half')
  expect(worstLag([lagOf('pair', 4, 0)])).toBeUndefined()
  expect(worstLag([lagOf('small', 5, 5), lagOf('large', 500, 500)])?.orderId).toBe('large')
})

const shared = { says: 'It is so.', evidence: [], checked: [], open: [] }
const broken = (imei: string, cause: string, repair?: Diagnosis['repair']): Diagnosis => ({
  ...{ ...shared, imei, verdict: 'broken', brokenLink: 'attempts', cause },
  ...(repair === undefined ? {} : { repair }),
  open: ['policy'],
  notChecked: [
    { link: 'policy', why: 'the policy could not be read: ThrottlingException' },
    { link: 'fallback', why: 'attempts is broken first' },
  ],
})

test('causes come with the most frequent first, with three examples and the repair of the first', () => {
  const repair = { does: 'Do it.', commands: ['aws iot do-it'], where: 'here' } as const
  const found = groupByCause([
    broken('9', 'domain-refused'),
    ...['1', '2', '3', '4'].map((imei) => broken(imei, 'sni-misused', imei === '1' ? repair : undefined)),
    { ...shared, imei: '5', verdict: 'healthy', notChecked: [{ link: 'fallback', why: 'no log was given' }] },
    { ...shared, imei: '6', verdict: 'undecided', notChecked: [] },
  ])
  expect(found).toMatchObject({ healthy: 1, undecided: 1 })
  expect(found.causes).toEqual([
    { link: 'attempts', cause: 'sni-misused', devices: 4, examples: ['1', '2', '3'], says: 'It is so.', repair },
    { link: 'attempts', cause: 'domain-refused', devices: 1, examples: ['9'], says: 'It is so.' },
  ])
})

test('what could not be looked at is told once, with how many devices it was so for', () => {
  expect(groupByCause([broken('1', 'x'), broken('2', 'y')]).blindSpots).toEqual([
    { link: 'policy', why: 'the policy could not be read: ThrottlingException', devices: 2 },
  ])
})
