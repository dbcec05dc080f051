import type { FunctionSpec } from '../function-spec.ts'
import { sweepUp } from '../grants/sweep-up.ts'

export const scheduledSweep: FunctionSpec = {
  folder: 'scheduled-sweep',
  description: 'Puts right what crashes left behind, every hour',
  // Four looks at a certificate a second, as long as Lambda allows: 3,500 a run.
  memory: 512,
  timeout: 900,
  environment: ['MINTMARK_STAGE', 'MINTMARK_REGISTRY_TABLE', 'MINTMARK_DEVICE_POLICY'],
  grants: sweepUp,
}
