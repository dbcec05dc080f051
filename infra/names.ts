import type { Stage } from './stage.ts'

/** Who calls a route. */
export type Audience = 'ops' | 'station'

/**
 * Every name that one stack gives and another one, or a person, uses. Stacks share these instead of exports, so that
 * each is deployable by itself. Names of retained resources never change: AWS would keep the old one beside the new.
 */
export const namesOf = (stage: Pick<Stage, 'name' | 'registryTable'>) => {
  const prefix = `mintmark-${stage.name}`
  return {
    stack: (part: string) => `${prefix}-${part}`,
    function: (folder: string) => `${prefix}-${folder}`,
    functionLogGroup: (folder: string) => `/aws/lambda/${prefix}-${folder}`,
    alarm: (subject: string) => `${prefix}-${subject}`,
    callerPolicy: (audience: Audience) => `${prefix}-${audience}`,
    /** Of all that stations with a certificate have in common: role, trust anchor, profile and, after `alias/`, the CA's key. */
    stations: `${prefix}-stations`,
    registryTable: stage.registryTable ?? `${prefix}-registry`,
    /** The parameter that holds the ARN of the registry's stream, which AWS makes up. */
    registryStream: `/mintmark/${stage.name}/registry-stream`,
    /** `source` of every event that we put on the bus. */
    eventSource: `mintmark.${stage.name}`,
    sweepSchedule: `${prefix}-sweep`,
    profileCheckSchedule: `${prefix}-profile-check`,
    fleetSurveySchedule: `${prefix}-fleet-survey`,
    dashboard: prefix,
    /** Of what metric filters count; functions name the stage in a dimension, which a filter cannot. */
    filterMetrics: `Mintmark/${stage.name}`,
    devicePolicy: `${prefix}-device`,
    thingType: `${prefix}-device`,
    /** Topic rule names take no hyphen. */
    firstConnectRule: `mintmark_${stage.name}_first_connect`,
    takeoverRule: `mintmark_${stage.name}_takeover`,
    failedConnectRule: `mintmark_${stage.name}_failed_connect`,
    firstConnectQueue: `${prefix}-first-connect`,
    firstConnectDeadQueue: `${prefix}-first-connect-dead`,
    ruleErrorQueue: `${prefix}-first-connect-rule-errors`,
    factoryApi: `${prefix}-factory-api`,
    /** Groups of this prefix share one entry of the resource policy for log delivery, whose size is limited. */
    apiAccessLogGroup: `/aws/vendedlogs/${prefix}-factory-api`,
    /** A name that begins with `aws/` is refused as a destination of IoT logs. */
    iotLogGroup: `${prefix}-iot`,
    alarmTopic: `${prefix}-alarms`,
  }
}

export type Names = ReturnType<typeof namesOf>
