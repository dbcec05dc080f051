import type { Feature } from '../black-box/target.ts'

/** Types that MiniStack 1.5.33 cannot deploy; the stacks that hold one are left out there. */
export const missingTypes = ['AWS::IoT::Logging']

/** What the black-box suite asks and MiniStack 1.5.33 lacks; the suite notices when it has it. */
export const lacks: readonly Feature[] = [
  // Its data plane has no DeleteConnection, so nothing cuts a device off.
  'delete-connection',
  // It asks whether the caller may invoke a route before it looks whether there is one.
  'not-found-before-rights',
  // It takes any server name.
  'server-name',
]
