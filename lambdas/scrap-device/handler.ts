import { scrapDevice as route } from '../../core/api/routes/scrap-device.ts'
import { takeAwayDoor } from '../doors/take-away-door.ts'
import { scrapDevice } from './scrap-device.ts'

export const handler = takeAwayDoor(route, scrapDevice)
