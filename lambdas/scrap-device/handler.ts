import { takeAwayDoor } from '../doors/take-away-door.ts'
import { scrapDevice } from './scrap-device.ts'

export const handler = takeAwayDoor(scrapDevice)
