import { type App, Validations } from 'aws-cdk-lib/core'
import { AwsSolutionsChecks } from 'cdk-nag'
import { synthesized } from './synthesized.ts'

interface Finding {
  ruleName: string
}

const findings: (readonly Finding[])[] = []
const acknowledged = new Map<string, string>()
const validateScope = AwsSolutionsChecks.prototype.validateScope

const noteAcknowledgements = (app: App) => {
  for (const { metadata } of app.node.findAll().map(({ node }) => node))
    for (const { type, data } of metadata)
      if (type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        for (const [rule, reason] of Object.entries<string>(data)) acknowledged.set(rule, reason)
}

beforeAll(async () => {
  AwsSolutionsChecks.prototype.validateScope = function (scope) {
    noteAcknowledgements(scope as App)
    const report = validateScope.call(this, scope)
    findings.push(report.violations)
    return report
  }
  for (const iotLogging of ['create', 'adopt'] as const) await synthesized({ iotLogging }, { fast: false })
})
afterAll(() => {
  AwsSolutionsChecks.prototype.validateScope = validateScope
})

test('cdk-nag AwsSolutions and the checks of CloudFormation have run and found nothing', () => {
  expect(findings).toEqual([[], []])
})

test('only wildcards and the end of a queue are acknowledged, each with a sentence that says why', () => {
  expect(acknowledged.size).toBeGreaterThan(0)
  for (const [rule, reason] of acknowledged) {
    expect(rule).toMatch(/AwsSolutions-(IAM5\[Resource::.*\*.*\]|SQS3)$/)
    expect(reason).toMatch(/^[A-Zi].{20,}[.]$/)
  }
})
