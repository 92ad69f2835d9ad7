/**
 * Every call of the contract: method, path, body, query, answer. It has the shape of openapi-typescript's `paths`,
 * so that the generated schema can stand in its place by changing one import in http.ts. Types only.
 */
import type * as T from './types'

type Params<P extends string> = P extends `${string}{${infer K}}${infer Rest}` ? K | Params<Rest> : never
interface Spec { query?: object; body?: object; ok: unknown }
type Operation<P extends string, S extends Spec> =
  & { parameters: ([Params<P>] extends [never] ? unknown : { path: Record<Params<P>, string | number> }) & (S extends { query: infer Q } ? { query?: Q } : unknown) }
  & (S extends { body: infer B } ? { requestBody: { content: { 'application/json': B } } } : unknown)
  & { responses: { 200: { content: { 'application/json': S['ok'] } } } }
type Shape<M> = { [P in keyof M]: { [V in keyof M[P]]: M[P][V] extends Spec ? Operation<P & string, M[P][V]> : never } }

interface Cursor { cursor?: string; limit?: number }
interface Moving<M extends string = string> { move: M; note?: string }
interface None { ok: undefined }

interface Calls {
  '/auth/wechat': { post: { body: { code: string }; ok: T.SignedIn } }
  '/auth/refresh': { post: { body: { refresh_token: string }; ok: T.Session } }
  '/auth/logout': { post: { body: { refresh_token: string } } & None }
  '/auth/me': { get: { ok: { person: T.Person; memberships: T.Membership[] } } }
  '/auth/phone': { post: { body: { code: string }; ok: { person: T.Person } } }

  '/communities': { get: { query: Cursor; ok: T.Page<T.CommunityShort> } }
  '/communities/{cid}': { get: { ok: T.Community } }
  '/communities/{cid}/members': { get: { query: Cursor & { state?: string; find?: string }; ok: T.Page<T.Member> }; post: { body: T.MemberIn; ok: T.Member } }
  '/communities/{cid}/members/me': { get: { ok: T.Member } }
  '/communities/{cid}/members/{id}/moves': { post: { body: Moving<'verify' | 'reject' | 'consent' | 'leave'>; ok: T.Member } }
  '/communities/{cid}/members/{id}/roles': { post: { body: { role: Exclude<T.Role, 'member'>; grant: boolean }; ok: T.Member } }
  '/communities/{cid}/units': { get: { query: Cursor & { kind?: T.UnitKind }; ok: T.Page<T.Unit> }; post: { body: T.UnitIn; ok: T.Unit } }
  '/communities/{cid}/units/{id}/employees': { get: { query: Cursor; ok: T.Page<T.Employment> }; post: { body: { member_id?: string; role?: 'employee' | 'clerk' }; ok: T.Employment } }
  '/communities/{cid}/employments/{id}/moves': { post: { body: Moving<'confirm' | 'decline' | 'remove' | 'leave'>; ok: T.Employment } }

  '/communities/{cid}/lists': { get: { ok: { items: T.ListSummary[] } } }
  '/communities/{cid}/categories': { get: { ok: { items: T.Category[] } } }
  '/communities/{cid}/lists/{kind}/entries': { get: { query: Cursor & { state?: string; category?: string; unit_id?: string; mine?: boolean }; ok: T.Page<T.Entry> } }
  '/communities/{cid}/lists/{kind}/similar': { get: { query: { text: string; category?: string; place?: string }; ok: T.Suggested } }
  '/communities/{cid}/street-entries': { get: { query: Cursor & { q: string }; ok: T.Page<T.FoundOnStreet> } }
  '/communities/{cid}/entries': { get: { query: Cursor & { q?: string; kind?: string; category?: string; state?: string; place?: string; from?: string; to?: string; sort?: 'newest' | 'near' }; ok: T.Page<T.Found> }; post: { body: T.EntryIn; ok: T.Entry } }
  '/communities/{cid}/entries/{id}': { get: { ok: T.Entry }; patch: { body: T.EntryPatch; ok: T.Entry } }
  '/communities/{cid}/photos': { post: { ok: T.Photo } }
  '/communities/{cid}/entries/{id}/moves': { post: { body: Moving<T.EntryMove>; ok: T.Entry } }
  '/communities/{cid}/entries/{id}/support': { post: { body: { supports: boolean }; ok: T.Entry } }
  '/communities/{cid}/entries/{id}/project': { post: { body: T.EntryIn; ok: T.Entry } }
  '/communities/{cid}/entries/{id}/similar': { get: { ok: { items: T.Similar[] } } }
  '/communities/{cid}/entries/{id}/sentences': { get: { ok: { items: T.Sentence[] } } }
  '/communities/{cid}/entries/{id}/merges': { post: { body: { from: string[]; note?: string }; ok: T.Entry } }
  '/communities/{cid}/merges/{id}/undo': { post: { body: object; ok: T.Entry } }
  '/communities/{cid}/entries/{id}/history': { get: { ok: { items: T.EntryHistory[] } } }

  '/communities/{cid}/actors/{id}': { get: { ok: T.ActorCard } }
  '/communities/{cid}/actors/{id}/figures': { post: { body: { is_public: boolean }; ok: T.ActorCard } }
  '/communities/{cid}/actor-referrals': { get: { query: Cursor; ok: T.Page<T.Referral> }; post: { body: T.ReferralIn; ok: T.Referral } }
  '/communities/{cid}/actor-suggestions': { get: { query: { dismissed?: boolean }; ok: { items: T.Suggestion[] } } }
  '/communities/{cid}/actor-suggestions/units/{id}/moves': { post: { body: Moving<'list' | 'dismiss' | 'restore'> & { category?: string }; ok: { entry_id: T.Id | null } } }
  '/communities/{cid}/actor-suggestions/referrals/{id}/moves': { post: { body: Moving<'list' | 'dismiss' | 'restore'> & { category?: string }; ok: { entry_id: T.Id | null } } }

