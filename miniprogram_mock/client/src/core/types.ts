/**
 * The objects of the HTTP contract as the phone sees them. Types only: no values, no behaviour.
 * Times are ISO 8601 UTC strings, dates `2026-11-23`, amounts integers (minutes or points).
 */
export type Id = string
/** The community's 12-digit code. */
export type CommunityId = number
export type Time = string
export type Day = string
export interface Named { id: Id; name: string }
export interface Page<T> { items: T[]; next_cursor: string | null }
export interface Move<M extends string = string> { move: M; name: string }

// people and communities
export type Role = 'member' | 'staff' | 'lead' | 'supervisor'
export type UnitKind = 'agency' | 'company' | 'school' | 'institution' | 'social_group' | 'merchant'
export type UnitRole = 'contact' | 'employee' | 'clerk'
export interface Person { id: Id; name: string | null; phone_masked: string | null }
export interface MyUnit { id: Id; name: string; kind: UnitKind; role: UnitRole }
export type MemberState = 'awaiting_guardian' | 'applied' | 'verified' | 'rejected' | 'left'
export interface Membership { community_id: CommunityId; community_name: string; member_id: Id; name: string; state: MemberState; roles: Role[]; units: MyUnit[] }
export interface Session { access_token: string; refresh_token: string; expires_in: number }
export interface SignedIn extends Session { person: Person; memberships: Membership[] }
export interface CommunityShort { id: CommunityId; name: string; street_name: string }
export interface Community extends CommunityShort { notice_days: number; privacy: { version: string; text: string }; counts: { members: number; units: number } }
export interface Household { building: string; door: string }
export type Tie = 'home' | 'work'
export interface MemberIn {
  name: string; birth_date: Day; privacy_version: string; consent: true; tie: Tie
  household?: Household; unit_id?: Id; party_member?: boolean; guardian_member_id?: Id
}
export interface Member {
  id: Id; name: string; state: MemberState; state_name: string; tie: Tie; household: Household | null; roles: Role[]
  party_member: boolean | null; guardian: Named | null; units: MyUnit[]; moves: Move[]; created_at: Time
}
export interface Unit { id: Id; name: string; kind: UnitKind; kind_name: string; contact: Named | null; party_lead: boolean }
export interface UnitIn { name: string; kind: UnitKind; credit_code?: string; contact_member_id?: Id; industry?: string }
export interface Employment { id: Id; unit: Named; member: Named; role: UnitRole; state: 'applied' | 'confirmed' | 'declined' | 'ended'; state_name: string; moves: Move[] }

// lists
export type Kind = 'actor' | 'need' | 'problem' | 'service_project' | 'welfare_work' | 'benefit' | 'resource' | 'action' | 'topic'
export interface ListSummary { kind: Kind; number: number; name: string; open_count: number }
export interface Category { code: string; name: string; parent: string | null }
export type EntryState = 'draft' | 'proposed' | 'on_notice' | 'adopted' | 'open' | 'partly_claimed' | 'claimed' | 'in_progress' | 'delivered'
  | 'accepted' | 'closed' | 'rejected' | 'merged' | 'withdrawn' | 'expired' | 'reopened'
export type EntryMove = 'submit' | 'put_on_notice' | 'adopt' | 'publish' | 'reject' | 'withdraw' | 'start' | 'deliver' | 'accept' | 'reopen' | 'close'
export interface NeedDetails { beneficiary: 'public' | 'personal'; hours?: number; time_windows?: { weekday: number; from: string; to: string }[]; skills?: string[]; qualification?: string; urgency: 'normal' | 'soon' | 'urgent'; deadline?: Day }
export interface ServiceProjectDetails { frequency: string; places: string[]; capacity: number; standard: string }
export interface ActionDetails { risks: string[]; dangerous: boolean; insurance_number?: string; age_min?: number; qualification?: string }
export interface ResourceDetails { resource_kind: 'time' | 'goods' | 'skill' | 'space' | 'fund' | 'data'; unit_of_measure: string; opening_hours?: string; conditions?: string; small_fee_fen?: number
  open_times?: OpenTime[]; closed_days?: Day[]; booking?: { slot_minutes: number; lead_hours: number; ahead_days: number; cancel_hours: number; member_max?: number }
  space?: { area_m2?: number; floor?: string; accessible?: boolean; people_max?: number }; goods?: { condition?: string; deposit_note?: string }; time?: { weekly_hours?: number }
  skill?: { level?: string; certificate?: string }; fund?: { amount_fen: number; purpose: string }; data?: { format: string; update_rhythm?: string; licence?: string }
}
export interface OpenTime { weekday: number; from: string; to: string }
export interface BenefitDetails { category: string; measure: 'hour' | 'slot' | 'item' | 'hundred_yuan'; book: 'point' | 'time'; amount: number; cap_per_day?: number; valid_from: Day; valid_to?: Day; returns?: string }
export interface ProblemDetails { severity: 'low' | 'medium' | 'high'; responsible_body?: string }
export interface WelfareWorkDetails { budget_fen: number; fund: string; milestones?: { title: string; due: Day }[] }
export type ActorKind = 'unit' | 'shop' | 'social_group' | 'team' | 'household' | 'person'
export interface ActorDetails { actor_kind: ActorKind; unit_id?: Id; by_self?: boolean; credit_code?: string; industry?: string; good_at?: string[]; /** the proposer and the desk alone */ contact_name?: string; contact_phone?: string }
export interface DetailsOf { actor: ActorDetails; need: NeedDetails; problem: ProblemDetails; welfare_work: WelfareWorkDetails; service_project: ServiceProjectDetails; action: ActionDetails; resource: ResourceDetails; benefit: BenefitDetails }
export type Details = Partial<Record<string, unknown>>
export interface Entry {
  id: Id; community_id: CommunityId; number: string; kind: Kind; kind_name: string; title: string; text: string; category: string; category_name: string; place: string | null
  state: EntryState; state_name: string; proposer: { type: 'member' | 'unit'; id: Id; name: string }
  /** the desk wrote it for somebody; whom, the desk alone sees */
  on_behalf_of?: { name: string | null; consent_name: string | null } | null
  /** how many it concerns too; null or absent where a list takes none */
  support?: Support | null
  quantity: number | null; quantity_unit: string | null; claimed_quantity: number; starts_at: Time | null; ends_at: Time | null
  /** when it expires, or counts as solved, if nobody does anything */
  due_at?: Time | null
  /** units that have the first word until then; null: everybody may claim */
  addressed?: { until: Time; units: Named[] } | null
  details: Details; photos: Photo[]; created_at: Time; updated_at: Time; version: number; moves: Move<EntryMove>[]
}
export interface Support { count: number; is_mine: boolean; /** the reader may say it now */ is_open: boolean }
/** Addresses begin with `/`, need no token and end after a day or two. */
export interface Photo { id: Id; url: string; thumb_url: string; width: number; height: number }
export interface EntryIn { kind: Kind; title: string; text: string; category: string; place?: string; starts_at?: Time; ends_at?: Time; quantity?: number; quantity_unit?: string; unit_id?: Id; details: object; photos?: Id[]; /** the desk alone */ on_behalf_of?: { name: string; consent: 'spoken' | 'written' } }
export type EntryPatch = Partial<Omit<EntryIn, 'kind' | 'unit_id' | 'on_behalf_of'>>
export interface EntryHistory { move: string; name: string; from_state: string | null; to_state: string; by: Named | null; at: Time; note: string | null }
export interface Evidence { kind: string; words: string; count: number; weight: number; latest_on: Day | null; entries: Named[] }
export interface Criterion { criterion: 'willing' | 'able' | 'resourced' | 'tied'; name: string; /** 0 to 100 */ score: number; sentence: string; evidence: Evidence[] }
/** `criteria` are null for whoever may not see them. */
export interface ActorCard { entry_id: Id; actor_kind_name: string; counted_on: Day; half_life_days: number; is_public: boolean; may_publish: boolean; criteria: Criterion[] | null; summary: string | null }
export interface ReferralIn { name: string; actor_kind: ActorKind; reason: string; phone: string | null }
export interface Referral { id: Id; name: string; actor_kind: string; actor_kind_name: string; reason: string; state: string; state_name: string; note: string | null; entry_id: Id | null; created_at: Time }
export interface Suggestion { type: 'unit' | 'referral'; id: Id; name: string; actor_kind: string; actor_kind_name: string; reasons: { source: string; count: number; words: string }[]; said: string[]; phone: string | null; note: string | null; moves: Move<'list' | 'dismiss' | 'restore'>[] }
export interface Similar { entry: Entry; /** 0 to 100 */ score: number; reasons: string[] }
/** While somebody writes: what may say it already, and a guessed category. */
export interface Suggested { items: Similar[]; category: { code: string; name: string } | null }
/** What a merged entry said in its own words. */
export interface Sentence { merge_id: Id; entry_id: Id; number: string; title: string; text: string; by: string; created_at: Time; merged_at: Time }

// bookings of resources
export interface Slot { starts_at: Time; ends_at: Time; free: number; state: 'free' | 'full' | 'too_soon' | 'past' }
export interface Slots {
  day: Day; days: { day: Day; open: boolean; free: number }[]; slots: Slot[]; units: number; people_max: number | null
  fee_fen: number; slot_minutes: number; lead_hours: number; cancel_hours: number; /** coming bookings one may hold, and how many I do */ member_max: number; coming: number; banned_until: Time | null
}
export type BookingState = 'booked' | 'used' | 'cancelled' | 'late_cancelled' | 'no_show'
export type BookingMove = 'cancel' | 'use' | 'no_show'
export interface Booking {
  id: Id; entry: Named; place: string | null; resource_kind: string; member: Named; mine: boolean; unit_no: number; starts_at: Time; ends_at: Time; cancel_until: Time; late: boolean
  people: number; fee_fen: number; note: string | null; state: BookingState; state_name: string; reason: string | null; created_at: Time; moves: Move<BookingMove>[]
}

