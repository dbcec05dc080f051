import { defaultProvider } from '../../../lambdas/adapters/function-credentials.ts'

const before = { ...process.env }
afterEach(() => {
  process.env = { ...before }
})

test('a function takes the credentials that Lambda hands over, with or without a session', async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' })
  expect(await defaultProvider()()).toEqual({ accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' })
  process.env.AWS_SESSION_TOKEN = ''
  expect(await defaultProvider()()).toEqual({ accessKeyId: 'id', secretAccessKey: 'secret' })
})

test('where they are missing, it says who sets them', async () => {
  process.env.AWS_ACCESS_KEY_ID = ''
  await expect(defaultProvider()()).rejects.toThrow('on Lambda the role of the function sets them')
})
