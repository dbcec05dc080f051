import type { FunctionSpec } from '../function-spec.ts'
import { diagnose } from '../grants/diagnose.ts'

export const surveyFleet: FunctionSpec = {
  folder: 'survey-fleet',
  description: 'Looks why confirmed devices have not connected yet: every day, and when ops asks',
  route: { method: 'POST', path: '/v1/fleet-view', audience: ['ops'] },
  // Up to 20 diagnoses one after the other, half a second apart.
  memory: 1024,
  timeout: 29,
  environment: [
    'MINTMARK_STAGE',
    'MINTMARK_FLEET',
    'MINTMARK_REGISTRY_TABLE',
    'MINTMARK_DEVICE_POLICY',
    'MINTMARK_DEVICE_POLICY_DOCUMENT',
    'MINTMARK_THING_TYPE',
    'MINTMARK_IOT_LOG_GROUP',
    'MINTMARK_FIRST_CONNECT_DAYS',
  ],
  grants: (arns, names) => [
    ...diagnose(arns, names),
    { actions: ['dynamodb:Query'], resources: [arns.registryIndex('byState'), arns.registryIndex('byOrder')] },
    { actions: ['dynamodb:PutItem'], resources: [arns.registryTable] },
  ],
}