// claims
export type ClaimMove = 'accept' | 'decline' | 'withdraw' | 'deliver' | 'accept_delivery' | 'reject_delivery'
export type ClaimState = 'waiting' | 'open' | 'accepted' | 'declined' | 'withdrawn' | 'delivered' | 'closed' | 'lapsed'
export type AssistMove = 'agree' | 'decline' | 'leave' | 'take_back'
export type AssistState = 'invited' | 'agreed' | 'declined' | 'left' | 'taken_back' | 'lapsed'
export interface Assist { id: Id; unit: Named; share: number; part: string | null; state: AssistState; state_name: string; /** when the invitation ends by itself */ answer_by: Time | null; moves: Move<AssistMove>[] }
export interface AssistIn { unit_id: Id; share: number; part?: string }
export interface ClaimIn { actor: { type: 'unit' | 'member'; id: Id }; quantity: number; note?: string; /** stand in line where there is not enough */ wait?: boolean; assists?: AssistIn[] }
export interface Claim {
  id: Id; entry: { id: Id; kind: Kind; title: string; number: string; quantity: number | null; quantity_unit: string | null; claimed_quantity: number }
  actor: { type: string; id: Id; name: string }; quantity: number; state: ClaimState; state_name: string; note: string | null
  /** what no assisting unit takes */
  own_share: number; assists: Assist[]; /** the reader may ask units to help now */ may_invite: boolean; /** 1 is next */ place_in_line: number | null; /** what it is kept by now, for who may read that */ agreement_id: Id | null; created_at: Time; moves: Move<ClaimMove>[]
}

export interface Found extends Entry { distance: 'building' | 'community'; title_marks: number[][]; text_marks: number[][] }
export interface FoundOnStreet { id: Id; community_id: CommunityId; community_name: string; number: string; kind: Kind; title: string; text: string; category_name: string; place: string | null; created_at: Time; title_marks: number[][]; text_marks: number[][] }

// editions
export type DraftMove = 'put_on_notice' | 'publish' | 'withdraw'
export interface Change { what: string; number: string; title: string; text: string }
export interface Changes { count: number; items: Change[] }
export interface EditionHead { id: Id; kind: Kind; kind_name: string; number: number; seal: string; entries_count: number; until: Day; published_at: Time }
export interface Edition extends EditionHead { previous: string | null; objections_count: number; changes: Changes }
export interface EditionEntry { entry_id: Id; version: number; number: string; title: string; text: string; facts: { name: string; value: string }[] }
export interface Comparison { kind: Kind; number: number; other: number; changes: Changes }
export interface Verification { kind: Kind; editions: number; entries: number; last_seal: string | null; agrees: boolean; findings: { number: number; entry_number: string | null; text: string }[] }
export interface Objection { id: Id; entry_id: Id | null; text: string; at: Time; by_name: string; is_mine: boolean; answer: string | null; answered_at: Time | null; may_answer: boolean }
export interface EditionDraft {
  id: Id; kind: Kind; kind_name: string; state: 'draft' | 'on_notice' | 'published' | 'withdrawn'; state_name: string; until: Day; compiled_at: Time; notice_until: Time | null
  entries_count: number; compared_with: number | null; changes: Changes; changed_since: number; objections: Objection[]; moves: Move<DraftMove>[]
}

// tables that become entries
export type ImportState = 'uploaded' | 'checked' | 'applied' | 'withdrawn' | 'expired'
export type ImportMove = 'apply' | 'withdraw'
export type ImportTarget = 'proposed' | 'open'
export interface ImportHead {
  id: Id; kind: Kind; kind_name: string; state: ImportState; state_name: string; file_name: string; rows_total: number; /** checked so far */ rows_done: number
  errors_total: number; to_state: ImportTarget | null; created_at: Time; /** when one that still waits ends by itself */ expires_at: Time | null; by_name: string
}
/** What a column may fill; anything may stand in it where there are no choices. */
export interface ImportField { path: string; heading: string; required: boolean; note: string; choices: string[] }
export interface Import extends ImportHead {
  columns: { heading: string; path: string | null; /** what the first rows say */ samples: string[] }[]; /** path → the value of every row without its own */ fixed: Record<string, string>; fillable: ImportField[]
  errors: { row: number; heading: string; message: string }[]; targets: { state: ImportTarget; name: string }[]; moves: Move<ImportMove>[]
}

// dossiers
export interface Option { code: string; name: string }
export interface DossierEntry {
  id: Id; kind: 'training' | 'commendation'; title: string; by_whom: string; happened_on: Day; minutes: number | null; document: string; recorded_by_name: string; recorded_at: Time; from_file: boolean
  void: { reason: string; by_name: string; at: Time } | null; may_void: boolean
}
export interface DossierEntryIn { kind: 'training' | 'commendation'; title: string; by_whom: string; happened_on: Day; minutes?: number; document?: string }
export interface Evaluation { id: Id; record_id: Id; assessor: string; assessor_name: string; by_name: string; score: number; words: string; written_at: Time; answer: string | null; answered_at: Time | null }
export interface Evaluations { items: Evaluation[]; may_evaluate: boolean; may_answer: boolean }
export type OutsideState = 'awaiting' | 'confirmed' | 'declined'
/** Hours served elsewhere: in no sum of ours. */
export interface OutsideRecord { id: Id; title: string; organiser: string; served_on: Day; minutes: number; origin: string; file_name: string; imported_by_name: string; state: OutsideState; state_name: string }
export interface Dossier {
  member: Named; number: string | null; skills: Option[]; skill_words: string[]; times: Option[]; contact_masked: string | null; identity_masked: string | null; may_report: boolean
  trainings: DossierEntry[]; commendations: DossierEntry[]; evaluations: Evaluation[]; outside: OutsideRecord[]; /** confirmed ones */ outside_minutes: number
  exports: { at: Time; purpose: string; by_name: string }[]; skill_options: Option[]; time_options: Option[]; may_keep: boolean
}
/** What is left out stays; an empty text takes it away. */
export interface DossierChange { skills?: string[]; skill_words?: string[]; times?: string[]; contact?: string; identity_number?: string; may_report?: boolean }
export type DossierPart = 'identity' | 'skills' | 'times' | 'contact' | 'service' | 'training' | 'commendation' | 'evaluation'
export interface DossierExportIn { purpose: string; since: Day; until: Day; parts: DossierPart[]; format: 'xlsx' | 'csv' }
export interface DossierExport {
  id: Id; purpose: string; since: Day; until: Day; parts: string[]; format: 'xlsx' | 'csv'; state: 'waiting' | 'ready' | 'expired'; members_total: number; members_done: number; rows_total: number
  downloads: number; by_name: string; asked_at: Time; expires_at: Time | null; may_take: boolean
}
export type DossierImportMove = 'apply' | 'withdraw' | 'confirm' | 'decline'
export interface DossierImportHead {
  id: Id; origin: string; file_name: string; state: ImportState | 'applying'; state_name: string; rows_total: number; rows_new: number; rows_changed: number; rows_same: number; rows_kept: number; errors_total: number
  outside_state: OutsideState | null; outside_state_name: string | null; by_name: string; created_at: Time; expires_at: Time | null
}
export interface DossierImport extends DossierImportHead { sheets: { name: string; unread: string[] }[]; errors: { sheet: string; row: number; heading: string; message: string }[]; moves: Move<DossierImportMove>[] }

// topics and the trace
export type Stage = 'suggested' | 'gathering' | 'talking' | 'deciding' | 'decided' | 'carrying_out' | 'reviewing' | 'closed' | 'dropped'
export type TopicMove = 'open' | 'talk' | 'put_to_vote' | 'decide' | 'carry_out' | 'close' | 'extend' | 'drop'
export type MeetingKind = 'frank_talk' | 'council' | 'dialogue' | 'alliance'
export interface TopicItem {
  id: Id; entry_id: Id; number: string; title: string; category: string; category_name: string; stage: Stage; stage_name: string
  stage_ends_at: Time | null; days_left: number | null; overdue: boolean; next_actor: string | null
  meeting_kind: MeetingKind | null; meeting_name: string | null; created_at: Time
}
export interface TopicStop { stage: Stage; name: string; status: 'done' | 'now' | 'to_come'; at: Time | null; by: Named | null; note: string | null; ends_at: Time | null; next_actor: string | null }
export interface Decision {
  text: string; reasons: string; owner: { type: string; id: Id; name: string }; due_on: Day; review_on: Day; decided_at: Time; reviewed_at: Time | null
  entry: { id: Id; kind: Kind; title: string } | null
}
export interface Topic extends TopicItem {
  text: string; opened_by: Named; source: { type: string; id: Id; title: string } | null; decision: Decision | null; stops: TopicStop[]; moves: Move<TopicMove>[]
}
export interface TopicIn { title: string; text: string; category: string; meeting_kind: MeetingKind; ends_on?: Day; next_actor?: string; source_entry_id?: Id; source_statement_id?: Id }
export interface DecisionIn {
  text: string; reasons: string; owner: { type: 'unit' | 'member'; id: Id }; due_on: Day; review_on: Day; /** the vote that it rests on */ motion_id?: Id
  entry?: { kind: Kind; title: string; text: string; category: string; details: object }
}
export interface TopicStep { move: TopicMove; note?: string; ends_on?: Day; review_on?: Day; next_actor?: string; meeting_kind?: MeetingKind; decision?: DecisionIn }

