import { listOf, type PolicyDocument } from './policy-document.ts'
import { type Synthesized, synthesized } from './synthesized.ts'

const longestFleet = 'F'.repeat(32)
const thing = '${iot:Connection.Thing.ThingName}'

let app: Synthesized
beforeAll(async () => {
  app = await synthesized({ fleet: longestFleet })
})

const policy = () => {
  const [found] = app.resources<{ PolicyName: string; PolicyDocument: PolicyDocument }>('AWS::IoT::Policy')
  if (found === undefined) throw new Error('no device policy')
  return found.Properties
}

test('the device policy fits where the names are longest', () => {
  // AWS counts without white space; `aws-us-gov` and `ap-southeast-5` are the longest partition and Region.
  const text = JSON.stringify(policy().PolicyDocument)
    .replaceAll('arn:aws:', 'arn:aws-us-gov:')
    .replaceAll('eu-west-1', 'ap-southeast-5')
    .replace(/\s/g, '')
  expect(text.length).toBeLessThanOrEqual(2048)
})

test('a device connects as its own attached thing and uses topics below its own prefix', () => {
  const arn = (rest: string) => `arn:aws:iot:eu-west-1:123456789012:${rest}`
  expect(policy().PolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: 'iot:Connect',
      Resource: arn(`client/${thing}`),
      Condition: { Bool: { 'iot:Connection.Thing.IsAttached': 'true' } },
    },
    { Effect: 'Allow', Action: 'iot:Publish', Resource: arn(`topic/dt/${longestFleet}/${thing}/*`) },
    { Effect: 'Allow', Action: 'iot:Subscribe', Resource: arn(`topicfilter/cmd/${longestFleet}/${thing}/*`) },
    { Effect: 'Allow', Action: 'iot:Receive', Resource: arn(`topic/cmd/${longestFleet}/${thing}/*`) },
  ])
})

test('a wildcard stands only at the end of a resource, behind the own thing name', () => {
  const resources = policy().PolicyDocument.Statement.flatMap(({ Resource }) => listOf(Resource))
  for (const resource of resources) expect(resource.replace(`${thing}/*`, '')).not.toMatch(/[*?]/)
})

test('policy and thing type carry the stage', async () => {
  const prod = await synthesized({ name: 'prod' })
  const names = prod
    .resources<{ PolicyName?: string; ThingTypeName?: string }>()
    .filter(({ stack }) => stack === 'identity')
    .map(({ Properties }) => Properties.PolicyName ?? Properties.ThingTypeName)
  expect(names).toEqual(['mintmark-prod-device', 'mintmark-prod-device'])
})
