import { suspendDevice as route } from '../../core/api/routes/suspend-device.ts'
import { takeAwayDoor } from '../doors/take-away-door.ts'
import { suspendDevice } from './suspend-device.ts'

export const handler = takeAwayDoor(route, suspendDevice)
