import { setTimeout } from 'node:timers/promises'
import type { Context, EventBridgeEvent } from 'aws-lambda'
import { surveyFleet as route } from '../../core/api/routes/survey-fleet.ts'
import { diagnoseDependencies } from '../adapters/diagnose-dependencies.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { remembered } from '../adapters/remembered.ts'
import { apiDoor } from '../doors/api-door.ts'
import type { ApiEvent } from '../doors/read-request.ts'
import { surveyFleet } from './survey-fleet.ts'
import { tellSurvey } from './tell-survey.ts'

/** Of the 29 s that the API waits. */
const workMs = 22_000

const stage = fromEnvironment('MINTMARK_STAGE')
const days = Number(fromEnvironment('MINTMARK_FIRST_CONNECT_DAYS'))
const deps = diagnoseDependencies()

const survey = (takenBy: 'schedule' | 'ops') => {
  const until = Date.now() + workMs
  // The account is the same for the whole sample.
  const account = remembered(deps.account, workMs, deps.now)
  const sleep = (milliseconds: number) => setTimeout(milliseconds)
  return surveyFleet({ ...deps, account, days, sleep })(takenBy, () => Date.now() < until)
}

const byRoute = apiDoor(route, () => survey('ops'))

type ScheduledEvent = EventBridgeEvent<'Scheduled Event', object>

/** Opened by the route, and once a day by the schedule, which alarms listen to. */
export const handler = async (event: ApiEvent | ScheduledEvent, context: Context): Promise<unknown> => {
  if ('requestContext' in event) return byRoute(event, context)
  const { view } = await survey('schedule')
  tellSurvey(stage, view)
  return { late: view.late, sampled: view.sampled }
}
