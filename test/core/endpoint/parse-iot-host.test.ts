import { parseIotHost } from '../../../core/endpoint/parse-iot-host.ts'

test.each([
  ['a1b2c3-ats.iot.eu-west-1.amazonaws.com', 'data', 'a1b2c3', 'hyphen', 'eu-west-1', 'aws'],
  ['a1b2c3.ats.iot.cn-north-1.amazonaws.com.cn', 'data', 'a1b2c3', 'dot', 'cn-north-1', 'aws-cn'],
  ['a1b2c3-ats.iot.us-gov-west-1.amazonaws.com', 'data', 'a1b2c3', 'hyphen', 'us-gov-west-1', 'aws-us-gov'],
  ['a1b2c3.iot.ap-southeast-2.amazonaws.com', 'data', 'a1b2c3', 'none', 'ap-southeast-2', 'aws'],
  ['a1b2c3.credentials.iot.eu-west-1.amazonaws.com', 'credentials', 'a1b2c3', 'none', 'eu-west-1', 'aws'],
  ['a1b2c3.jobs.iot.eu-west-1.amazonaws.com', 'jobs', 'a1b2c3', 'none', 'eu-west-1', 'aws'],
  ['data.iot-fips.us-east-1.amazonaws.com', 'fips', '', 'none', 'us-east-1', 'aws'],
  ['iot.eu-west-1.amazonaws.com', 'control', '', 'none', 'eu-west-1', 'aws'],
])('takes %s apart', (host, service, prefix, ats, region, partition) => {
  expect(parseIotHost(host)).toMatchObject({ service, prefix, ats, region, partition })
})

test.each([
  'example.com',
  'a1b2c3-ats.iot.eu-west-1.amazonaws.com.evil.example',
  'a-b-ats.iot.eu-west-1.amazonaws.com',
  'xxx.amazonaws.com',
  's3.eu-west-1.amazonaws.com',
  '',
])('%j is no host of AWS IoT Core', (host) => {
  expect(parseIotHost(host)).toBeUndefined()
})
