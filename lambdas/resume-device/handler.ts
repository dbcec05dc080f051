import { resumeDevice as route } from '../../core/api/routes/resume-device.ts'
import { takeAwayDoor } from '../doors/take-away-door.ts'
import { resumeDevice } from './resume-device.ts'

export const handler = takeAwayDoor(route, resumeDevice)
