import { takeAwayDoor } from '../doors/take-away-door.ts'
import { resumeDevice } from './resume-device.ts'

export const handler = takeAwayDoor(resumeDevice)