// opinions on a topic, and texts that are looked at before others see them
export type VoteAnswer = 'agree' | 'disagree' | 'pass'
export interface Opinions { state: string; closes_at: Time | null; closed_at: Time | null; while_talking: boolean; statements: number; waiting: number | null; voters: number; votes: number; own_left_to_say: number | null; own_voted: number | null; may_set: boolean }
export type OpinionState = 'waiting' | 'open' | 'refused' | 'merged' | 'withdrawn' | 'hidden'
export type OpinionMove = 'withdraw' | 'merge' | 'hide' | 'show'
export interface OpinionStatement { id: Id; text: string; state: OpinionState; state_name: string; is_own: boolean; merged_into_id: Id | null; agrees: number; disagrees: number; passes: number; moves: Move<OpinionMove>[] }
/** Two that say nearly the same. */
export interface SimilarPair { one: OpinionStatement; other: OpinionStatement; score: number }
export interface DeckCard { id: Id; text: string }
export interface Deck { items: DeckCard[]; /** not voted on, these among them */ left: number }
export interface OwnVote extends DeckCard { answer: VoteAnswer }
export interface Said { statement_id: Id; text: string; side: 'agree' | 'disagree'; votes: number; /** of those who are meant and voted on it */ percent: number; /** in the order of the groups; null where fewer than three voted on it */ percent_by_group: (number | null)[] }
export interface OpinionSpot { x: number; y: number; people: number }
export interface OpinionGroup { name: string; size: number; x: number; y: number; spots: OpinionSpot[]; says: Said[] }
export interface OwnPlace { voted: number; wanted: number; group: number | null; x: number | null; y: number | null }
export interface OpinionMap { version: number; drawn_at: Time | null; voters: number; participants: number; agreed: Said[]; groups: OpinionGroup[]; own: OwnPlace | null }
export interface TopicVersions { votes: number; map: number; stage: Stage }
export type ModerationState = 'waiting' | 'held' | 'passed' | 'refused' | 'withdrawn'
export interface ModerationDecision { to_state: ModerationState; state_name: string; by: string | null; label_name: string | null; reason: string | null; at: Time }
export interface ModerationItem { id: Id; subject_type: string; subject_name: string; title: string; target: { type: string; id: Id }; text: string; state: ModerationState; state_name: string; created_at: Time; decided_at: Time | null; decisions: ModerationDecision[]; moves: Move<'pass' | 'refuse'>[] }
/** Without a title it stands for `count` things that one may not see. `level` 0 is what was asked for. */
export interface TraceNode {
  key: string; type: string; type_name: string; level: number; count: number; id: Id | null; title: string | null; state_name: string | null
  status: 'done' | 'now' | 'to_come'; at: Time | null; who: string | null; next_actor: string | null; due_at: Time | null; target: { type: string; id: Id } | null
}
export interface TraceEdge { from: string; to: string; relation: string; note: string | null }
export interface Trace { nodes: TraceNode[]; edges: TraceEdge[]; cut: boolean }

// volunteering
export type Fence = 'inside' | 'outside' | 'not_given'
export interface ShiftIn { entry_id: Id; claim_id?: Id; title?: string; starts_at: Time; ends_at: Time; places: number; place: string; leader_member_id?: Id; beneficiary_member_id?: Id; age_min?: number; roles?: NewRole[]; cancel_hours?: number }
export interface NewRole { name: string; places: number; skill?: string; age_min?: number; qualification?: string }
export interface ShiftRole { id: Id; name: string; places: number; places_left: number; waiting: number; skill: string | null; age_min: number | null; qualification: string | null }
export interface Repeat { every: 'day' | 'week'; interval?: number; weekdays?: number[]; until?: Day; times?: number; skip_holidays?: boolean }
export interface Series { series_id: Id; first_shift_id: Id; shifts: { id: Id; starts_at: Time; ends_at: Time }[]; warning: string | null }
export interface NamedPhone { name: string; phone: string }
export type SignUpState = 'invited' | 'signed_up' | 'waiting' | 'cancelled' | 'checked_in' | 'checked_out' | 'no_show'
export interface SignUp {
  id: Id; shift_id: Id; shift_title: string; starts_at: Time; ends_at: Time; place: string; member: Named
  state: SignUpState; state_name: string; waiting_position: number | null; moves: Move<SignUpMove>[]
  role: Named | null; for_unit: Named | null; invited_by: Named | null; /** whose word it needs beside */ asked: Asked | null; /** until when no reason is asked */ free_until: Time | null
  /** moved up so late that not coming is not noted */ is_short_notice: boolean; is_late: boolean; is_excused: boolean; cancel_reason: string | null; excuse_reason: string | null; qualification: { name: string | null; number: string; is_confirmed: boolean } | null
}
export type RecordState = 'checked_in' | 'checked_out' | 'witnessed' | 'confirmed' | 'on_notice' | 'entered' | 'held' | 'disputed' | 'rejected' | 'filed' | 'corrected'
export type SignUpMove = 'cancel' | 'accept' | 'decline' | 'confirm_qualification' | 'excuse' | 'take_back'
export interface Asked { as: 'self' | 'guardian' | 'leader'; member: Named; is_me: boolean; answer_by: Time | null; answered_at: Time | null }
export interface SignUpIn { accept_risks?: true; for_member_id?: Id; role_id?: Id; for_unit_id?: Id; qualification_number?: string; guardian?: NamedPhone }
export interface SignUpStep { move: SignUpMove; note?: string; accept_risks?: true; for_unit_id?: Id; qualification_number?: string }
export interface SignUpOptions {
  is_minor: boolean; needs_guardian_named: boolean; wards: Named[]; units: Named[]; /** whom I invited, whose word is mine */ others: SignUp[]
  standing: { strikes: number; strikes_max: number; days: number; asked_until: Time | null }
}
export interface UnitHours { unit: Named; months: { month: string; times: number; people: number; minutes: number }[]; month: string; people: { member: Named; times: number; minutes: number }[] }
export interface RecordShort { id: Id; state: RecordState; state_name: string; minutes: number | null }
export interface Shift {
  id: Id; /** null: between two neighbours, on no list */ entry: { id: Id; title: string; kind: Kind; number: string } | null; is_private: boolean; title: string; category: string; category_name: string
  starts_at: Time; ends_at: Time; places: number; places_left: number; waiting: number; place: string; leader: Named; unit: Named | null
  state: 'open' | 'cancelled' | 'ended'; state_name: string; opened_after: boolean; dangerous: boolean; risks: string[]; age_min: number | null
  series_id: Id | null; cancel_hours: number; roles: ShiftRole[]
  i_lead: boolean; my_sign_up: SignUp | null; my_record: RecordShort | null; check_in_from: Time; check_in_until: Time; moves: Move[]
}
// one neighbour's time for another's
export type OrderState = 'open' | 'accepted' | 'overdue' | 'reported' | 'absent' | 'disputed' | 'completed' | 'cancelled' | 'missed' | 'expired' | 'ruled'
export type OrderScope = 'open' | 'asked' | 'answered' | 'disputes' | 'desk'
export type OrderMove = 'accept' | 'cancel' | 'report' | 'complete' | 'confirm' | 'claim_absence' | 'dispute' | 'rule'
export type OrderSide = 'asker' | 'helper'
export interface OrderStep { move: OrderMove; answer_id?: Id; minutes?: number; note?: string; photos?: Id[]; /** what cancelling was shown to cost */ compensation?: number; at_fault?: OrderSide }
export interface OwnOrderAnswer { id: Id; message: string; state: 'offered' | 'withdrawn' | 'chosen' | 'declined'; state_name: string; created_at: Time; moves: Move<'withdraw'>[] }
export interface Promises { kept: number; broken: number }
export interface OrderAnswer extends OwnOrderAnswer { helper: Named; promises: Promises }
export interface Order {
  id: Id; title: string; text: string; category: string; category_name: string; place: string; starts_at: Time; ends_at: Time; minutes: number
  payer: 'own' | 'pool'; payer_name: string; state: OrderState; state_name: string; asker: Named; helper: Named | null; /** mine */ side: OrderSide | null
  answers_count: number; my_answer: OwnOrderAnswer | null; next: { who: string; what: string; due_at: Time | null; otherwise: string | null } | null; posted_minutes: number | null; created_at: Time
}
export interface OrderStop { name: string; status: 'done' | 'now' | 'to_come'; at: Time | null; by: Named | null; minutes: number | null; note: string | null; due_at: Time | null }
export interface WholeOrder extends Order {
  /** to the other side, while it runs */ door: string | null; phone: string | null
  consent_name: string | null; asked_by: Named | null; asker_promises: Promises | null; helper_promises: Promises | null; answers: OrderAnswer[]
  shift_id: Id | null; record: RecordShort | null; reported_minutes: number | null; returned_minutes: number | null; suggested_minutes: number; ruling_most: number
  stops: OrderStop[]; statements: { side: OrderSide; by: Named; text: string; photos: Photo[]; at: Time }[]; /** minutes; null: it can't be cancelled */ compensation: number | null; moves: Move<OrderMove>[]
}
export interface OrderIn { category: string; title: string; text?: string; place: string; door?: string; starts_at: Time; minutes: number; payer?: 'own' | 'pool'; share_phone?: boolean; on_behalf_of?: { member_id: Id; consent: 'spoken' | 'written' } }
export interface OrderMeans { available: number; /** null: the pool pays nothing */ pool_left: number | null; may_ask_for: boolean; minutes_min: number; minutes_max: number; minutes_step: number; ahead_days: number; late_cancel_hours: number; compensation: number }

