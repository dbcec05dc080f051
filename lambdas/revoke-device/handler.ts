import { revokeDevice as route } from '../../core/api/routes/revoke-device.ts'
import { takeAwayDoor } from '../doors/take-away-door.ts'
import { revokeDevice } from './revoke-device.ts'

export const handler = takeAwayDoor(route, revokeDevice)
