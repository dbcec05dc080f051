import { readCloudSettings } from '../../../bench/cloud/cloud-settings.ts'

const awsUrl = 'https://abc123.execute-api.eu-north-1.amazonaws.com'

test.each([
  [{ MINTMARK_API_URL: `${awsUrl}/` }, { apiUrl: awsUrl, region: 'eu-north-1' }],
  [
    { MINTMARK_API_URL: awsUrl, AWS_REGION: 'us-east-1' },
    { apiUrl: awsUrl, region: 'eu-north-1' },
  ],
  [
    { MINTMARK_API_URL: 'http://127.0.0.1:4566', AWS_REGION: 'eu-west-1' },
    { apiUrl: 'http://127.0.0.1:4566', region: 'eu-west-1' },
  ],
  [
    { MINTMARK_API_URL: 'https://api.example', AWS_DEFAULT_REGION: 'eu-west-1' },
    { apiUrl: 'https://api.example', region: 'eu-west-1' },
  ],
])('%j is %j', (env, settings) => {
  expect(readCloudSettings(env)).toEqual(settings)
})

test.each([
  [{}, 'MINTMARK_API_URL is not set'],
  [{ MINTMARK_API_URL: '' }, 'MINTMARK_API_URL is not set'],
  [{ MINTMARK_API_URL: 'localhost:80' }, 'MINTMARK_API_URL is "localhost:80"'],
  [{ MINTMARK_API_URL: 'http://127.0.0.1' }, 'AWS_REGION is not set'],
])('%j names the variable and what to do', (env, sentence) => {
  expect(() => readCloudSettings(env)).toThrow(sentence)
  expect(() => readCloudSettings(env)).toThrow(/(Set|Correct) \w+, then repeat/)
})