export interface Present { sign_up_id: Id; member: Named; state: SignUpState; state_name: string; record: ServiceRecord | null }
export interface Presence { shift_id: Id; left: { to_come: number; to_leave: number; to_witness: number; to_confirm: number; to_confirm_by_me: number }; items: Present[] }
export interface CheckIn { code: string; fence?: Fence; /** by the server's clock, as the phone knew it */ seen_at?: Time; /** my ward, beside me without a phone */ for_member_id?: Id }
/** One code a step from `first_from` on, to be shown in turn without a network. */
export interface CodesAhead { codes: string[]; first_from: Time; step_seconds: number; qr_prefix: string }
export interface ShiftCode { code: string; qr: string; step_seconds: number; valid_until: Time }
export type RecordMove = 'witness' | 'confirm' | 'approve' | 'dispute' | 'uphold' | 'lower' | 'reject' | 'withdraw'
export type Book = 'service' | 'time' | 'point'
export interface Stop { state: string; name: string; at: Time | null; by: Named | null; status: 'done' | 'now' | 'to_come' }
export interface ServiceRecord {
  id: Id; number: string; shift: { id: Id; title: string; starts_at: Time; ends_at: Time; place: string }; member: Named
  state: RecordState; state_name: string; minutes: number | null; checked_in_at: Time | null; checked_out_at: Time | null; fence: Fence
  /** name: a chip of at most 16 characters; text: with the figures; holds: until a ruling */ flags: { code: string; name: string; text: string; holds: boolean }[]
  /** the guardian whose phone it was */ held_by: Named | null
  source: 'code' | 'paper' | 'correction'; /** for the desk and the leader alone */ evidence: { kind: 'sheet' | 'slip'; kind_name: string; photo: Photo; added_at: Time }[]; may_add_slip: boolean; notice_until: Time | null; /** working days, today among them */ days_left: number | null; /** what is not certain about that end */ calendar_note: string | null; settlement: null | 'pending' | 'settled' | 'awaiting_backing'
  earned: { book: Book; amount: number }[]; stops: Stop[]; moves: Move<RecordMove>[]
  /** what this record replaces, and what replaces it or is on its way to */
  corrects: RecordRef | null; corrected_by: RecordRef | null
}
export interface RecordRef { id: Id; number: string; minutes: number }
export interface CorrectionIn { minutes: number; reason: string; photos: Id[] }
export interface CorrectionRequest {
  id: Id; record: RecordRef & { title: string; served_on: Day }; member: Named; minutes: number; reason: string; photos: Photo[]
  state: 'waiting' | 'taken_up' | 'declined'; state_name: string; answer: string | null; asked_at: Time
}
export interface Correction { reason: string; photos: Photo[]; filed_by: Named; filed_at: Time; from_audit: boolean; was_asked: boolean }
/** All that a record's page tells of corrections; `effects`: what was earned too much, of it taken back, still owed. */
export interface Corrections {
  corrects: RecordRef | null; corrected_by: RecordRef | null; correction: Correction | null
  effects: { book: 'time' | 'point'; amount: number; taken: number; owed: number }[]
  requests: CorrectionRequest[]; minutes_max: number; may_ask: boolean; may_file: boolean
}
export interface SheetLine { member_id: Id; came_at: Time; left_at: Time; /** of who had not signed up */ role_id?: Id; qualification_number?: string }
export interface PastShift { entry_id: Id; starts_at: Time; ends_at: Time; place: string; leader_member_id: Id }
export interface SheetIn { shift_id?: Id; shift?: PastShift; photos: Id[]; lines: SheetLine[] }
export interface LineFault { line: number; field: 'member_id' | 'role_id' | 'qualification_number' | 'came_at' | 'left_at'; text: string }
export interface DeskRow { code: string; name: string; count: number }
export interface NoticeLine { record_id: Id; number: string; member_name: string; shift_title: string; served_on: Day; place: string | null; minutes: number; notice_until: Time; /** working days, today among them */ days_left: number; calendar_note: string | null; may_dispute: boolean }
export type DisputeSide = 'objector' | 'record'
export interface DisputeWord { side: DisputeSide; role: string; by: Named | null; is_mine: boolean; turn: number; text: string; photos: Photo[]; at: Time }
export interface Dispute {
  id: Id; record: { id: Id; number: string; title: string; served_on: Day; member: Named | null; minutes: number | null; state: RecordState; state_name: string }
  opener: Named | null; is_mine: boolean; opened_at: Time; evidence_until: Time; rule_by: Time; is_late: boolean; minutes_before: number; minutes_after: number | null
  outcome: 'upheld' | 'lowered' | 'rejected' | 'withdrawn' | null; outcome_name: string | null; closed_at: Time | null; ruler: Named | null; reason: string | null; statements: DisputeWord[]; may_state: boolean
}
export interface NameConsent { shows_name: boolean; since: Time | null; may_choose: boolean; name: string; masked_name: string; version: string; text: string }

// books
export interface Line { id: Id; at: Time; title: string; amount: number; balance: number; source: { type: string; id: Id } | null }
export interface BookPage { book: Book; name: string; unit: 'minute' | 'point'; balance: number; available: number; /** what later earnings repay first */ owed: number; lines: Page<Line> }
export interface Stars { level: number; levels: number; minutes: number; next_minutes: number | null }
export interface Passbook { books: BookPage[]; stars: Stars | null; archived_until: string | null; expiring: { amount: number; on: Day } | null }
export interface Proof {
  id: Id; community_id: number; leaf: string; leaf_hash: string; sealed_hash: string; index: number; size: number; path: string[]
  seal: { number: number; day: Day; size: number; root: string; previous: string; hash: string; sealed_at: string }
}
export interface Rule { text: string; sources: string[] }
export interface Pack { code: string; name: string; place: string; rules: Rule[] }
export interface Packs { in_force: string | null; adoptions: { pack: string; name: string; valid_from: Day; adopted_at: string }[]; packs: Pack[] }
export interface ExpiryRule { months: number | null; valid_from: Day }
export interface Coverage {
  pledged: number; lapsed: number; backing: number; members: number; pool: number; vouchers: number; merchants: number
  reserve: number; fulfilled: number; clearing: number; coverage_percent: number; awaiting_backing_records: number
}

// redemption
export interface PledgeIn { unit_id: Id; title: string; quantity: number; measure: string; points_each: number; valid_to?: Day }
export interface Pledge { id: Id; unit: Named; title: string; points: number; quantity: number | null; measure: string | null; points_each: number | null; redeemed: number; lapsed: number; valid_to: Day | null; state: 'active' | 'ended'; created_at: Time }
export type OfferCategory = 'food' | 'daily' | 'catering' | 'service' | 'health' | 'culture' | 'other'
export interface OfferFields { title: string; text: string; price_points: number; stock: number; voucher_days: number; category: OfferCategory; photos: Id[]; refund_days: number; day_cap: number | null; member_day_cap: number | null; member_month_cap: number | null }
export interface OfferIn extends OfferFields { pledge_id: Id }
export interface OffersQuery { unit_id?: Id; category?: OfferCategory; text?: string; affordable?: boolean; sort?: 'newest' | 'cheapest' }
export interface OfferPrice { price_points: number; refund_days: number; from_at: Time; to_at: Time | null }
export type OfferMove = 'pause' | 'resume' | 'close'
export interface Offer {
  id: Id; unit: Named; title: string; text: string | null; price_points: number; stock: number; sold: number; left: number; voucher_days: number
  category: OfferCategory; category_name: string; photos: Photo[]; refund_days: number; sold_today: number; /** within the day's cap too */ left_today: number
  day_cap: number | null; member_day_cap: number | null; member_month_cap: number | null; /** false: the shop pauses */ shop_open: boolean
  state: 'open' | 'paused' | 'closed'; state_name: string; pledge_id: Id; version: number; moves: Move<OfferMove>[]
}
export type VoucherState = 'issued' | 'used' | 'cancelled' | 'expired'
export interface Voucher {
  id: Id; number: string; offer: { id: Id; title: string; unit: Named }; /** all that take it */ shops: Named[]; quantity: number; /** pieces not taken yet */ left: number; points: number; state: VoucherState; state_name: string
  token: string | null; qr: string | null; pin: string | null; works_offline: boolean; expires_at: Time; used_at: Time | null; created_at: Time; moves: Move[]
}
export interface Redemption { id: Id; voucher_number: string; title: string; quantity: number; left: number; points: number; holder_name: string; at: Time }
export interface RedeemIn { token?: string; number?: number; pin?: string; pieces?: number; unit_id?: Id }
export interface TillKit { unit: Named; now: Time; offers: { id: Id; title: string }[] }
export type SyncOutcome = 'accepted' | 'already' | 'guaranteed' | 'refused'
export interface SyncIn { unit_id: Id; sent_at: Time; items: { client_id: Id; token: string; pieces: number; phone_at: Time; sequence: number }[] }
export interface SyncAnswer { client_id: Id; outcome: SyncOutcome; was: SyncOutcome | null; code: string | null; title: string; pieces: number; guaranteed: number; unpaid: number; points: number; taken_at: Time | null }
export interface Synced { client_id: Id; voucher_number: string; voucher_title: string; outcome: SyncOutcome; outcome_name: string; title: string; pieces: number; points: number; taken_at: Time; synced_at: Time }
export interface OfferShop { unit: Named; agreed_at: Time | null; moves: Move<'agree' | 'end'>[] }
export interface SharedOffer extends OfferShop { offer: Named }
export interface FlagNote { text: string; by: string; at: Time }
export interface VoucherFlag {
  id: Id; voucher_number: string; voucher_title: string; quantity: number; holder_name: string; shop: Named; /** taken beyond what the voucher held */ pieces: number; voucher_state_name: string
  taken_at: Time; raised_at: Time; uses: { shop: Named; pieces: number; at: Time }[]; heard: FlagNote | null; lifted: FlagNote | null; may_tell: boolean; may_lift: boolean
}
export type ReserveSource = 'pool' | 'backing'
export interface Reserve {
  balance: number; since: Day; came: number; went: number; lines: { at: Time; title: string; points: number; balance: number }[]; terms: { per_redemption: number; per_month: number }
  sources: { source: ReserveSource; name: string; available: number }[]; may_fill: boolean
  proposed: { id: Id; source_name: string; points: number; reason: string; proposed_by: string; proposed_at: Time; may_decide: boolean }[]
}
export type StatementState = 'made' | 'confirmed' | 'objected' | 'replied'
export type StatementMove = 'confirm' | 'object' | 'reply'
interface DayFigures { date: Day; opening: number; redeemed: number; refunds: number; corrections: number; closing: number; /** settled with the shop */ fulfilled: number }
export interface Statement extends DayFigures {
  merchant: Named; number: string | null; lines: { at: Time; voucher_number: string | null; title: string; quantity: number; points: number }[]
  total: number; count: number; state: StatementState | null; state_name: string; notes: { what: StatementMove; text: string; at: Time; by: string }[]; moves: Move<StatementMove>[]
}
/** What a shop objected to a day of its own, and what became of it. */
export interface StatementObjection { merchant: Named; date: Day; number: string; text: string; by: string; at: Time; state: StatementState; state_name: string; answer: string | null }
export interface StatementDay extends DayFigures { number: string; state: StatementState; state_name: string }
export interface StatementMonth { merchant: Named; /** `2026-11` */ month: string; days: StatementDay[]; sums: { redeemed: number; refunds: number; corrections: number; fulfilled: number } }

