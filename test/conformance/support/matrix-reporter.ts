import { type Case, renderMatrix } from '../../support/conformance-matrix.ts'

interface Assertion {
  ancestorTitles: string[]
  title: string
  status: string
}

/** Prints the table of conformance at the very end, behind the summary that jest appends to every list of reporters. */
export default class MatrixReporter {
  onRunComplete(_contexts: unknown, { testResults }: { testResults: { testResults: Assertion[] }[] }): void {
    const cases = testResults.flatMap(({ testResults: assertions }) =>
      assertions.map(({ ancestorTitles, title, status }): Case => ({ group: ancestorTitles[0], title, status })),
    )
    process.once('exit', () => process.stdout.write(`\n${renderMatrix(cases)}\n`))
  }
}