  '/communities/{cid}/entries/{id}/slots': { get: { query: { day?: string }; ok: T.Slots } }
  '/communities/{cid}/entries/{id}/bookings': { post: { body: { starts_at: string; people?: number; note?: string }; ok: T.Booking } }
  '/communities/{cid}/bookings': { get: { query: Cursor & { mine?: boolean; entry_id?: string; day?: string }; ok: T.Page<T.Booking> } }
  '/communities/{cid}/bookings/{id}': { get: { ok: T.Booking } }
  '/communities/{cid}/bookings/{id}/moves': { post: { body: Moving<T.BookingMove>; ok: T.Booking } }

  '/communities/{cid}/entries/{id}/claims': { get: { query: Cursor; ok: T.Page<T.Claim> }; post: { body: T.ClaimIn; ok: T.Claim } }
  '/communities/{cid}/entries/{id}/address': { post: { body: { unit_ids: T.Id[]; until_on?: string }; ok: T.Entry } }
  '/communities/{cid}/claims': { get: { query: Cursor & { unit_id?: string; assist_unit_id?: string; mine?: boolean; state?: string }; ok: T.Page<T.Claim> } }
  '/communities/{cid}/claims/{id}': { get: { ok: T.Claim } }
  '/communities/{cid}/claims/{id}/moves': { post: { body: Moving<T.ClaimMove>; ok: T.Claim } }
  '/communities/{cid}/claims/{id}/assists': { post: { body: T.AssistIn; ok: T.Claim } }
  '/communities/{cid}/claims/{id}/assists/{assist_id}/moves': { post: { body: Moving<T.AssistMove>; ok: T.Claim } }

  '/communities/{cid}/agreements': { get: { query: Cursor & { unit_id?: string; state?: string; claim_id?: string; entry_id?: string }; ok: T.Page<T.Agreement> }; post: { body: T.NewAgreementIn; ok: T.WholeAgreement } }
  '/communities/{cid}/agreements/{id}': { get: { ok: T.WholeAgreement } }
  '/communities/{cid}/agreements/{id}/draft': { put: { body: T.AgreementTextIn; ok: T.WholeAgreement } }
  '/communities/{cid}/agreements/{id}/texts': { post: { body: { purpose: T.TextPurpose }; ok: T.WholeAgreement } }
  '/communities/{cid}/agreements/{id}/texts/{version}': { get: { query: { against?: number }; ok: T.ComparedText } }
  '/communities/{cid}/agreements/{id}/moves': { post: { body: { move: T.AgreementMove; party_no?: number; note?: string }; ok: T.WholeAgreement } }
  '/communities/{cid}/agreements/{id}/signatures': { post: { body: T.SigningIn; ok: T.WholeAgreement } }
  '/communities/{cid}/agreements/{id}/history': { get: { query: Cursor; ok: T.Page<T.AgreementLine> } }

  '/communities/{cid}/lists/{kind}/editions': { get: { query: Cursor; ok: T.Page<T.EditionHead> } }
  '/communities/{cid}/lists/{kind}/editions/{n}': { get: { ok: T.Edition } }
  '/communities/{cid}/lists/{kind}/editions/{n}/entries': { get: { query: Cursor; ok: T.Page<T.EditionEntry> } }
  '/communities/{cid}/lists/{kind}/editions/{n}/diff/{other}': { get: { ok: T.Comparison } }
  '/communities/{cid}/lists/{kind}/editions/verify': { get: { ok: T.Verification } }
  '/communities/{cid}/lists/{kind}/draft': { get: { ok: { draft: T.EditionDraft | null } } }
  '/communities/{cid}/lists/{kind}/drafts': { post: { body: object; ok: T.EditionDraft } }
  '/communities/{cid}/drafts/{id}': { get: { ok: T.EditionDraft } }
  '/communities/{cid}/drafts/{id}/entries': { get: { query: Cursor; ok: T.Page<T.EditionEntry> } }
  '/communities/{cid}/drafts/{id}/moves': { post: { body: { move: T.DraftMove }; ok: T.EditionDraft } }
  '/communities/{cid}/drafts/{id}/objections': { post: { body: { text: string; entry_id?: string }; ok: T.Objection } }
  '/communities/{cid}/objections/{id}/answer': { post: { body: { answer: string }; ok: T.Objection } }

  '/communities/{cid}/lists/{kind}/imports': { post: { ok: T.Import } }
  '/communities/{cid}/imports': { get: { query: Cursor; ok: T.Page<T.ImportHead> } }
  '/communities/{cid}/imports/{id}': { get: { ok: T.Import } }
  '/communities/{cid}/imports/{id}/mapping': { put: { body: { paths: (string | null)[]; fixed: Record<string, string> }; ok: T.Import } }
  '/communities/{cid}/imports/{id}/moves': { post: { body: { move: T.ImportMove; to_state?: T.ImportTarget }; ok: T.Import } }