// merchants, refunds
export type MerchantState = 'applied' | 'active' | 'paused' | 'closed' | 'declined'
export type MerchantMove = 'check' | 'approve' | 'decline' | 'pause' | 'resume' | 'close'
export interface MerchantIn { unit_id: Id; licence: string; address: string; hours: string; sells: string; photos: Id[] }
export interface Merchant {
  unit: Named; address: string; hours: string; sells: string; state: MerchantState; state_name: string; licence: string | null; photos: Photo[]; is_checked: boolean; applied_at: Time
  history: { at: Time; name: string; note: string; by: string | null }[]; moves: Move<MerchantMove>[]
}
export type RefundReason = 'quality' | 'unlike' | 'unavailable' | 'unneeded' | 'other'
export type RefundMove = 'refund' | 'decline' | 'withdraw'
export interface RefundIn { quantity: number; reason: RefundReason; text?: string }
export interface RefundRequest {
  id: Id; redemption_id: Id; unit: Named; voucher_number: string; title: string; holder_name: string; quantity: number; reason: RefundReason; reason_name: string; text: string
  state: 'open' | 'refunded' | 'declined' | 'withdrawn'; state_name: string; answer: string; answer_due_at: Time; answered_at: Time | null; created_at: Time; moves: Move<RefundMove>[]
}
export interface VoucherUse { id: Id; quantity: number; points: number; at: Time; refunded: number; refund_until: Time | null }
/** A redemption as who may give it back, or take it back, sees it. */
export interface Taken {
  id: Id; unit: Named; voucher_id: Id; voucher_number: string; title: string; quantity: number; points: number; holder_name: string; at: Time; refunded: number; left: number; points_left: number
  refund_until: Time | null; can_ask: boolean; can_refund: boolean; refunds: { id: Id; at: Time; quantity: number; points: number; reason_name: string; text: string }[]; requests: RefundRequest[]
}

// giving
export type Relation = 'spouse' | 'parent' | 'child' | 'grandparent' | 'grandchild' | 'sibling' | 'friend'
export type TieMove = 'confirm' | 'decline' | 'end'
/** `relation` is what the other is to me. */
export interface KinTie { id: Id; member: Named; relation: Relation; relation_name: string; state: 'proposed' | 'confirmed' | 'declined' | 'ended'; state_name: string; proposed_by_me: boolean; created_at: Time; moves: Move<TieMove>[] }
export interface KinTieIn { name: string; phone: string; relation: Relation }
export interface GiftTerms { may_give: boolean; gift_to: string | null; gift_to_name: string | null; relations: Relation[]; is_adult: boolean; rule: string | null; sources: string[]; available_minutes: number; giveable_minutes: number }
export interface GiftIn { to_member_id: Id; minutes: number; message?: string }
export interface Gift { id: Id; giver: Named; receiver: Named; mine: boolean; minutes: number; message: string; given_at: Time }
/** As the ledger calls its books. */
export type LedgerBook = 'TIME' | 'POINT'
export interface PoolDonation { id: Id; book: LedgerBook; amount: number; donor_name: string; mine: boolean; given_at: Time }
export interface PoolFlow { kind: string; name: string; count: number; amount: number }
export interface PoolBook { book: LedgerBook; balance: number; available: number; opening: number; came_in: PoolFlow[]; went_out: PoolFlow[]; closing: number }
export interface Pool { from: Day; to: Day; books: PoolBook[]; grants: { month: Day; ground: string; ground_name: string; count: number; minutes: number }[] }
export type Ground = 'alone_80' | 'alone_60_hardship' | 'other'
export type EntitlementState = 'proposed' | 'approved' | 'declined' | 'ended'
export type EntitlementMove = 'approve' | 'decline' | 'end'
export interface EntitlementIn { member_id: Id; ground: Ground; monthly_minutes: number; valid_to: Day; automatic: boolean; note?: string }
export interface Entitlement {
  id: Id; member: Named; ground: Ground; ground_name: string; note: string; monthly_minutes: number; given_this_month: number; automatic: boolean; valid_to: Day
  state: EntitlementState; state_name: string; proposed_by: Named; decided_by: Named | null; decision_note: string; created_at: Time; moves: Move<EntitlementMove>[]
}
export interface OwnEntitlement { id: Id; ground_name: string; monthly_minutes: number; left_minutes: number; valid_to: Day }
/** Money in fen, goods in their unit of measure. */
export interface Figures { received: number; used: number; left: number }
export interface GoodsRef { id: Id; what: string; unit: string }
// certificates of service records
export type IdentityKind = 'resident' | 'passport' | 'hk_macao' | 'taiwan' | 'foreigner'
export type CertificateState = 'valid' | 'void' | 'outdated'
export interface Certified { id: Id; number: string; day: Day; title: string; category: string; minutes: number }
export interface CertificatePreview { name: string; issuer: string; minutes: number; records: Certified[] }
export interface CertificateIn { identity_kind: IdentityKind; identity_number: string; volunteer_number: string; purpose: string; from: Day | null; to: Day | null; record_ids: Id[] | null; /** the desk, with the form they signed */ on_behalf_of: { member_id: Id; consent_photo_id: Id } | null }
export interface Certificate {
  id: Id; number: string; seal: string; member: Named; first_day: Day; last_day: Day; minutes: number; records_count: number; issued_at: Time
  state: CertificateState; state_name: string; since: Time | null; reason: string | null; asked_by: Named | null; consent_photo: Photo | null; may_print: boolean; may_void: boolean
}
export interface ShownCertificate { number: string; name: string; minutes: number; issued_on: Day; state: CertificateState; state_name: string }
export interface Checked extends ShownCertificate { since: Time | null }
export interface Issuer { name: string; head: string; handler: string; contact: string; seal_photo: Photo | null; may_set: boolean }
export interface IssuerIn { name: string; head: string; handler: string; contact: string; seal_photo_id: Id | null }

export interface FundIn { name: string; purpose: string; keeper_unit_id?: Id }
export interface Fund { id: Id; name: string; purpose: string; keeper_name: string; opened_at: Time; donations: number; money: Figures; goods: (GoodsRef & Figures)[]; may_record: boolean; may_acknowledge: boolean }
export interface FundDonationIn {
  amount: number; goods?: { what: string; unit: string }; estimated_fen?: number; donor_member_id?: Id; donor_unit_id?: Id; donor_name?: string
  anonymous: boolean; received_on: Day; evidence: string; photos?: Id[]
}
export interface FundDonation {
  id: Id; number: string | null; fund: Named; goods: GoodsRef | null; amount: number; used: number; estimated_fen: number | null; donor_name: string; anonymous: boolean; mine: boolean
  received_on: Day; evidence: string | null; photos: Photo[]; state: 'recorded' | 'acknowledged' | 'rejected'; state_name: string; decision_note: string; acknowledged_at: Time | null; moves: Move<'acknowledge' | 'reject'>[]
}
export interface FundUseIn { amount: number; goods_id?: Id; purpose: string; used_on: Day; evidence: string; entry_id?: Id; photos?: Id[] }
export interface FundUse { id: Id; goods: GoodsRef | null; amount: number; purpose: string; used_on: Day; evidence: string; photos: Photo[]; entry_id: Id | null; corrects_id: Id | null; recorded_at: Time }

// clearing
export type PairMove = 'pause' | 'resume' | 'end'
export interface ClearingPair {
  other_id: CommunityId; other_name: string; state: 'proposed' | 'invited' | 'open' | 'paused' | 'ended'; state_name: string; our_ceiling: number | null; their_ceiling: number | null
  ceiling: number; /** to the other; negative: by it */ owed: number; in_flight: number; possible: number; may_agree: boolean; moves: Move<PairMove>[]
}
export interface ClearingDay { day: Day; opening: number; sent: number; received: number; refunded: number; closing: number; in_flight: number; their_closing: number | null; agrees: boolean | null; closed_at: Time }
export interface ClearingTransfer {
  id: Id; direction: 'out' | 'in'; other_id: CommunityId; other_name: string; points: number; state: 'sent' | 'done' | 'refunded'; state_name: string
  reason: string | null; sent_at: Time; decided_at: Time | null; closed_at: Time | null
}

