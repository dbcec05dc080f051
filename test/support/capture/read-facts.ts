import { type TraceReport, traceReport } from '../../../core/trace/report/trace-report.ts'
import { type Given, verdictContextOf } from '../../../core/trace/report/verdict-context-of.ts'
import { type TraceOptions, traceAnalyzer } from '../../../core/trace/trace-analyzer.ts'
import type { TraceFacts } from '../../../core/trace/trace-facts.ts'

/** What a file shows, read in chunks of `chunk` bytes. */
export const readFacts = (
  file: Buffer,
  { chunk = 65_536, ...options }: Partial<TraceOptions> & { chunk?: number } = {},
): TraceFacts => {
  const analyzer = traceAnalyzer({ seed: 1, ...options })
  for (let at = 0; at < file.length; at += chunk) analyzer.push(file.subarray(at, at + chunk))
  return analyzer.end()
}

/** What `mintmark trace` says of a file. */
export const readReport = (file: Buffer, given: Given = {}, name = 'test.pcap'): TraceReport => {
  const facts = readFacts(file)
  return traceReport(facts, name, verdictContextOf(facts, given))
}