  '/communities/{cid}/dossier': { get: { ok: T.Dossier }; put: { body: T.DossierChange; ok: T.Dossier } }
  '/communities/{cid}/members/{id}/dossier': { get: { ok: T.Dossier } }
  '/communities/{cid}/members/{id}/dossier-entries': { post: { body: T.DossierEntryIn; ok: T.Dossier } }
  '/communities/{cid}/dossier-entries/{id}/void': { post: { body: { reason: string }; ok: T.Dossier } }
  '/communities/{cid}/records/{id}/evaluations': { get: { ok: T.Evaluations }; post: { body: { score: number; words?: string }; ok: T.Evaluations } }
  '/communities/{cid}/evaluations/{id}/answer': { post: { body: { text: string }; ok: T.Evaluations } }
  '/communities/{cid}/dossier-exports': { get: { query: Cursor; ok: T.Page<T.DossierExport> }; post: { body: T.DossierExportIn; ok: T.DossierExport } }
  '/communities/{cid}/dossier-exports/{id}': { get: { ok: T.DossierExport } }
  '/communities/{cid}/dossier-imports': { get: { query: Cursor; ok: T.Page<T.DossierImportHead> }; post: { query: { origin?: string }; ok: T.DossierImport } }
  '/communities/{cid}/dossier-imports/{id}': { get: { ok: T.DossierImport } }
  '/communities/{cid}/dossier-imports/{id}/moves': { post: { body: { move: T.DossierImportMove }; ok: T.DossierImport } }

  '/communities/{cid}/topics': { get: { query: Cursor & { stage?: string; live?: boolean; mine?: boolean }; ok: T.Page<T.TopicItem> }; post: { body: T.TopicIn; ok: T.Topic } }
  '/communities/{cid}/topics/{id}': { get: { ok: T.Topic } }
  '/communities/{cid}/topics/{id}/moves': { post: { body: T.TopicStep; ok: T.Topic } }
  '/communities/{cid}/topics/{id}/motions': { get: { query: Cursor; ok: T.Page<T.MotionItem> } }
  '/communities/{cid}/topics/{id}/live': { get: { ok: T.TopicVersions } }
  '/communities/{cid}/topics/{id}/opinions': { get: { ok: T.Opinions }; put: { body: { while_talking: boolean }; ok: T.Opinions } }
  '/communities/{cid}/topics/{id}/opinion-map': { get: { ok: T.OpinionMap } }
  '/communities/{cid}/topics/{id}/deck': { get: { query: { limit?: number }; ok: T.Deck } }
  '/communities/{cid}/topics/{id}/votes/mine': { get: { query: Cursor; ok: T.Page<T.OwnVote> } }
  '/communities/{cid}/topics/{id}/statements': { get: { query: Cursor & { state?: T.OpinionState; mine?: boolean }; ok: T.Page<T.OpinionStatement> }; post: { body: { text: string; similar_seen?: boolean }; ok: T.OpinionStatement } }
  '/communities/{cid}/topics/{id}/statements/similar': { get: { ok: { items: T.SimilarPair[] } } }
  '/communities/{cid}/topics/{id}/statements/{statement_id}/vote': { put: { body: { answer: T.VoteAnswer }; ok: { answer: T.VoteAnswer; agrees: number; disagrees: number; passes: number } } }
  '/communities/{cid}/topics/{id}/statements/{statement_id}/moves': { post: { body: { move: T.OpinionMove; reason?: string; into_id?: T.Id }; ok: T.OpinionStatement } }
  '/communities/{cid}/moderation/items': { get: { query: Cursor & { state?: T.ModerationState }; ok: T.Page<T.ModerationItem> } }
  '/communities/{cid}/moderation/items/{id}/moves': { post: { body: { move: 'pass' | 'refuse'; reason?: string }; ok: T.ModerationItem } }
  '/communities/{cid}/drafts/{id}/topics': { post: { body: { text: string }; ok: T.Topic } }
  '/communities/{cid}/entries/{id}/topics': { post: { body: { text: string }; ok: T.Topic } }
  '/communities/{cid}/trace/{type}/{id}': { get: { ok: T.Trace } }

