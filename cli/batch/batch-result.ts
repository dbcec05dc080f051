/** What became of one row. `done` includes what was so already; `would` is a dry run's; `failed` may be tried again as it is. */
export interface BatchResult {
  imei: string
  line: number
  outcome: 'done' | 'would' | 'refused' | 'failed'
  /** Of the device, after what was done. */
  state?: string
  /** Of the refusal or failure, for programs. */
  code?: string
  says?: string
}
