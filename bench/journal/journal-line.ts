/**
 * What may stand in the journal: intents before an act, results after it. The types have no field that could hold a
 * private key, and there is no free text. A request for a certificate and a `%KEYGEN` answer are public.
 */
export type JournalAct =
  | { act: 'admit'; firmware: string }
  | { act: 'admitted'; keySource: string; securityTag: number }
  /** From here on the modem's key in this tag may be a new one. */
  | { act: 'make-key'; keySource: string; securityTag: number }
  | { act: 'key-made'; securityTag: number; request: string }
  | { act: 'mint'; keySource: string }
  | { act: 'minted'; certificateId: string; generation: number }
  | { act: 'write'; securityTag: number; types: number[] }
  | { act: 'written'; securityTag: number; certificateId: string }
  | { act: 'confirm'; certificateId: string }
  | { act: 'confirmed'; certificateId: string; proof: string }
  | { act: 'refused'; code: string }
  | { act: 'failed'; code: string }

export type JournalLine = { v: 1; at: string; orderId: string; imei: string; port: string } & JournalAct