  '/communities/{cid}/shifts': { get: { query: Cursor & { from?: string; to?: string; mine?: boolean; entry_id?: string }; ok: T.Page<T.Shift> }; post: { body: T.ShiftIn; ok: T.Shift } }
  '/communities/{cid}/shifts/{id}': { get: { ok: T.Shift } }
  '/communities/{cid}/shift-series': { post: { body: { shift: T.ShiftIn; repeat: T.Repeat }; ok: T.Series } }
  '/communities/{cid}/shifts/{id}/groups': { post: { body: { member_ids?: string[]; people?: T.NamedPhone[]; role_id?: string }; ok: { items: T.SignUp[] } } }
  '/communities/{cid}/shifts/{id}/sign-up-options': { get: { ok: T.SignUpOptions } }
  '/communities/{cid}/units/{id}/hours': { get: { query: { month?: string }; ok: T.UnitHours } }
  '/communities/{cid}/shifts/{id}/moves': { post: { body: Moving<'cancel'> & { following?: boolean }; ok: T.Shift } }
  '/communities/{cid}/shifts/{id}/sign-ups': { get: { ok: { items: T.SignUp[] } }; post: { body: T.SignUpIn; ok: T.SignUp } }
  '/communities/{cid}/sign-ups/{id}/moves': { post: { body: T.SignUpStep; ok: T.SignUp } }
  '/communities/{cid}/sign-ups/mine': { get: { query: Cursor; ok: T.Page<T.SignUp> } }
  '/communities/{cid}/shifts/{id}/code': { get: { ok: T.ShiftCode } }
  '/communities/{cid}/shifts/{id}/codes-ahead': { get: { ok: T.CodesAhead } }
  '/communities/{cid}/shifts/{id}/check-ins': { post: { body: T.CheckIn; ok: T.ServiceRecord } }
  '/communities/{cid}/shifts/{id}/presence': { get: { ok: T.Presence } }
  '/communities/{cid}/shifts/{id}/check-outs': { post: { body: T.CheckIn; ok: T.ServiceRecord } }
  '/communities/{cid}/records': { get: { query: Cursor & { mine?: boolean; state?: string; shift_id?: string; source?: string; flagged_late?: boolean }; ok: T.Page<T.ServiceRecord> } }
  '/communities/{cid}/paper-sheets': { post: { body: T.SheetIn; ok: { items: T.ServiceRecord[] } } }
  '/communities/{cid}/paper-sheets/quota': { get: { ok: { records_left: number; minutes_left: number } } }
  '/communities/{cid}/records/{id}/slips': { post: { body: { photos: T.Id[]; note?: string }; ok: T.ServiceRecord } }
  '/communities/{cid}/supervision': { get: { ok: { rows: T.DeskRow[] } } }
  '/communities/{cid}/audits': { get: { query: Cursor; ok: T.Page<T.AuditRound> }; post: { body: { ends_on: T.Day }; ok: T.AuditRound } }
  '/communities/{cid}/audits/{id}': { get: { ok: T.AuditDetail } }
  '/communities/{cid}/audits/{id}/draw': { get: { ok: T.AuditDraw } }
  '/communities/{cid}/audit-cases': { get: { query: Cursor & { mine?: boolean; unfound?: boolean; audit_id?: string }; ok: T.Page<T.AuditCase> } }
  '/communities/{cid}/audit-cases/{id}': { get: { ok: T.AuditCase } }
  '/communities/{cid}/audit-cases/{id}/moves': { post: { body: { move: 'take' }; ok: T.AuditCase } }
  '/communities/{cid}/audit-cases/{id}/findings': { post: { body: T.NewFinding; ok: T.AuditCase } }
  '/communities/{cid}/records/to-do': { get: { query: Cursor; ok: T.Page<T.ServiceRecord> } }
  '/communities/{cid}/records/{id}': { get: { ok: T.ServiceRecord } }
  '/communities/{cid}/records/{id}/corrections': { get: { ok: T.Corrections }; post: { body: T.CorrectionIn; ok: T.ServiceRecord } }
  '/communities/{cid}/records/{id}/correction-requests': { post: { body: T.CorrectionIn; ok: T.CorrectionRequest } }
  '/communities/{cid}/correction-requests': { get: { query: Cursor; ok: T.Page<T.CorrectionRequest> } }
  '/communities/{cid}/correction-requests/{id}/moves': { post: { body: { move: 'decline'; note: string }; ok: T.CorrectionRequest } }
  '/communities/{cid}/records/{id}/moves': { post: { body: Moving<T.RecordMove> & { minutes?: number; photos?: string[] }; ok: T.ServiceRecord } }
  '/communities/{cid}/notices': { get: { query: Cursor & { q?: string }; ok: T.Page<T.NoticeLine> } }
  '/communities/{cid}/duty-terms': { get: { query: Cursor & { unit_id?: string; side?: T.DutySide; state?: T.TermState[]; agreement_id?: string; since?: string; until?: string }; ok: T.Page<T.DutyTerm> } }
  '/communities/{cid}/duty-terms/{id}': { get: { ok: T.DutyTermWhole } }
  '/communities/{cid}/duty-terms/{id}/sources': { get: { query: { kind: T.EvidenceKind }; ok: { items: T.EvidenceSource[] } } }
  '/communities/{cid}/duty-terms/{id}/evidence': { post: { body: T.DutyEvidenceIn; ok: T.DutyTermWhole } }
  '/communities/{cid}/duty-terms/{id}/moves': { post: { body: Moving<'ask_excuse' | 'grant_excuse' | 'decline_excuse'>; ok: T.DutyTermWhole } }
  '/communities/{cid}/duty-evidence/{id}/moves': { post: { body: { move: 'accept' | 'reject' | 'withdraw'; amount?: number; reason?: string }; ok: T.DutyTermWhole } }
  '/communities/{cid}/duty-calendar': { get: { query: { month: string; unit_id?: string }; ok: { items: T.DutyDay[] } } }
  '/communities/{cid}/duty-notes': { get: { query: Cursor & { unit_id?: string; state?: string[] }; ok: T.Page<T.DutyNote> } }
  '/communities/{cid}/agreements/{id}/duties': { get: { query: { limit?: number; cursor?: string }; ok: T.Page<T.DutyWithTerms> } }
  '/communities/{cid}/duties/{id}/notes': { get: { query: { cursor?: string }; ok: T.NotesOfDuty }; post: { body: { text: string; photos?: string[] }; ok: T.DutyNote } }
  '/communities/{cid}/duty-notes/{id}/words': { post: { body: { text: string; photos?: string[] }; ok: T.DutyNote } }
  '/communities/{cid}/duty-notes/{id}/moves': { post: { body: { move: 'close' }; ok: T.DutyNote } }

  '/communities/{cid}/disputes': { get: { query: Cursor & { mine?: boolean; open?: boolean }; ok: T.Page<T.Dispute> } }
  '/communities/{cid}/records/{id}/disputes': { get: { ok: { items: T.Dispute[] } } }
  '/communities/{cid}/records/{id}/statements': { post: { body: { text: string; photos?: string[] }; ok: T.Dispute } }
  '/communities/{cid}/members/me/name-consent': { get: { ok: T.NameConsent }; post: { body: { shows_name: boolean; version: string }; ok: T.NameConsent } }

  '/communities/{cid}/orders': { get: { query: Cursor & { scope?: T.OrderScope; category?: string; from?: string; to?: string }; ok: T.Page<T.Order> }; post: { body: T.OrderIn; ok: T.WholeOrder } }
  '/communities/{cid}/order-means': { get: { ok: T.OrderMeans } }
  '/communities/{cid}/orders/{id}': { get: { ok: T.WholeOrder } }
  '/communities/{cid}/orders/{id}/answers': { post: { body: { message?: string; share_phone?: boolean }; ok: T.WholeOrder } }
  '/communities/{cid}/order-answers/{id}/moves': { post: { body: { move: 'withdraw' }; ok: T.WholeOrder } }
  '/communities/{cid}/orders/{id}/moves': { post: { body: T.OrderStep; ok: T.WholeOrder } }
  '/communities/{cid}/orders/{id}/statements': { post: { body: { text: string; photos?: string[] }; ok: T.WholeOrder } }