// reciprocity and alliances
export interface MeasureSides { measure: string; measure_name: string; /** in the measure's smallest part */ gave: number; got: number; gave_text: string; got_text: string }
export interface AccountLine { side: 'gave' | 'got'; source: 'duty' | 'hours' | 'booking' | 'donation' | 'claim'; source_name: string; text: string; amount_text: string; times: number; agreement_id: Id | null }
export interface TermCounts { due: number; kept: number; excused: number; percent: number | null }
export interface UnitAccount { unit: Named; quarter: Day; quarter_name: string; sides: MeasureSides[]; lines: AccountLine[]; own_terms: TermCounts; terms_owed_to: TermCounts }
export interface Reciprocity extends UnitAccount { needs: { id: Id; title: string }[]; shows_in_ranking: boolean; may_consent: boolean }
export type UnitReciprocity = Pick<UnitAccount, 'unit' | 'sides' | 'own_terms' | 'terms_owed_to'>
export interface ReciprocityStatementItem { id: Id; number: string; quarter: Day; quarter_name: string; own_terms: { due: number; kept: number }; short_seal: string; made_at: Time }
export interface ReciprocityStatement extends UnitAccount { id: Id; number: string; community: string; short_seal: string; made_at: Time }
export interface Ranking { quarter: Day; quarter_name: string; items: { place: number; unit: Named; due: number; kept: number; percent: number }[]; units_with_statement: number }
export interface CommunityRef { id: CommunityId; name: string }
export type StandMove = 'join' | 'decline' | 'leave' | 'end'
export type AllianceStand = 'invited' | 'joined' | 'declined' | 'left' | 'ended'
export interface AllianceShort { id: Id; name: string; purpose: string; chair: CommunityRef; is_chair: boolean; stand: AllianceStand; stand_name: string; moves: Move<StandMove>[] }
export interface Alliances { items: AllianceShort[]; neighbours: CommunityRef[]; may_found: boolean }
export interface MonthFigures { wishes: number; claimed: number; solved: number; services: number; minutes: number; terms_due: number; terms_kept: number }
export interface AllianceMember extends CommunityRef { stand: AllianceStand; stand_name: string; figures: MonthFigures | null }
export type Outcome = 'done' | 'partly' | 'not_done'
export interface AllianceItem {
  id: Id; no: number; scope: 'public' | 'personal'; scope_name: string; title: string; taker: CommunityRef; amount: number; measure: string
  outcome: Outcome | null; outcome_name: string | null; done_amount: number | null; word: string | null; may_answer: boolean
}
export interface AllianceBoard { month: Day; state: 'drafting' | 'issued' | 'told'; state_name: string; tells_at: Time; members: AllianceMember[]; items: AllianceItem[]; review: string | null; may_review: boolean; updated_at: Time }
export interface AllianceDraft { month: Day; issues_at: Time; members: AllianceMember[]; items: AllianceItem[] }
export interface Alliance extends AllianceShort { months: Day[]; board: AllianceBoard | null; draft: AllianceDraft | null; neighbours: CommunityRef[] }
export interface AllianceItemIn { scope: 'public' | 'personal'; title: string; taker_id: CommunityId; amount: number; measure: string }
export interface AllianceAnswerIn { month: Day; outcome: Outcome; done_amount: number; word: string }

// notifications, demo
export interface Notice { id: Id; title: string; text: string; at: Time; read: boolean; target: { type: string; id: Id } | null }
export interface Inbox extends Page<Notice> { unread_count: number }
export interface Subscriptions { items: { template: string; name: string; unspent: number }[] }
export interface DemoIdentity { id: string; name: string; role_name: string; about: string; community_id: CommunityId | null }
export interface DemoClock { now: Time; offset_seconds: number }

/** RFC 9457 as the backend sends it. */
export interface Problem { type?: string; title?: string; status?: number; code?: string; detail?: string; errors?: Record<string, string[]>; [extra: string]: unknown }

// audits
/** null, or left out in samples: not drawn, or not for this reader. */
export interface ServiceRecord { audit?: RecordAudit | null }
export interface RecordAudit { audit_id: Id; number: number; drawn_by: DrawnBy; state: CaseState; state_name: string; due_at: Time; minutes: number | null; checked: string | null; reason: string | null; found_at: Time | null }
export type DrawnBy = 'lot' | 'flag'
export type CaseState = 'open' | 'assigned' | AuditVerdict
export type AuditVerdict = 'passed' | 'failed' | 'undecidable'
export type AuditWay = 'call' | 'visit' | 'papers'
export interface AuditRound {
  id: Id; number: number; starts_on: Day; ends_on: Day; state: 'committed' | 'drawn' | 'closed'; state_name: string; commitment: string; committed_at: Time; draw_due_at: Time
  seed: string | null; seal: { number: number; hash: string } | null; records: number | null; lot: number | null; flagged: number | null; drawn_at: Time | null; closed_at: Time | null
  sums: { passed: number; failed: number; undecidable: number; open: number; overdue: number }
}
export interface AuditDetail extends AuditRound { sample: { number: string; record_id: Id; drawn_by: DrawnBy; drawn_by_name: string }[] }
export interface AuditDraw {
  rule: { text: string; lot_min: number; one_in: number }; community_id: number; audit_id: Id; number: number; starts_on: Day; ends_on: Day; commitment: string; committed_at: Time; seed: string
  seal: { number: number; hash: string }; lot: Id[]; flagged: Id[]
  /** leaves: their hashes one after another in base64; records: their ids, places: which leaf each is */
  seals: { number: number; day: Day; size: number; root: string; previous: string; hash: string; leaves: string; records: Id[]; places: number[] }[]
}
export interface AuditFinding { verdict: AuditVerdict; verdict_name: string; minutes: number | null; ways: string[]; checked: string; performer_word: string | null; beneficiary_word: string | null; reason: string | null; photos: Photo[]; found_by: Named; found_at: Time }
export interface NewFinding { verdict: AuditVerdict; ways: AuditWay[]; checked: string; minutes?: number; performer_word?: string; beneficiary_word?: string; reason?: string; photos: Id[] }
export interface AuditCase {
  id: Id; audit: { id: Id; number: number }; record: { id: Id; number: string; title: string; place: string; served_on: Day; minutes: number }; people: { part: string; member: Named }[]
  drawn_by: DrawnBy; drawn_by_name: string; state: CaseState; state_name: string; auditor: Named | null; due_at: Time; is_overdue: boolean; may_find: boolean; moves: Move<'take'>[]; finding: AuditFinding | null
}

// agreements: drafted, signed, in force; a party's number 0 is the community
export type AgreementState = 'draft' | 'signing' | 'signed' | 'in_force' | 'ended' | 'cancelled'
export type AgreementMove = 'offer' | 'take_back' | 'decline' | 'drop' | 'cancel' | 'leave'
export type TextPurpose = 'amendment' | 'renewal' | 'ending'
export type SigningMethod = 'tap' | 'device_key' | 'paper'
export type Schedule = 'once' | 'weekly' | 'monthly' | 'quarterly'
export type EvidenceKind = 'photo' | 'record' | 'transfer' | 'booking'
export interface ClauseIn { no: number; giver: number; receiver: number; accepter: number | null; text: string; amount: number; measure: string; schedule: Schedule; due_on: Day; until_on: Day | null; evidence: EvidenceKind[]; after_no: number | null }
export interface Clause extends ClauseIn { accepter: number; how_much: string; when: string; proof: string; has_lapsed: boolean }
export interface AgreementTextIn { title: string; preamble: string | null; starts_on: Day; ends_on: Day; clauses: ClauseIn[]; units: Id[] | null }
export interface NewAgreementIn extends Partial<AgreementTextIn> { claim_id?: Id; entry_id?: Id }
export interface PartySigned { party_no: number; party_name: string; by_name: string | null; method: SigningMethod; method_name: string; photo: Photo | null; at: Time }
export interface VersionShort { version: number; purpose: 'original' | TextPurpose; purpose_name: string; state: string; state_name: string; offered_at: Time | null; agreed_at: Time | null }
/** A party as a text names it: as it was called when the text was offered. */
export interface NamedParty extends PartyShort { role: 'community' | 'lead' | 'assist'; unit_id: Id | null }
export interface AgreementText extends VersionShort { title: string; preamble: string | null; starts_on: Day; ends_on: Day; text_hash: string | null; parties: NamedParty[]; clauses: Clause[]; signatures: PartySigned[] }
export interface TextChange { no: number | null; kind: 'added' | 'removed' | 'changed'; text: string }
export interface ComparedText extends AgreementText { against: number | null; changes: TextChange[] }
export interface PartyShort { no: number; name: string }
export interface Party extends NamedParty { left_at: Time | null; left_reason: string | null }
export interface Agreement {
  id: Id; number: string; title: string; state: AgreementState; state_name: string; starts_on: Day; ends_on: Day; entry: { id: Id; title: string; number: string } | null; claim_id: Id | null
  parties: Party[]; open_text: { version: number; purpose_name: string } | null; open_state: string | null; unsigned: PartyShort[] | null; is_my_turn: boolean; created_at: Time; ended_at: Time | null; end_reason: string | null
}
export interface WholeAgreement extends Agreement {
  in_force: AgreementText | null; waiting: AgreementText | null; open: AgreementText | null; dropped: AgreementText | null; versions: VersionShort[]
  moves: Move<AgreementMove>[]; speaks_for: number[]; sign_as: number[]; hand_in_for: number[]; may_draft: { purpose: TextPurpose; name: string }[]; next_clause_no: number
}
export interface SigningIn { party_no: number; version: number; text_hash: string; method: SigningMethod; public_key?: string; signature?: string; photo?: Id }
export interface AgreementLine { move: string; name: string; to_state: string; party_name: string | null; note: string | null; at: Time }

