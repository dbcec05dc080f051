import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { awsConfig, credentialProcess } from '../../../../cli/station/credential-process.ts'
import { rolesAnywhereEndpoint } from '../../../../cli/station/roles-anywhere-endpoint.ts'
import { runProgram } from '../../../support/run-program.ts'
import { mintmark } from '../../support.ts'

const arn = (kind: string) => `arn:aws:rolesanywhere:eu-west-1:123456789012:${kind}/1`
const credentials = (change: Record<string, string> = {}): string[] => {
  const options = {
    '--certificate': '/nowhere/bench-1.crt.pem',
    '--private-key': '/nowhere/bench-1.key.pem',
    '--trust-anchor-arn': arn('trust-anchor'),
    '--profile-arn': arn('profile'),
    '--role-arn': 'arn:aws:iam::123456789012:role/stations',
    ...change,
  }
  return ['station', 'credentials', ...Object.entries(options).flat()]
}

test.each([
  [
    'a trust anchor that is a profile',
    { '--trust-anchor-arn': arn('profile') },
    '--trust-anchor-arn "arn:aws:rolesanywhere:eu-west-1:123456789012:profile/1" is not such an ARN',
  ],
  ['a role that is a user', { '--role-arn': 'arn:aws:iam::123456789012:user/x' }, '--role-arn'],
  ['two Regions', { '--profile-arn': arn('profile').replace('eu-west-1', 'us-east-1') }, 'are of different Regions'],
  ['a duration of a minute', { '--duration': '60' }, '--duration is a number of seconds from 900 to 43200, not "60"'],
  ['files that are not there', {}, '/nowhere/bench-1.crt.pem is not a PEM certificate: ENOENT.'],
])('credentials: %s ends with 2 and is named', async (_, change, text) => {
  const { exit, stdout, stderr } = await mintmark(credentials(change))
  expect([exit, stdout]).toEqual([2, ''])
  expect(stderr).toContain(text)
})

test.each([
  [
    ['station', 'enroll', 'Bench 1'],
    '"Bench 1": a station is named with up to 48 lower-case letters, digits and hyphens',
  ],
  [['station', 'enroll', '-x'], "unknown option '-x'"],
  [['station', 'authority', '--stage', 'Prod'], '--stage "Prod" is no name of a stage'],
  [['station', 'authority', '--years', '0'], '--years is a whole number from 1 to 50, not "0"'],
])('%j ends with 2', async (args, text) => {
  const { exit, stderr } = await mintmark(args)
  expect(exit).toBe(2)
  expect(stderr).toContain(text)
})

test('authority: without a Region the variable is named, and nothing is called a bug', async () => {
  const nowhere = { AWS_CONFIG_FILE: '/nowhere/config', AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials' }
  const { status, stderr } = await runProgram(['station', 'authority'], nowhere)
  expect(stderr).toContain('AWS_REGION is not set; expected the AWS Region of the stage, such as eu-west-1.')
  expect(status).toBe(2)
})

test('without a cloud nothing is made on the bench', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mintmark-enroll-'))
  const { exit, stderr } = await mintmark(['station', 'enroll', 'bench-1', '--out', folder])
  expect([exit, await readdir(folder)]).toEqual([2, []])
  expect(stderr).toContain('MINTMARK_API_URL is not set')
  await rm(folder, { recursive: true })
})

test('the credential process is this program by its full path, whatever spaces the paths have', () => {
  const line = credentialProcess({
    certificatePath: '/home/line 1/bench-1.crt.pem',
    keyPath: '/home/line 1/bench-1.key.pem',
    trustAnchorArn: arn('trust-anchor'),
    profileArn: arn('profile'),
    roleArn: 'arn:aws:iam::123456789012:role/stations',
    endpoint: undefined,
  })
  expect(line.startsWith(`"${process.execPath}" "`)).toBe(true)
  expect(line).toMatch(
    /cli\/main\.ts" station credentials --certificate "\/home\/line 1\/bench-1\.crt\.pem" --private-key /,
  )
  expect(line).not.toContain('--endpoint')
  expect(awsConfig('bench-1', 'eu-west-1', line)).toBe(
    `[profile mintmark-bench-1]\nregion = eu-west-1\ncredential_process = ${line}\n`,
  )
})

test('an endpoint comes from the option, then from the variables; an empty one says nothing', () => {
  const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_ROLESANYWHERE: 'http://127.0.0.1:2' }
  expect(rolesAnywhereEndpoint(env, 'http://127.0.0.1:3')).toBe('http://127.0.0.1:3')
  expect(rolesAnywhereEndpoint(env)).toBe('http://127.0.0.1:2')
  expect(rolesAnywhereEndpoint({ ...env, AWS_ENDPOINT_URL_ROLESANYWHERE: '' })).toBe('http://127.0.0.1:1')
  expect(rolesAnywhereEndpoint({ AWS_ENDPOINT_URL: '' })).toBeUndefined()
})

test('help says what of the protocol is inferred, and how to measure it', async () => {
  const { exit, stdout } = await mintmark(['station', 'credentials', '--help'])
  expect(exit).toBe(0)
  expect(stdout).toMatch(/Inferred[\s\S]*get-caller-identity/)
})
