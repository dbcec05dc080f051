import { takeAwayDoor } from '../doors/take-away-door.ts'
import { revokeDevice } from './revoke-device.ts'

export const handler = takeAwayDoor(revokeDevice)