// teams
export type TeamState = 'forming' | 'active' | 'closed' | 'called_off'
export type TeamMove = 'offer_lead' | 'accept_lead' | 'decline_lead' | 'open_doors' | 'shut_doors' | 'close' | 'call_off'
export type SeatRole = 'leader' | 'deputy' | 'member'
export type SeatState = 'invited' | 'applied' | 'active' | 'declined' | 'withdrawn' | 'left' | 'removed' | 'lapsed'
export type SeatMove = 'accept' | 'decline' | 'take_back' | 'admit' | 'refuse' | 'withdraw' | 'leave' | 'remove' | 'make_deputy' | 'make_member' | 'join_vanguard' | 'leave_vanguard'
export type TaskState = 'open' | 'done' | 'dropped'
export type TaskMove = 'take' | 'give' | 'finish' | 'postpone' | 'drop' | 'reopen'
export interface Team {
  id: Id; number: string; name: string; goal: string; state: TeamState; state_name: string; entry: { id: Id; kind: Kind; title: string; number: string }; unit: Named | null
  /** masked unless they agreed to be named */ leader_name: string | null; people: number; /** of my own seat */ my_state: SeatState | null; is_offered_to_me: boolean; created_at: Time; ended_at: Time | null
}
export interface TeamShift { id: Id; title: string; place: string; starts_at: Time; ends_at: Time; is_cancelled: boolean }
export interface TeamWork { shifts: TeamShift[]; minutes: number; people: number; /** records not decided yet */ waiting: number }
export interface OwnSeat { id: Id; role: SeatRole; role_name: string; state: SeatState; state_name: string; /** shown to me alone */ vanguard: boolean; note: string | null; moves: Move<SeatMove>[] }
export interface WholeTeam extends Team {
  claim_id: Id | null; takes_applications: boolean; report: string | null; photos: Photo[]; work: TeamWork; tasks: { open: number; overdue: number; done: number }
  is_inside: boolean; may_manage: boolean; may_work: boolean; may_apply: boolean; heir_name: string | null; seat: OwnSeat | null; moves: Move<TeamMove>[]
}
export interface Seat { id: Id; member: Named; role: SeatRole; role_name: string; state: SeatState; state_name: string; note: string | null; moves: Move<SeatMove>[] }
export interface TeamTask { id: Id; title: string; text: string; assignee: Named | null; is_mine: boolean; due_on: Day; is_overdue: boolean; state: TaskState; state_name: string; done_at: Time | null; done_by_name: string | null; moves: Move<TaskMove>[] }
export interface TeamLine { id: Id; kind: string; kind_name: string; /** null: nobody, time did it */ by_name: string | null; about_name: string | null; task: Named | null; text: string | null; photos: Photo[]; at: Time }

// matching
export type SuggestionState = 'offered' | 'accepted' | 'declined' | 'lapsed' | 'withdrawn'
export type SuggestionMove = 'accept' | 'decline' | 'withdraw'
export type DeclineReason = 'no_time' | 'too_far' | 'not_my_thing' | 'health' | 'rest' | 'not_enough' | 'other'
export interface MatchNeed {
  type: 'entry' | 'shift'; id: Id; role_id: Id | null; role_name: string | null; title: string; number: string | null; kind: Kind | null; category: string; category_name: string; place: string | null
  starts_at: Time | null; ends_at: Time | null; /** places or quantity still wanted */ left: number; quantity_unit: string; is_open: boolean
}
export interface MatchOffer { type: 'member' | 'unit' | 'resource'; id: Id; name: string; owner_name: string | null }
/** Points and figure are null where they are not the reader's to see. */
export interface MatchReason { code: string; text: string; points: number | null; figure: number | null }
export interface MatchSuggestion {
  id: Id; need: MatchNeed; offer: MatchOffer; amount: number; starts_at: Time | null; ends_at: Time | null; when: string | null; reasons: MatchReason[]; automated: boolean; automated_text: string
  /** what a yes must bring along */ asks: { accept_risks: boolean; risks: string[]; qualification: string | null; quantity_max: number | null }
  state: SuggestionState; state_name: string; state_text: string | null; answer_by: Time | null; created_at: Time; decided_at: Time | null; decline_reason: string | null; decline_reason_name: string | null; decline_words: string | null; remembered_until: Time | null
  became: { type: string; id: Id; open_type: string; open_id: Id } | null; my_review: { id: Id; state: string; state_name: string; answer: string | null } | null; may_ask_review: boolean; moves: Move<SuggestionMove>[]
}
export interface SuggestionMoveIn { move: SuggestionMove; accept_risks?: boolean; for_unit_id?: Id; qualification_number?: string; quantity?: number; note?: string; reason?: DeclineReason; words?: string }
/** Why somebody was not suggested: what fails, or what the others have more of. */
export interface MatchWhyNot { kind: 'fails' | 'chosen' | 'elsewhere' | 'lighter' | 'whole' | 'open'; may_be_suggested: boolean; sentence: string; failing: { code: string; text: string }[]; compared: MatchReason[] }
/** What staff suggest by hand. */
export interface MatchSuggestionIn { need: { type: 'entry' | 'shift'; id: Id; role_id: Id | null }; offer: { type: MatchOffer['type']; id: Id }; amount?: number }
export interface MatchProfile {
  is_on: boolean; skills: string[]; categories: string[]; qualifications: string[]; windows: WeekWindow[]; hours_a_week: number; things_a_week: number; people: number; reach: 'building' | 'community'
  stated_at: Time | null; consent_version: string | null; /** what being matched means, and its version */ text: string; text_version: string
}
/** `weekday` 1 is Monday; `to` may be 24:00. */
export interface WeekWindow { weekday: number; from: string; to: string }
export interface MatchProfileIn extends Pick<MatchProfile, 'is_on' | 'skills' | 'categories' | 'qualifications' | 'windows' | 'hours_a_week' | 'things_a_week' | 'people' | 'reach'> { version: string }
export interface WhyCount { code: string; text: string; /** null: too small to be told to everybody */ count: number | null }
export type UnmetState = 'open' | 'raised' | 'handed' | 'met' | 'gone'
export interface UnmetNeed {
  id: Id; need: MatchNeed; missing: number; candidates: number | null; why: WhyCount[]; why_text: string; change_text: string | null; state: UnmetState; state_name: string; is_public: boolean; since: Time; days: number
  becomes_at: Time | null; becomes_text: string | null; problem_id: Id | null; edit: { type: string; id: Id; name: string } | null
}
export interface MatchWeek { week: Day; suggested: number | null; accepted: number | null; declined: number | null; lapsed: number | null; withdrawn: number | null; waiting: number | null; unmet: number | null }
export interface MatchFigures {
  runs: { id: Id; kind: string; begun_at: Time; needs: number; served: number; unserved: number; offers: number; places: number; gap_permille: number; millis: number }[]
  weeks: MatchWeek[]; unmet: number | null; why: WhyCount[]; declined: WhyCount[]; hidden_below: number | null; automated_text: string
}
export type MatchReviewState = 'asked' | 'answered' | 'withdrawn'
export interface MatchReview {
  id: Id; about: 'suggestion' | 'need' | 'none'; about_name: string; suggestion_id: Id | null; need: MatchNeed | null; asked_by: Named; unit: Named | null; words: string; state: MatchReviewState; state_name: string; asked_at: Time; answer_by: Time; is_late: boolean
  answer: string | null; answered_by: Named | null; answered_at: Time | null; made_id: Id | null; moves: Move<'answer' | 'withdraw'>[]
}
export interface MatchReviewIn { suggestion_id?: Id; entry_id?: Id; shift_id?: Id; unit_id?: Id; words: string }

