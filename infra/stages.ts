import { defineStage, type Stage } from './stage.ts'

const all = [defineStage({ name: 'dev', logRetentionDays: 14 }), defineStage({ name: 'prod', logRetentionDays: 365 })]

/** The stages there are, by name; `-c stage=prod` picks one. */
export const stages: ReadonlyMap<string, Stage> = new Map(all.map((stage) => [stage.name, stage]))
