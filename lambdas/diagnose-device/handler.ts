import { diagnoseDevice as route } from '../../core/api/routes/diagnose-device.ts'
import { diagnoseDependencies } from '../adapters/diagnose-dependencies.ts'
import { apiDoor } from '../doors/api-door.ts'
import { diagnoseDevice } from './diagnose-device.ts'

const diagnose = diagnoseDevice(diagnoseDependencies())

export const handler = apiDoor(route, ({ path, body }) => diagnose(path.imei ?? '', body))
