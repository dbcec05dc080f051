import { AwsError } from '../../../local/aws-service.ts'
import { ConnectionLost, createFaults, type Fault } from '../../../local/faults/faults.ts'

const refuse = { refuse: { name: 'TransactionConflictException', status: 400, message: 'injected' } }
const setUp = (fault: Fault) => {
  const faults = createFaults(() => 5)
  const handle = faults.inject(fault)
  const outcome = async (when: 'before' | 'after', operation: string, caller = 'f', kill?: () => void) => {
    try {
      await faults.strike(when, operation, caller, kill)
      return 'passed'
    } catch (error) {
      return (error as Error).name
    }
  }
  return { faults, handle, outcome }
}

test('a fault skips, strikes so often, and is spent', async () => {
  const { outcome, handle } = setUp({ operation: 'dynamodb:Transact*', after: 1, times: 2, effect: refuse })
  const results = []
  for (let n = 0; n < 4; n += 1) results.push(await outcome('before', 'dynamodb:TransactWriteItems'))
  expect(results).toEqual(['passed', 'TransactionConflictException', 'TransactionConflictException', 'passed'])
  expect(handle.strikes()).toBe(2)
})

test('a fault strikes only its operation, caller and moment, and can be taken away', async () => {
  const { outcome, handle } = setUp({ operation: 'iot:CreateThing', caller: 'mint', when: 'after', effect: refuse })
  expect(await outcome('after', 'iot:CreateThings', 'mint')).toBe('passed')
  expect(await outcome('after', 'iot:CreateThing', 'other')).toBe('passed')
  expect(await outcome('before', 'iot:CreateThing', 'mint')).toBe('passed')
  handle.remove()
  expect(await outcome('after', 'iot:CreateThing', 'mint')).toBe('passed')
})

test('a lost answer comes after the act; a killed caller is killed', async () => {
  const lost = setUp({ operation: '*', effect: 'lose-answer' })
  expect(await lost.outcome('before', 'iot:CreateThing')).toBe('passed')
  expect(await lost.outcome('after', 'iot:CreateThing')).toBe('ConnectionLost')
  const killed = setUp({ operation: '*', effect: 'kill-caller' })
  let deaths = 0
  expect(
    await killed.outcome('before', 'iot:CreateThing', 'f', () => {
      deaths += 1
    }),
  ).toBe('ConnectionLost')
  expect(deaths).toBe(1)
})

test('a refusal carries further members of its error, as a cancelled transaction has them', async () => {
  const details = { CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }] }
  const { faults } = setUp({ operation: '*', effect: { refuse: { ...refuse.refuse, details } } })
  await expect(faults.strike('before', 'dynamodb:TransactWriteItems', 'f')).rejects.toMatchObject({ details })
})

test('a refusal carries name, status and message; calls are recorded with caller and time', async () => {
  const { faults } = setUp({ operation: '*', effect: refuse })
  await expect(faults.strike('before', 'sqs:SendMessage', 'f')).rejects.toEqual(
    new AwsError('TransactionConflictException', 400, 'injected'),
  )
  faults.record('sqs:SendMessage', 'f')
  expect(faults.calls()).toEqual([{ operation: 'sqs:SendMessage', caller: 'f', at: 5 }])
  faults.clear()
  expect(faults.calls()).toEqual([])
  expect(new ConnectionLost('x').name).toBe('ConnectionLost')
})
