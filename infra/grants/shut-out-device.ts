import type { Arns } from '../arns.ts'
import { changeDevice } from './change-device.ts'
import type { Grant } from './grant.ts'

/** Changes a device and ends its live session. */
export const shutOutDevice = (arns: Arns): readonly Grant[] => [
  ...changeDevice(arns),
  {
    actions: ['iot:DeleteConnection'],
    resources: [arns.fleetClients],
    wildcardReason: "Client IDs of this stage's fleet; which device it is, ops says in the request.",
  },
]
