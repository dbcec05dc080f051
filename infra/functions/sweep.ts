import type { FunctionSpec } from '../function-spec.ts'
import { sweepUp } from '../grants/sweep-up.ts'

export const sweep: FunctionSpec = {
  folder: 'sweep',
  description: 'Puts right what crashes left behind, when ops asks',
  route: { method: 'POST', path: '/v1/sweeps', audience: ['ops'] },
  // Four looks at a certificate a second for 20 s; what one run leaves, the next one takes.
  memory: 1024,
  timeout: 29,
  environment: ['MINTMARK_REGISTRY_TABLE', 'MINTMARK_DEVICE_POLICY'],
  grants: sweepUp,
}