// meetings, ballots, demands
export type CalledKind = MeetingKind | 'residents'
export type MeetingState = 'called' | 'open' | 'held' | 'published' | 'adjourned' | 'called_off'
export type MeetingBasis = 'adults' | 'households' | 'representatives' | 'invited'
export type MeetingMove = 'open' | 'close' | 'adjourn' | 'call_off' | 'publish'
export interface MeetingItem {
  id: Id; number: string; kind: CalledKind; kind_name: string; is_lawful: boolean; title: string; place: string; starts_at: Time; state: MeetingState; state_name: string
  /** voices on the roll */ seats: number; /** null before it is opened */ present: number | null; quorum: { enough: number; met: boolean; name: string; source: string }
}
export interface MeetingAction { id: Id; kind: string; kind_name: string; title: string; text: string; category: string; due_on: Day; review_on: Day; owner: { type: string; id: Id; name: string }; entry_id: Id | null }
export interface AgendaItem { id: Id; no: number; title: string; text: string; topic: { id: Id; title: string; stage: string } | null; notes: string | null; decision: string | null; actions: MeetingAction[] }
export interface MeetingSeat { id: Id; is_household: boolean; present: boolean; way: string | null; way_name: string | null; is_me: boolean; may_attend: boolean }
export interface Meeting extends MeetingItem {
  text: string; basis: MeetingBasis; basis_name: string; audience: string; audience_name: string; outside_seats: number; called_at: Time; opened_at: Time | null; ended_at: Time | null; agenda: AgendaItem[]
  /** asked to send somebody, who speaks and has no vote */ units: { id: Id; name: string; came: boolean; delegate: string | null; said: string | null }[]; seat: MeetingSeat | null
  minutes: { text: string; published_at: Time | null; seal: string | null; short_seal: string | null } | null; follows_id: Id | null; followed_by_id: Id | null; demand_ids: Id[]
  history: { state: string; state_name: string; at: Time; note: string | null }[]; moves: Move<MeetingMove>[]; may_show_code: boolean; may_note: boolean; may_write_minutes: boolean; may_read_roll: boolean
}
export interface MeetingIn {
  kind: CalledKind; title: string; text?: string; place: string; starts_at: Time; basis?: MeetingBasis; audience?: { rule: 'all' | 'buildings' | 'groups' | 'members' | 'concerned'; buildings?: string[]; ids?: Id[] }
  agenda?: { title: string; text?: string; topic_id?: Id }[]; unit_ids?: Id[]; demand_id?: Id; follows_id?: Id
}
export interface MeetingCode { code: string; qr: string; step_seconds: number; valid_until: Time }
export interface RollSeat { id: Id; name: string; group_name: string | null; is_household: boolean; present: boolean; way_name: string | null; came_name: string | null; at: Time | null }
export interface MeetingActionIn { kind: string; title: string; text?: string; category: string; details?: Details; owner: { type: 'unit' | 'member'; id: Id }; due_on: Day; review_on: Day }
export interface MinutesIn { text: string; items: { item_id: Id; notes: string; decision?: string; actions?: MeetingActionIn[] }[] }
export interface DemandProgress { ground: string; name: string; source: string; signed: number; of: number; /** null: there is none of these */ enough: number | null; met: boolean }
export interface MeetingDemand {
  id: Id; number: string; title: string; text: string; begun_by: string; state: string; state_name: string; created_at: Time; ends_at: Time; reached_at: Time | null; ground: string | null; call_by: Day | null; meeting_id: Id | null
  signed: number; progress: DemandProgress[]; has_signed: boolean; may_sign: boolean; moves: Move<'withdraw'>[]
}
export interface ResidentGroup { id: Id; name: string; buildings: string[]; leader: Named | null; representatives: Named[]; elected_on: Day | null }
export interface ResidentGroupIn { name: string; buildings: string[]; leader_id?: Id; representative_ids: Id[]; elected_on?: Day }
/** How many live here by the committee's own register. */
export interface Register { adults: number; households: number; as_of: Day; source: string }
export interface ResidentGroups { items: ResidentGroup[]; loose_buildings: string[]; register: Register | null; may_keep: boolean }
export type MotionMove = 'open' | 'close' | 'withdraw'
export type Vote = 'yes' | 'no' | 'abstain'
export interface MotionItem {
  id: Id; meeting_id: Id; item: Named; topic_id: Id | null; no: number; text: string; secrecy: 'open' | 'secret'; secrecy_name: string; state: 'draft' | 'open' | 'closed' | 'withdrawn'; state_name: string
  opened_at: Time | null; closed_at: Time | null; voted: number; outcome: 'passed' | 'rejected' | null; outcome_name: string | null
}
/** A seat of mine, or of somebody who gave me their voice in writing. */
export interface Voice { seat_id: Id; name: string | null; is_own: boolean; is_present: boolean; voted: boolean; channel_name: string | null; may_vote: boolean }
export interface Motion extends MotionItem {
  turnout: { seats: number; in_person: number; represented: number; present: number; needed: number; is_quorate: boolean; needed_yes: number; rules: { name: string; source: string }[] } | null
  result: { yes: number; no: number; abstain: number; invalid: number; seal: string; short_seal: string } | null; seats: Voice[]; moves: Move<MotionMove>[]
}
export interface OpenVote { seat_id: Id; name: string; channel_name: string; choice: Vote | 'invalid'; choice_name: string }
export interface PaperCounts { yes: number; no: number; abstain: number; invalid: number }
export interface Papers {
  /** seats with a paper */ given: Named[]; readings: { by: Named; round: number; at: Time; is_mine: boolean }[]; is_counted: boolean; may_read: boolean
  differences: { seat_id: Id | null; name: string; first: string; second: string }[]
}
export interface MeetingProxy { id: Id; meeting_id: Id; from: Named; to: Named; state: 'given' | 'taken_back' | 'came'; state_name: string; way_name: string; is_mine: boolean }

// budget rounds
export type RoundStage = 'proposing' | 'checking' | 'voting' | 'closed' | 'decided' | 'called_off'
export type RoundMove = 'check' | 'open_voting' | 'close' | 'decide' | 'extend' | 'call_off'
export interface BudgetRoundItem {
  id: Id; number: number; title: string; budget_fen: number; fund: string; ballot_kind: 'approval' | 'points'; ballot_name: string; points_max: number | null; stage: RoundStage; stage_name: string
  stage_ends_at: Time | null; days_left: number | null; overdue: boolean; next_actor: string | null; proposals: { proposed: number; passed: number; refused: number; withdrawn: number }; voters: number; has_result: boolean
}
export interface BudgetRound extends BudgetRoundItem {
  text: string; topic: Named | null; stops: { stage: RoundStage; name: string; status: 'done' | 'now' | 'to_come'; at: Time | null; by: Named | null; note: string | null; ends_at: Time | null }[]
  moves: Move<RoundMove>[]; may_propose: boolean; is_voting_open: boolean
}
export interface BudgetRoundIn { title: string; text: string; budget_fen: number; fund: string; ballot_kind: 'approval' | 'points'; points_max?: number; ends_on?: Day }
export interface BudgetProposal {
  id: Id; round_id: Id; number: number; title: string; text: string; category_name: string; cost_fen: number; entry_id: Id | null; proposed_by: Named; is_mine: boolean
  state: 'proposed' | 'passed' | 'refused' | 'withdrawn'; state_name: string; /** what the desk found */ reason: string | null; is_chosen: boolean | null; moves: Move<'pass' | 'refuse' | 'withdraw'>[]
}
export interface BudgetBallot { may_vote: boolean; why_not: string | null; votes: { proposal_id: Id; points: number }[] }
export interface BudgetOutcome {
  id: Id; number: number; title: string; cost_fen: number; supporters: number; points: number; /** chosen */ by_equal_shares: boolean; by_greedy: boolean; how: 'shares' | 'rest' | null | string; price_fen: number | null; entry_id: Id | null
}
/** Voters by what of their equal share is spent on what they support. */
export interface Represented { nothing: number; part: number; full: number; mean_percent: number }
export interface BudgetResult {
  budget_fen: number; spent_fen: number; greedy_spent_fen: number; electors: number; voters: number; share_fen: number | null; raised_percent: number; proposals: BudgetOutcome[]
  represented: { equal_shares: Represented; greedy: Represented } | null; buildings: { building: string | null; voters: number; equal_shares_percent: number; greedy_percent: number }[]; ballots_hash: string
}

// duties of agreements
export type TermState = 'open' | 'submitted' | 'partly' | 'accepted' | 'overdue' | 'escalated' | 'given_up' | 'excused' | 'cancelled'
export type DutySide = 'giver' | 'receiver' | 'accepter'
export type TermAct = 'submit' | 'ask_excuse' | 'decide' | 'grant_excuse' | 'decline_excuse'
/** Without an id it is the community. */
export interface DutyParty { id: Id | null; name: string }
export interface DutyHead { id: Id; agreement_id: Id; agreement_title: string; clause_no: number; text: string; measure: string; giver: DutyParty; receiver: DutyParty; accepter: DutyParty; evidence: { code: EvidenceKind; name: string }[] }
/** `last_day` is the working day by whose end it is due. */
export interface DutyTermShort { id: Id; due_on: Day; last_day: Day; amount: number; accepted_amount: number; state: TermState; state_name: string }
/** One due day; `waits_for` is the clause that comes first. */
export interface DutyTerm extends DutyTermShort { no: number; waits_for: string | null; excuse: string | null; duty: DutyHead; acts: TermAct[] }
/** A record, transfer or booking of the debtor's own. */
export interface EvidenceSource { kind: EvidenceKind; id: Id; title: string; day: Day; size: string }
export interface DutyEvidence {
  id: Id; kind: EvidenceKind; kind_name: string; source: EvidenceSource | null; photos: Photo[]; amount: number; accepted_amount: number | null; note: string | null
  state: 'waiting' | 'accepted' | 'rejected' | 'withdrawn'; state_name: string; by: string; at: Time; decided_by: string | null; decided_at: Time | null; reason: string | null; moves: Move<'accept' | 'reject' | 'withdraw'>[]
}
export interface DutyTermWhole extends DutyTerm { waiting_amount: number; handed_in: DutyEvidence[]; history: { name: string; by: string | null; note: string | null; at: Time }[] }
export interface DutyEvidenceIn { kind: EvidenceKind; amount: number; ref_id?: Id; photos?: Id[]; note?: string }
export interface DutyDay { day: Day; to_do: number; late: number; to_decide: number; done: number }
export interface NotedDuty { id: Id; text: string; giver: string }
export interface DutyNote {
  id: Id; duty: NotedDuty; state: 'waiting' | 'answered' | 'escalated' | 'closed'; state_name: string; answer_by: Time | null; made_at: Time; acts: ('answer' | 'say' | 'close')[]
  words: { side: string; by: string; is_answer: boolean; text: string; photos: Photo[]; at: Time }[]
}
/** A duty with all its due days; parties and desk may open these. */
export interface DutyWithTerms extends DutyHead { state: 'in_force' | 'done' | 'ended'; state_name: string; terms: DutyTermShort[]; may_open: boolean }
export interface NotesOfDuty extends Page<DutyNote> { duty: NotedDuty; may_put: boolean }