  '/communities/{cid}/passbook': { get: { query: Cursor & { book?: T.Book }; ok: T.Passbook } }
  '/communities/{cid}/proofs/{transfer_id}': { get: { ok: T.Proof } }
  '/communities/{cid}/rule-packs': { get: { ok: T.Packs } }
  '/communities/{cid}/rule-packs/adoptions': { post: { body: { pack: string; valid_from: T.Day }; ok: T.Packs['adoptions'][number] } }
  '/communities/{cid}/expiry-rules': { get: { ok: { items: T.ExpiryRule[] } }; post: { body: T.ExpiryRule; ok: T.ExpiryRule } }
  '/communities/{cid}/coverage': { get: { ok: T.Coverage } }

  '/communities/{cid}/pledges': { get: { query: Cursor & { unit_id?: string }; ok: T.Page<T.Pledge> }; post: { body: T.PledgeIn; ok: T.Pledge } }
  '/communities/{cid}/offers': { get: { query: Cursor & T.OffersQuery; ok: T.Page<T.Offer> }; post: { body: T.OfferIn; ok: T.Offer } }
  '/communities/{cid}/offers/{id}': { get: { ok: T.Offer }; patch: { body: Partial<T.OfferFields>; ok: T.Offer } }
  '/communities/{cid}/offers/{id}/prices': { get: { ok: { items: T.OfferPrice[] } } }
  '/communities/{cid}/offers/{id}/moves': { post: { body: { move: T.OfferMove }; ok: T.Offer } }
  '/communities/{cid}/units/{unit_id}/reciprocity': { get: { query: { day?: T.Day }; ok: T.Reciprocity } }
  '/communities/{cid}/reciprocity': { get: { query: { day?: T.Day }; ok: { items: T.UnitReciprocity[]; quarter: T.Day; quarter_name: string } } }
  '/communities/{cid}/units/{unit_id}/ranking-consent': { post: { body: { shows_in_ranking: boolean }; ok: { shows_in_ranking: boolean } } }
  '/communities/{cid}/reciprocity/ranking': { get: { query: { day?: T.Day }; ok: T.Ranking } }
  '/communities/{cid}/units/{unit_id}/reciprocity-statements': { get: { query: Cursor; ok: T.Page<T.ReciprocityStatementItem> } }
  '/communities/{cid}/reciprocity-statements/{id}': { get: { ok: T.ReciprocityStatement } }
  '/communities/{cid}/alliances': { get: { ok: T.Alliances }; post: { body: { name: string; purpose: string; other_ids: T.CommunityId[] }; ok: T.Alliance } }
  '/communities/{cid}/alliances/{id}': { get: { query: { month?: T.Day }; ok: T.Alliance } }
  '/communities/{cid}/alliances/{id}/moves': { post: { body: { move: T.StandMove }; ok: T.Alliance } }
  '/communities/{cid}/alliances/{id}/invitations': { post: { body: { other_id: T.CommunityId }; ok: T.Alliance } }
  '/communities/{cid}/alliances/{id}/items': { post: { body: T.AllianceItemIn; ok: T.Alliance } }
  '/communities/{cid}/alliances/{id}/items/{item_id}/removal': { post: { body: object; ok: T.Alliance } }
  '/communities/{cid}/alliances/{id}/items/{item_id}/answer': { post: { body: T.AllianceAnswerIn; ok: T.Alliance } }
  '/communities/{cid}/alliances/{id}/reviews': { post: { body: { month: T.Day; text: string }; ok: T.Alliance } }
  '/communities/{cid}/clearing/pairs': { get: { ok: { items: T.ClearingPair[] } }; post: { body: { other_id: T.CommunityId; ceiling: number }; ok: T.ClearingPair } }
  '/communities/{cid}/clearing/pairs/{other_id}/moves': { post: { body: { move: T.PairMove }; ok: T.ClearingPair } }
  '/communities/{cid}/clearing/pairs/{other_id}/days': { get: { query: Cursor; ok: T.Page<T.ClearingDay> } }
  '/communities/{cid}/clearing/transfers': { post: { body: { to_id: T.CommunityId; points: number }; ok: T.ClearingTransfer } }
  '/communities/{cid}/clearing/transfers/mine': { get: { query: Cursor; ok: T.Page<T.ClearingTransfer> } }
  '/communities/{cid}/clearing/transfers/{id}': { get: { ok: T.ClearingTransfer } }
  '/communities/{cid}/vouchers': { post: { body: { offer: string; quantity: number; price_points?: number }; ok: T.Voucher } }
  '/communities/{cid}/vouchers/mine': { get: { query: Cursor & { state?: string }; ok: T.Page<T.Voucher> } }
  '/communities/{cid}/vouchers/{id}': { get: { ok: T.Voucher } }
  '/communities/{cid}/vouchers/{id}/moves': { post: { body: { move: 'cancel' }; ok: T.Voucher } }
  '/communities/{cid}/redemptions': { post: { body: T.RedeemIn; ok: T.Redemption } }
  '/communities/{cid}/redemptions/sync': { post: { body: T.SyncIn; ok: { items: T.SyncAnswer[] } } }
  '/communities/{cid}/voucher-keys': { get: { ok: { keys: { id: number; public_key: string }[] } } }
  '/communities/{cid}/merchants/{unit_id}/till': { get: { ok: T.TillKit } }
  '/communities/{cid}/merchants/{unit_id}/synced': { get: { query: Cursor & { outcome?: string }; ok: T.Page<T.Synced> } }
  '/communities/{cid}/merchants/{unit_id}/shared-offers': { get: { ok: { items: T.SharedOffer[] } } }
  '/communities/{cid}/offers/{id}/shops': { get: { ok: { items: T.OfferShop[] } }; post: { body: { unit_id: string }; ok: { items: T.OfferShop[] } } }
  '/communities/{cid}/offers/{id}/shops/{unit_id}/moves': { post: { body: { move: 'agree' | 'end' }; ok: { items: T.OfferShop[] } } }
  '/communities/{cid}/voucher-flags': { get: { query: Cursor & { open?: boolean }; ok: T.Page<T.VoucherFlag> } }
  '/communities/{cid}/voucher-flags/{id}/notes': { post: { body: { what: 'heard' | 'lifted'; text: string }; ok: T.VoucherFlag } }
  '/communities/{cid}/reserve': { get: { ok: T.Reserve } }
  '/communities/{cid}/reserve/terms': { post: { body: { per_redemption: number; per_month: number; valid_from: T.Day }; ok: T.Reserve } }
  '/communities/{cid}/reserve/moves': { post: { body: { source: T.ReserveSource; points: number; reason: string }; ok: T.Reserve } }
  '/communities/{cid}/reserve/moves/{id}/moves': { post: { body: { move: 'confirm' | 'decline' }; ok: T.Reserve } }
  '/communities/{cid}/merchants/{unit_id}/statements/{date}': { get: { ok: T.Statement } }
  '/communities/{cid}/merchants/{unit_id}/statements/{date}/moves': { post: { body: { move: T.StatementMove; text?: string }; ok: T.Statement } }
  '/communities/{cid}/merchants/{unit_id}/months/{month}': { get: { ok: T.StatementMonth } }
  '/communities/{cid}/merchants': { get: { query: Cursor & { state?: T.MerchantState }; ok: T.Page<T.Merchant> }; post: { body: T.MerchantIn; ok: T.Merchant } }
  '/communities/{cid}/merchants/{unit_id}': { get: { ok: T.Merchant } }
  '/communities/{cid}/merchants/{unit_id}/moves': { post: { body: Moving<T.MerchantMove>; ok: T.Merchant } }
  '/communities/{cid}/redemptions/{id}': { get: { ok: T.Taken } }
  '/communities/{cid}/redemptions/{id}/refunds': { post: { body: T.RefundIn; ok: T.Taken } }
  '/communities/{cid}/redemptions/{id}/refund-requests': { post: { body: T.RefundIn; ok: T.RefundRequest } }
  '/communities/{cid}/vouchers/{id}/redemptions': { get: { ok: { items: T.VoucherUse[] } } }
  '/communities/{cid}/statement-objections': { get: { query: Cursor & { open?: boolean }; ok: T.Page<T.StatementObjection> } }
  '/communities/{cid}/refund-requests': { get: { query: Cursor & { unit_id?: string; overdue?: boolean }; ok: T.Page<T.RefundRequest> } }
  '/communities/{cid}/refund-requests/{id}/moves': { post: { body: { move: T.RefundMove; text?: string }; ok: T.RefundRequest } }
  '/communities/{cid}/merchants/{unit_id}/redemptions': { get: { query: Cursor; ok: T.Page<T.Redemption> } }

