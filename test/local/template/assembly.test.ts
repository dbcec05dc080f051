import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readAssembly } from '../../../local/template/assembly.ts'
import { checkRules, parameterValues } from '../../../local/template/parameters.ts'

const directories: string[] = []
afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true })
})

const assembly = (files: Record<string, unknown>) => {
  const directory = mkdtempSync(join(tmpdir(), 'assembly-'))
  directories.push(directory)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(directory, name, '..'), { recursive: true })
    writeFileSync(join(directory, name), JSON.stringify(content))
  }
  return directory
}

const stack = (templateFile: string, dependencies: string[] = [], environment?: string) => ({
  type: 'aws:cloudformation:stack',
  ...(environment === undefined ? {} : { environment }),
  dependencies,
  properties: { templateFile },
})

test('stacks come in the order of their dependencies, with their assets by object key', () => {
  const directory = assembly({
    'manifest.json': {
      artifacts: {
        Tree: { type: 'cdk:tree' },
        api: stack('api.json', ['registry', 'api.assets']),
        'api.assets': { type: 'cdk:asset-manifest', properties: { file: 'api.assets.json' } },
        registry: stack('registry.json'),
      },
    },
    'api.json': { Resources: {} },
    'registry.json': { Resources: {} },
    'api.assets.json': {
      files: { h: { source: { path: 'asset.h', packaging: 'zip' }, destinations: { here: { objectKey: 'h.zip' } } } },
    },
  })
  const stacks = readAssembly(directory, '123456789012', 'eu-west-1')
  expect(stacks.map(({ name }) => name)).toEqual(['registry', 'api'])
  expect(stacks[1]?.assets.get('h.zip')).toBe(join(directory, 'asset.h'))
})

test.each([
  [{ a: { type: 'cdk:new-thing' } }, {}, 'artifact a of .* has the type cdk:new-thing'],
  [{ a: stack('a.json') }, { Resources: {}, Transform: 'x' }, 'stack a: template section Transform is not supported'],
  [
    { a: stack('a.json') },
    { Resources: { Q: { Type: 'T', UpdatePolicy: {} } } },
    'stack a, resource Q: resource section UpdatePolicy',
  ],
  [
    { a: stack('a.json') },
    { Resources: {}, Outputs: { O: { Value: 'v', Export: { Name: 'n' } } } },
    'stack a, output O: output section Export',
  ],
  [
    { a: stack('a.json', [], 'aws://999999999999/us-east-1') },
    { Resources: {} },
    'is made for aws://999999999999/us-east-1',
  ],
])('%j is refused with a text that names it', (artifacts, template, message) => {
  const directory = assembly({ 'manifest.json': { artifacts }, 'a.json': template })
  expect(() => readAssembly(directory, '123456789012', 'eu-west-1')).toThrow(new RegExp(message))
})

test('a directory without a manifest is refused', () => {
  expect(() => readAssembly(assembly({}), '123456789012', 'eu-west-1')).toThrow(
    'it is not a directory that cdk synth wrote',
  )
})

const bootstrapTemplate = (oldVersions: string[]) => ({
  Parameters: {
    BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' },
  },
  Rules: {
    CheckBootstrapVersion: {
      Assertions: [
        {
          Assert: { 'Fn::Not': [{ 'Fn::Contains': [oldVersions, { Ref: 'BootstrapVersion' }] }] },
          AssertDescription: 'too old',
        },
      ],
    },
  },
  Resources: {},
})

test("CDK's bootstrap rule is evaluated with the version that bootstrapping would leave", () => {
  const template = bootstrapTemplate(['1', '2'])
  const values = parameterValues('S', template)
  const scope = {
    where: 'S',
    ref: (name: string) => values.get(name),
    attribute: () => '',
    condition: () => false,
  }
  expect(() => checkRules('S', template, scope)).not.toThrow()
  const version = String(values.get('BootstrapVersion'))
  expect(() => checkRules('S', bootstrapTemplate([version]), scope)).toThrow(
    'stack S, rule CheckBootstrapVersion does not hold: too old',
  )
})

test('a parameter without default, of an unknown type or of an unknown SSM name is refused', () => {
  const one = (parameter: { Type: string; Default?: string }) => ({ Parameters: { P: parameter }, Resources: {} })
  expect(() => parameterValues('S', one({ Type: 'String' }))).toThrow('stack S, parameter P has no default')
  expect(() => parameterValues('S', one({ Type: 'Number', Default: '1' }))).toThrow('the type Number is not supported')
  expect(() => parameterValues('S', one({ Type: 'AWS::SSM::Parameter::Value<String>', Default: '/x' }))).toThrow(
    'no SSM parameter /x',
  )
})
