/** Something that AWS IoT may log; the fields are those of its event type (DG cwl-format). */
export interface LogEvent {
  eventType: string
  logLevel: 'ERROR' | 'INFO' | 'DEBUG'
  [field: string]: string | number | boolean | undefined
}

/** Where the parts of the local IoT Core tell what happened. */
export interface V2Logs {
  write(event: LogEvent): void
}
