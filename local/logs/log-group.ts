export interface LogGroupRecord {
  name: string
  /** Milliseconds since 1970. */
  createdAt: number
  retentionInDays?: number
  tags: Record<string, string>
}

export interface LogStreamRecord {
  group: string
  name: string
  createdAt: number
}

export interface LogEvent {
  stream: string
  /** Milliseconds since 1970. */
  timestamp: number
  ingestedAt: number
  message: string
  /** Unique in the log group, in the order of arrival. */
  id: string
}

/** The days that PutRetentionPolicy takes. Source: CloudWatch Logs API Reference, "PutRetentionPolicy". */
export const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]