  '/certificates/check': { post: { body: { community_id: number; number: string; code: string }; ok: T.Checked } }
  '/communities/{cid}/certificates/preview': { get: { query: { from?: string; to?: string; member_id?: T.Id }; ok: T.CertificatePreview } }
  '/communities/{cid}/certificates': { get: { query: Cursor & { void?: boolean }; ok: T.Page<T.Certificate> }; post: { body: T.CertificateIn; ok: T.Certificate } }
  '/communities/{cid}/certificates/mine': { get: { query: Cursor; ok: T.Page<T.Certificate> } }
  '/communities/{cid}/certificates/shown': { get: { query: Cursor; ok: T.Page<T.ShownCertificate> } }
  '/communities/{cid}/certificates/{id}/void': { post: { body: { reason: string }; ok: T.Certificate } }
  '/communities/{cid}/teams': { get: { query: Cursor & { state?: T.TeamState; mine?: boolean; entry_id?: T.Id; claim_id?: T.Id; unit_id?: T.Id }; ok: T.Page<T.Team> }; post: { body: { name: string; goal: string; claim_id?: T.Id; entry_id?: T.Id; leader_id?: T.Id }; ok: T.WholeTeam } }
  '/communities/{cid}/teams/{id}': { get: { ok: T.WholeTeam } }
  '/communities/{cid}/teams/{id}/moves': { post: { body: { move: T.TeamMove; member_id?: T.Id; text?: string; photos?: T.Id[] }; ok: T.WholeTeam } }
  '/communities/{cid}/teams/{id}/shifts': { post: { body: { shift_id: T.Id }; ok: T.TeamWork } }
  '/communities/{cid}/teams/{id}/seats': { get: { ok: { items: T.Seat[] } } }
  '/communities/{cid}/teams/{id}/invitations': { post: { body: { member_id?: T.Id; name?: string; phone?: string; note?: string }; ok: { items: T.Seat[] } } }
  '/communities/{cid}/teams/{id}/applications': { post: { body: { note: string }; ok: T.WholeTeam } }
  '/communities/{cid}/team-seats/{id}/moves': { post: { body: { move: T.SeatMove; note?: string }; ok: T.WholeTeam } }
  '/communities/{cid}/teams/{id}/tasks': { get: { query: Cursor & { state?: T.TaskState }; ok: T.Page<T.TeamTask> }; post: { body: { title: string; text?: string; due_on: T.Day; assignee_id?: T.Id }; ok: T.TeamTask } }
  '/communities/{cid}/team-tasks/{id}/moves': { post: { body: { move: T.TaskMove; assignee_id?: T.Id; due_on?: T.Day; text?: string; photos?: T.Id[] }; ok: T.TeamTask } }
  '/communities/{cid}/teams/{id}/log': { get: { query: Cursor; ok: T.Page<T.TeamLine> }; post: { body: { text: string; photos?: T.Id[]; task_id?: T.Id }; ok: T.TeamLine } }
  '/communities/{cid}/match-profile': { get: { ok: T.MatchProfile }; put: { body: T.MatchProfileIn; ok: T.MatchProfile } }
  '/communities/{cid}/units/{id}/match-profile': { get: { ok: T.MatchProfile }; put: { body: T.MatchProfileIn; ok: T.MatchProfile } }
  '/communities/{cid}/matching/suggestions/mine': { get: { query: Cursor & { state?: T.SuggestionState }; ok: T.Page<T.MatchSuggestion> } }
  '/communities/{cid}/units/{id}/matching/suggestions': { get: { query: Cursor & { state?: T.SuggestionState }; ok: T.Page<T.MatchSuggestion> } }
  '/communities/{cid}/matching/suggestions': { get: { query: Cursor & { state?: T.SuggestionState; category?: string; entry_id?: T.Id; shift_id?: T.Id }; ok: T.Page<T.MatchSuggestion> }; post: { body: T.MatchSuggestionIn; ok: T.MatchSuggestion } }
  '/communities/{cid}/matching/suggestions/{id}': { get: { ok: T.MatchSuggestion } }
  '/communities/{cid}/matching/suggestions/{id}/moves': { post: { body: T.SuggestionMoveIn; ok: T.MatchSuggestion } }
  '/communities/{cid}/matching/reviews': { get: { query: Cursor & { mine?: boolean; state?: T.MatchReviewState }; ok: T.Page<T.MatchReview> }; post: { body: T.MatchReviewIn; ok: T.MatchReview } }
  '/communities/{cid}/matching/reviews/{id}/moves': { post: { body: { move: 'answer' | 'withdraw'; answer?: string; made_id?: T.Id }; ok: T.MatchReview } }
  '/communities/{cid}/matching/why-not': { get: { query: { need_type: 'entry' | 'shift'; need_id: T.Id; role_id?: T.Id; offer_type: T.MatchOffer['type']; offer_id: T.Id }; ok: T.MatchWhyNot } }
  '/communities/{cid}/matching/unmet': { get: { query: Cursor & { state?: T.UnmetState; category?: string }; ok: T.Page<T.UnmetNeed> } }
  '/communities/{cid}/matching/figures': { get: { query: { weeks?: number }; ok: T.MatchFigures } }
  '/communities/{cid}/meetings': { get: { query: Cursor & { live?: boolean; mine?: boolean; state?: T.MeetingState; topic_id?: T.Id }; ok: T.Page<T.MeetingItem> }; post: { body: T.MeetingIn; ok: T.Meeting } }
  '/communities/{cid}/meetings/{id}': { get: { ok: T.Meeting } }
  '/communities/{cid}/meetings/{id}/moves': { post: { body: Moving<T.MeetingMove>; ok: T.Meeting } }
  '/communities/{cid}/meetings/{id}/code': { get: { ok: T.MeetingCode } }
  '/communities/{cid}/meetings/{id}/attendance': { post: { body: { code: string }; ok: T.Meeting } }
  '/communities/{cid}/meetings/{id}/roll': { get: { query: Cursor & { find?: string }; ok: T.Page<T.RollSeat> } }
  '/communities/{cid}/meetings/{id}/paper-attendance': { post: { body: { seat_id?: T.Id; name?: string }; ok: T.Meeting } }
  '/communities/{cid}/meetings/{id}/minutes': { put: { body: T.MinutesIn; ok: T.Meeting } }
  '/communities/{cid}/meetings/{id}/units/{unit_id}': { put: { body: { name: string; said?: string }; ok: T.Meeting } }
  '/communities/{cid}/meeting-demands': { get: { query: Cursor & { state?: string }; ok: T.Page<T.MeetingDemand> }; post: { body: { title: string; text: string }; ok: T.MeetingDemand } }
  '/communities/{cid}/meeting-demands/{id}': { get: { ok: T.MeetingDemand } }
  '/communities/{cid}/meeting-demands/{id}/signatures': { post: { ok: T.MeetingDemand } }
  '/communities/{cid}/meeting-demands/{id}/moves': { post: { body: { move: 'withdraw' }; ok: T.MeetingDemand } }
  '/communities/{cid}/resident-groups': { get: { ok: T.ResidentGroups }; post: { body: T.ResidentGroupIn; ok: T.ResidentGroups } }
  '/communities/{cid}/resident-groups/{id}': { put: { body: T.ResidentGroupIn; ok: T.ResidentGroups } }
  '/communities/{cid}/resident-register': { put: { body: T.Register; ok: T.ResidentGroups } }
  '/communities/{cid}/meetings/{id}/motions': { get: { query: Cursor; ok: T.Page<T.MotionItem> }; post: { body: { item_id: T.Id; text: string; secrecy: 'open' | 'secret' }; ok: T.Motion } }
  '/communities/{cid}/motions/{id}': { get: { ok: T.Motion } }
  '/communities/{cid}/motions/{id}/moves': { post: { body: Moving<T.MotionMove>; ok: T.Motion } }
  '/communities/{cid}/motions/{id}/vote': { put: { body: { seat_id: T.Id; choice: T.Vote }; ok: { motion_id: T.Id; seat_id: T.Id; voted: boolean } } }
  '/communities/{cid}/motions/{id}/votes': { get: { query: Cursor; ok: T.Page<T.OpenVote> } }
  '/communities/{cid}/motions/{id}/papers': { get: { ok: T.Papers } }
  '/communities/{cid}/motions/{id}/papers/{seat_id}': { put: { ok: T.Papers } }
  '/communities/{cid}/motions/{id}/paper-readings': { put: { body: { votes?: { seat_id: T.Id; choice: T.Vote | 'invalid' }[]; counts?: T.PaperCounts }; ok: T.Papers } }
  '/communities/{cid}/meetings/{id}/proxies': { get: { query: Cursor; ok: T.Page<T.MeetingProxy> }; post: { body: { to_member_id: T.Id }; ok: T.MeetingProxy } }
  '/communities/{cid}/meetings/{id}/proxy-holders': { get: { ok: { items: (T.Named & { free: number })[] } } }
  '/communities/{cid}/meeting-proxies/{id}/moves': { post: { body: { move: 'take_back' }; ok: T.MeetingProxy } }
  '/communities/{cid}/budget-rounds': { get: { query: Cursor & { live?: boolean; stage?: T.RoundStage; topic_id?: T.Id }; ok: T.Page<T.BudgetRoundItem> }; post: { body: T.BudgetRoundIn; ok: T.BudgetRound } }
  '/communities/{cid}/budget-rounds/{id}': { get: { ok: T.BudgetRound } }
  '/communities/{cid}/budget-rounds/{id}/moves': { post: { body: Moving<T.RoundMove> & { ends_on?: T.Day }; ok: T.BudgetRound } }
  '/communities/{cid}/budget-rounds/{id}/proposals': { get: { query: Cursor & { state?: string }; ok: T.Page<T.BudgetProposal> }; post: { body: { title: string; text: string; category: string; cost_fen: number }; ok: T.BudgetProposal } }
  '/communities/{cid}/budget-proposals/{id}/moves': { post: { body: { move: 'pass' | 'refuse' | 'withdraw'; reason?: string; cost_fen?: number }; ok: T.BudgetProposal } }
  '/communities/{cid}/budget-rounds/{id}/ballot': { get: { ok: T.BudgetBallot }; put: { body: { votes: { proposal_id: T.Id; points: number }[] }; ok: T.BudgetBallot } }
  '/communities/{cid}/budget-rounds/{id}/result': { get: { ok: T.BudgetResult } }
  '/communities/{cid}/certificate-issuer': { get: { ok: T.Issuer }; post: { body: T.IssuerIn; ok: T.Issuer } }

