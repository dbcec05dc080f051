import { setUpFunctions } from './set-up.ts'

const identity = (name: string) => `
  const birth = Math.random()
  export const handler = async (event) => {
    if (event.wait) await new Promise((resolve) => setTimeout(resolve, event.wait))
    return ${JSON.stringify(name)} + birth
  }`

test('more events than workers wait their turn; every one is answered; nothing runs twice at once in a worker', async () => {
  const lambda = setUpFunctions({ maxWorkers: 2 })
  lambda.add(
    'f',
    `let running = 0
     export const handler = async (n) => {
       running += 1
       await new Promise((resolve) => setTimeout(resolve, 2))
       const seen = running
       running -= 1
       return [n, seen]
     }`,
  )
  const results = await Promise.all(Array.from({ length: 12 }, (_, n) => lambda.functions.invoke('f', n)))
  expect(results).toEqual(Array.from({ length: 12 }, (_, n) => ({ payload: JSON.stringify([n, 1]) })))
  await lambda.close()
})

test('a full pool gives the worker that was idle longest to another function', async () => {
  const lambda = setUpFunctions({ maxWorkers: 2 })
  for (const name of ['a', 'b', 'c']) lambda.add(name, identity(name))
  const call = async (name: string) => JSON.stringify(await lambda.functions.invoke(name, {}))
  const [a, b] = [await call('a'), await call('b')]
  expect(await call('b')).toBe(b)
  await call('c')
  expect(await call('b')).toBe(b)
  expect(await call('a')).not.toBe(a)
  await lambda.close()
})

test('a retired function starts cold the next time, and other functions stay warm', async () => {
  const lambda = setUpFunctions({ maxWorkers: 3 })
  for (const name of ['a', 'b']) lambda.add(name, identity(name))
  const call = async (name: string) => JSON.stringify(await lambda.functions.invoke(name, {}))
  const [a, b] = [await call('a'), await call('b')]
  await lambda.functions.retire('a')
  expect(await call('b')).toBe(b)
  expect(await call('a')).not.toBe(a)
  await lambda.close()
})

test('a busy function does not keep another one waiting for ever', async () => {
  const lambda = setUpFunctions({ maxWorkers: 1 })
  for (const name of ['busy', 'rare']) lambda.add(name, identity(name))
  const order: string[] = []
  const call = async (name: string) => {
    await lambda.functions.invoke(name, { wait: 1 })
    order.push(name)
  }
  await Promise.all([call('busy'), call('rare'), ...Array.from({ length: 20 }, () => call('busy'))])
  expect(order.indexOf('rare')).toBeGreaterThan(0)
  expect(order.indexOf('rare')).toBeLessThan(12)
  await lambda.close()
})

test('idle resolves when the last event is done', async () => {
  const lambda = setUpFunctions()
  lambda.add('f', identity('f'))
  let done = 0
  for (let n = 0; n < 5; n += 1) void lambda.functions.invoke('f', { wait: 3 }).then(() => (done += 1))
  await lambda.functions.idle()
  await Promise.resolve()
  expect(done).toBe(5)
  await lambda.close()
})

test('closing refuses what still waits', async () => {
  const lambda = setUpFunctions({ maxWorkers: 1 })
  lambda.add('f', identity('f'))
  const first = lambda.functions.invoke('f', { wait: 10_000 })
  const second = lambda.functions.invoke('f', {})
  const refused = expect(second).rejects.toThrow('the local cloud stops')
  await lambda.close()
  expect(await first).toMatchObject({ error: { errorType: 'Runtime.ExitError' } })
  await refused
})
