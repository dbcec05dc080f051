import { takeAwayDoor } from '../doors/take-away-door.ts'
import { suspendDevice } from './suspend-device.ts'

export const handler = takeAwayDoor(suspendDevice)
