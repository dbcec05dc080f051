import { setUpFunctions, trustLambda } from './set-up.ts'

let lambda: ReturnType<typeof setUpFunctions>
beforeEach(() => {
  lambda = setUpFunctions()
})
afterEach(() => lambda.close())

const answer = async (name: string, event: unknown = {}) => {
  const result = await lambda.functions.invoke(name, event)
  return 'error' in result ? result.error : JSON.parse(result.payload)
}

test('an ES module answers, stays warm and sees the context that Lambda gives', async () => {
  lambda.add(
    'counter',
    `let calls = 0
     export const handler = async (event, context) => ({
       calls: ++calls, event, name: context.functionName, arn: context.invokedFunctionArn,
       left: context.getRemainingTimeInMillis() > 4000, id: context.awsRequestId.length,
     })`,
  )
  const name = { name: 'counter', arn: 'arn:aws:lambda:eu-west-1:123456789012:function:counter', left: true, id: 36 }
  expect(await answer('counter', { a: 1 })).toEqual({ calls: 1, event: { a: 1 }, ...name })
  expect(await answer(name.arn, 'text')).toEqual({ calls: 2, event: 'text', ...name })
})

test('CommonJS answers; a .js file is CommonJS wherever it lies, as on Lambda', async () => {
  lambda.add('cjs', { 'index.js': 'exports.handler = async () => typeof require' })
  lambda.add(
    'esm',
    { 'package.json': '{"type":"module"}', 'src/main.js': 'export const go = async () => typeof require' },
    { handler: 'src/main.go' },
  )
  expect(await answer('cjs')).toBe('function')
  expect(await answer('esm')).toBe('undefined')
})

test("the environment is the template's and Lambda's, nothing of this machine", async () => {
  lambda.add('env', 'export const handler = async () => process.env', { environment: { MINE: '1' } })
  const env = await answer('env')
  expect(env).toMatchObject({
    MINE: '1',
    AWS_REGION: 'eu-west-1',
    AWS_LAMBDA_FUNCTION_NAME: 'env',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  })
  expect(env).not.toHaveProperty('PATH')
  const key = lambda.identities.keys.find(env.AWS_ACCESS_KEY_ID)
  expect(key).toMatchObject({
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
    sessionToken: env.AWS_SESSION_TOKEN,
    caller: 'env',
    principal: { arn: 'arn:aws:sts::123456789012:assumed-role/role/env' },
  })
})

test('a package that is on this machine but not in the bundle is not found; the SDK of the runtime is', async () => {
  lambda.add('zod', 'import { z } from "zod"; export const handler = async () => typeof z', {})
  expect(await answer('zod')).toMatchObject({ errorMessage: expect.stringContaining("Cannot find package 'zod'") })
  lambda.add('dynamic', 'export const handler = async () => (await import("node:os")).platform().length > 0')
  expect(await answer('dynamic')).toBe(true)
})

test('errors are function errors, in the result, in the log and said aloud', async () => {
  lambda.add('bad', 'export const handler = async () => { throw new TypeError("no such thing") }')
  expect(await answer('bad')).toMatchObject({ errorType: 'TypeError', errorMessage: 'no such thing' })
  expect(lambda.lines.map(({ text }) => text).join('\n')).toContain('ERROR\tInvoke Error {"errorType":"TypeError"')
  expect(lambda.said).toEqual(['function bad failed: TypeError: no such thing'])
  expect(lambda.metrics).toEqual(['Invocations bad', 'Errors bad'])
})

test.each([
  ['a missing file', {}, 'Runtime.ImportModuleError'],
  ['a missing export', { 'index.mjs': 'export const other = 1' }, 'Runtime.HandlerNotFound'],
  ['a callback', { 'index.mjs': 'export const handler = (e, c, done) => done()' }, 'Runtime.CallbackHandlerDeprecated'],
  ['a throw while loading', { 'index.mjs': 'throw new RangeError("TABLE is missing")' }, 'RangeError'],
  ['an exit', { 'index.mjs': 'export const handler = async () => process.exit(1)' }, 'Runtime.ExitError'],
  [
    'a rejection nobody waits for',
    {
      'index.mjs':
        'export const handler = () => { Promise.reject(new EvalError("lost")); return new Promise(() => {}) }',
    },
    'EvalError',
  ],
])('%s fails the invocation, and the next one gets a fresh worker', async (_, files, errorType) => {
  lambda.add('f', files)
  expect(await answer('f')).toMatchObject({ errorType })
  expect(await answer('f')).toMatchObject({ errorType })
})

test('the time-out ends the worker; the next invocation works', async () => {
  lambda.add(
    'slow',
    'export const handler = async (event) => event.wait ? new Promise(() => setInterval(() => {}, 1000)) : "quick"',
    { timeoutSeconds: 1 },
  )
  expect(await answer('slow', { wait: true })).toMatchObject({
    errorType: 'Sandbox.Timedout',
    errorMessage: expect.stringContaining('Task timed out after 1.00 seconds'),
  })
  expect(await answer('slow')).toBe('quick')
})

