/**
 * What may stand in the journal: intents before an act, results after it. The types have no field that could hold a
 * private key, and no free text but the reason of a supervisor. A request for a certificate, a `%KEYGEN` answer and a listing are public.
 */
export type JournalAct =
  | { act: 'admit'; firmware: string }
  | { act: 'admitted'; keySource: string; securityTag: number }
  /** What the order expects of its devices, as the cloud last said: what a first touch without the cloud goes by. */
  | { act: 'profile'; profile: object }
  /** From here on the modem's key in this tag may be a new one. */
  | { act: 'make-key'; keySource: string; securityTag: number }
  | { act: 'key-made'; securityTag: number; request: string }
  /** The first touch of a unit without the cloud ends here: its key as the modem listed it, and its request. */
  | { act: 'key-waits'; securityTag: number; keySource: string; request: string; keySha256: string }
  | { act: 'mint'; keySource: string; serial?: string }
  | { act: 'minted'; certificateId: string; generation: number }
  | { act: 'write'; securityTag: number; types: number[] }
  | { act: 'written'; securityTag: number; certificateId: string }
  /** What the modem listed: from here on the cloud can be asked without the unit. */
  | { act: 'confirm'; certificateId: string; listing?: string[]; firmware?: string }
  | { act: 'confirmed'; certificateId: string; proof: string; thingName?: string; confirmedAt?: string }
  | { act: 'attached'; attachMs: number; certificateId: string; firmware: string }
  | { act: 'attach-failed'; certificateId: string; firmware: string; code: string }
  /** The cloud has the attach time of this credential. */
  | { act: 'attach-told'; certificateId: string }
  /** A label may be on its way from here on. `reprint`: somebody asked for another one. */
  | { act: 'label'; certificateId: string; reprint: boolean }
  | { act: 'labelled'; certificateId: string }
  | { act: 'label-failed'; certificateId: string }
  /** The golden units of the order, as the cloud last said; none: it asks for no first article. */
  | { act: 'line'; goldenUnits: string[] }
  | { act: 'article-passed'; certificateId: string; simulated: boolean }
  | { act: 'article-failed'; code: string }
  /** A supervisor opened the line without a first article. */
  | { act: 'line-opened'; reason: string; by?: string }
  /** The cloud has the opening of that moment. */
  | { act: 'line-opening-told'; openedAt: string }
  | { act: 'refused'; code: string }
  | { act: 'failed'; code: string }

/** `article`: of a golden unit in a first article, on which no later run builds. */
export type JournalLine = {
  v: 1
  at: string
  orderId: string
  imei: string
  port: string
  article?: true
} & JournalAct