  '/communities/{cid}/kin-ties': { get: { query: Cursor; ok: T.Page<T.KinTie> }; post: { body: T.KinTieIn; ok: T.KinTie } }
  '/communities/{cid}/kin-ties/{id}/moves': { post: { body: { move: T.TieMove }; ok: T.KinTie } }
  '/communities/{cid}/gifts': { post: { body: T.GiftIn; ok: T.Gift } }
  '/communities/{cid}/gifts/terms': { get: { ok: T.GiftTerms } }
  '/communities/{cid}/gifts/{id}': { get: { ok: T.Gift } }
  '/communities/{cid}/pool': { get: { query: { from?: T.Day; to?: T.Day }; ok: T.Pool } }
  '/communities/{cid}/pool/donations': { get: { query: Cursor; ok: T.Page<T.PoolDonation> }; post: { body: { book: T.LedgerBook; amount: number; anonymous: boolean }; ok: T.PoolDonation } }
  '/communities/{cid}/entitlements': { get: { query: Cursor & { state?: string }; ok: T.Page<T.Entitlement> }; post: { body: T.EntitlementIn; ok: T.Entitlement } }
  '/communities/{cid}/entitlements/mine': { get: { ok: { entitlement: T.OwnEntitlement | null } } }
  '/communities/{cid}/entitlements/{id}/moves': { post: { body: Moving<T.EntitlementMove>; ok: T.Entitlement } }
  '/communities/{cid}/entitlements/{id}/grants': { post: { body: { minutes: number }; ok: T.Entitlement } }
  '/communities/{cid}/funds': { get: { query: Cursor; ok: T.Page<T.Fund> }; post: { body: T.FundIn; ok: T.Fund } }
  '/communities/{cid}/funds/{id}': { get: { ok: T.Fund } }
  '/communities/{cid}/funds/{id}/donations': { get: { query: Cursor & { state?: string }; ok: T.Page<T.FundDonation> }; post: { body: T.FundDonationIn; ok: T.FundDonation } }
  '/communities/{cid}/funds/{id}/uses': { get: { query: Cursor; ok: T.Page<T.FundUse> }; post: { body: T.FundUseIn; ok: T.FundUse } }
  '/communities/{cid}/fund-uses/{id}/corrections': { post: { body: { amount: number; reason: string }; ok: T.FundUse } }
  '/communities/{cid}/donations/mine': { get: { query: Cursor; ok: T.Page<T.FundDonation> } }
  '/communities/{cid}/donations/{id}': { get: { ok: T.FundDonation } }
  '/communities/{cid}/donations/{id}/moves': { post: { body: Moving<'acknowledge' | 'reject'>; ok: T.FundDonation } }

  '/communities/{cid}/inbox': { get: { query: Cursor; ok: T.Inbox } }
  '/communities/{cid}/inbox/read': { post: { body: { up_to: string }; ok: { unread_count: number } } }
  '/communities/{cid}/subscriptions': { get: { ok: T.Subscriptions }; post: { body: { answers: Record<string, 'accept' | 'reject'> }; ok: T.Subscriptions } }

  '/demo/identities': { get: { ok: { items: T.DemoIdentity[] } } }
  '/demo/codes': { post: { body: { identity: string }; ok: { code: string } } }
  '/demo/clock': { get: { ok: T.DemoClock }; post: { body: { advance: number }; ok: T.DemoClock } }
}
export type paths = Shape<Calls>