test('a killed worker fails its invocation; its key is dead with it; the next invocation works', async () => {
  lambda.add(
    'victim',
    'export const handler = async (event) => event.wait ? new Promise(() => {}) : process.env.AWS_ACCESS_KEY_ID',
  )
  const keyId = await answer('victim')
  const running = answer('victim', { wait: true })
  lambda.identities.keys.find(keyId)?.kill?.()
  expect(await running).toMatchObject({ errorType: 'Runtime.ExitError' })
  expect(lambda.identities.keys.find(keyId)).toBeUndefined()
  expect(await answer('victim')).not.toBe(keyId)
})

test('requests and answers over 6 MB are refused', async () => {
  lambda.add('big', 'export const handler = async (event) => "x".repeat(event.size ?? 1)')
  expect(await answer('big', { text: 'x'.repeat(6 * 1024 * 1024) })).toMatchObject({
    errorType: 'RequestEntityTooLargeException',
  })
  expect(await answer('big', { size: 6 * 1024 * 1024 })).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' })
})

test.each([
  [{ environment: { BIG: 'x'.repeat(4094) } }, 'they have 4097 bytes, over the limit of 4096'],
  [{ environment: { AWS_REGION: 'x' } }, 'reserved keys: AWS_REGION'],
  [{ runtime: 'nodejs22.x' }, 'the runtime nodejs22.x is not supported'],
  [{ timeoutSeconds: 901 }, 'the time-out is 901 s, Lambda takes 1 to 900'],
])('%j is refused at deployment', (more, message) => {
  expect(() => lambda.functions.create(lambda.configFor('f', more))).toThrow(message)
})

test('a role that Lambda may not assume is refused at deployment', () => {
  const trust = JSON.parse(JSON.stringify(trustLambda).replace('lambda', 'iot'))
  const { arn } = lambda.identities.roles.add({ name: 'other', trust })
  expect(() => lambda.functions.create(lambda.configFor('f', { roleArn: arn }))).toThrow('cannot be assumed by Lambda')
})

test('a service needs a permission that covers its source', async () => {
  lambda.add('f', 'export const handler = async () => "done"')
  const rule = {
    service: 'iot.amazonaws.com',
    sourceArn: 'arn:aws:iot:eu-west-1:123456789012:rule/r',
    sourceAccount: '123456789012',
  }
  const sentence = `iot.amazonaws.com may not invoke function f for ${rule.sourceArn}: no AWS::Lambda::Permission of it`
  await expect(lambda.functions.invokeFor(rule, 'f', {})).rejects.toThrow(sentence)
  expect(lambda.said[0]).toContain(sentence)
  lambda.functions.addPermission('f', { principal: 'iot.amazonaws.com', sourceArn: 'arn:aws:iot:eu-west-1:*:rule/q' })
  await expect(lambda.functions.invokeFor(rule, 'f', {})).rejects.toThrow(sentence)
  lambda.functions.addPermission('f', {
    principal: 'iot.amazonaws.com',
    sourceArn: 'arn:aws:iot:eu-west-1:*:rule/*',
    sourceAccount: '123456789012',
  })
  expect(await lambda.functions.invokeFor(rule, 'f', {})).toEqual({ payload: '"done"' })
})

test('what a function prints reaches its log group in order, with its request', async () => {
  lambda.add(
    'talk',
    'export const handler = async () => { console.log("one", { a: 1 }); process.stdout.write("{\\"two\\":2}\\n"); console.error("three") }',
  )
  await answer('talk')
  const texts = lambda.stored('talk')
  expect(texts[0]).toMatch(/^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/)
  expect(texts[1]).toMatch(/^\S+Z\t[0-9a-f-]{36}\tINFO\tone \{ a: 1 \}$/)
  expect(texts[2]).toBe('{"two":2}')
  expect(texts[3]).toMatch(/ERROR\tthree$/)
  expect(texts[5]).toMatch(/^REPORT RequestId: .*Duration: .* ms\tMemory Size: 128 MB$/)
  expect(lambda.lines[0]).toMatchObject({ function: 'talk', group: '/aws/lambda/talk' })
})

test('without the right to write logs the lines are lost, which is said once', async () => {
  const mute = setUpFunctions({ mayLog: false })
  mute.add('talk', 'export const handler = async () => console.log("hear me")')
  await mute.functions.invoke('talk', {})
  expect(mute.hasGroup('/aws/lambda/talk')).toBe(false)
  expect(mute.lines.some(({ text }) => text.endsWith('hear me'))).toBe(true)
  expect(mute.said).toEqual([
    expect.stringContaining(
      'what talk prints is lost: User: arn:aws:iam::123456789012:role/role is not authorized to perform: logs:CreateLogGroup',
    ),
  ])
  await mute.close()
})
