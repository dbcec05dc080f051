/** Where a price was found: on a page of AWS, on somebody else's page that quotes AWS, or nowhere. */
export type PriceSource =
  | { kind: 'documented' | 'reported'; page: string }
  /** Not found on a page that could be read; a figure of common knowledge. */
  | { kind: 'assumed' }

export interface Price {
  /** US dollars for `per` units. */
  dollars: number
  per: number
  unit: string
  region: 'us-east-1' | 'eu-west-1' | 'ca-central-1'
  source: PriceSource
}

/** The day on which the pages were read. */
export const pricesReadOn = '2026-11-22'

const million = 1_000_000
const iotCore = 'https://aws.amazon.com/iot-core/pricing/ (worked examples)'
const cloudWatch = 'https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/'

/** List prices without free tier, discount or tax. AWS draws most of its tables by script, so many are quoted second hand. */
export const prices = {
  request: {
    dollars: 1,
    per: million,
    unit: 'HTTP API requests',
    region: 'us-east-1',
    source: {
      kind: 'documented',
      page: 'https://docs.aws.amazon.com/whitepapers/latest/best-practices-api-gateway-private-apis-integration/cost-optimization.html',
    },
  },
  writeUnit: {
    dollars: 0.625,
    per: million,
    unit: 'DynamoDB write request units',
    region: 'us-east-1',
    source: { kind: 'reported', page: 'https://airbyte.com/data-engineering-resources/dynamodb-pricing' },
  },
  readUnit: {
    dollars: 0.125,
    per: million,
    unit: 'DynamoDB read request units',
    region: 'us-east-1',
    source: { kind: 'reported', page: 'https://airbyte.com/data-engineering-resources/dynamodb-pricing' },
  },
  invocation: {
    dollars: 0.2,
    per: million,
    unit: 'Lambda requests',
    region: 'us-east-1',
    source: { kind: 'documented', page: 'https://aws.amazon.com/lambda/pricing/' },
  },
  gigabyteSecond: {
    dollars: 0.0000133334,
    per: 1,
    unit: 'Lambda GB-seconds, Arm',
    region: 'us-east-1',
    source: {
      kind: 'reported',
      page: 'https://app.unpkg.com/artillery@2.0.28/files/lib/platform/aws-lambda/prices.js',
    },
  },
  connectMinute: {
    dollars: 0.08,
    per: million,
    unit: 'IoT minutes of connection',
    region: 'eu-west-1',
    source: { kind: 'documented', page: iotCore },
  },
  iotMessage: {
    dollars: 1,
    per: million,
    unit: 'IoT messages',
    region: 'eu-west-1',
    source: { kind: 'documented', page: iotCore },
  },
  registryOperation: {
    dollars: 1.25,
    per: million,
    unit: 'IoT registry operations',
    region: 'ca-central-1',
    source: { kind: 'documented', page: iotCore },
  },
  ruleTriggered: {
    dollars: 0.15,
    per: million,
    unit: 'IoT rules triggered',
    region: 'eu-west-1',
    source: { kind: 'assumed' },
  },
  ruleAction: {
    dollars: 0.15,
    per: million,
    unit: 'IoT rule actions',
    region: 'eu-west-1',
    source: { kind: 'assumed' },
  },
  queueRequest: {
    dollars: 0.4,
    per: million,
    unit: 'SQS requests',
    region: 'us-east-1',
    source: { kind: 'assumed' },
  },
  busEvent: {
    dollars: 1,
    per: million,
    unit: 'EventBridge custom events',
    region: 'us-east-1',
    source: { kind: 'reported', page: 'https://cloudburn.io/blog/amazon-eventbridge-pricing' },
  },
  logByte: {
    dollars: 0.5,
    per: 1024 ** 3,
    unit: 'GB of log lines taken in',
    region: 'us-east-1',
    source: { kind: 'reported', page: cloudWatch },
  },
  alarmMonth: {
    dollars: 0.1,
    per: 1,
    unit: 'alarm and month',
    region: 'us-east-1',
    source: { kind: 'assumed' },
  },
  metricMonth: {
    dollars: 0.3,
    per: 1,
    unit: 'custom metric and month',
    region: 'us-east-1',
    source: { kind: 'reported', page: 'https://signoz.io/guides/cloudwatch-pricing' },
  },
  dashboardMonth: {
    dollars: 3,
    per: 1,
    unit: 'dashboard and month',
    region: 'us-east-1',
    source: { kind: 'reported', page: cloudWatch },
  },
  keyMonth: {
    dollars: 1,
    per: 1,
    unit: 'KMS key and month',
    region: 'us-east-1',
    source: { kind: 'assumed' },
  },
} as const satisfies Record<string, Price>

export type PriceName = keyof typeof prices
