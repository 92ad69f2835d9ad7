/**
 * The site map: every page's name and path, in one place. app.config.ts is made from it and `go()` is typed by it.
 * Never holds a component: the mini-program's build reads this file in Node.
 */
export const TABS = {
  home: 'pages/home/index',
  act: 'pages/act/index',
  topics: 'pages/topics/index',
  passbook: 'pages/passbook/index',
  me: 'pages/me/index',
} as const

export const MAIN = {
  ...TABS,
  signIn: 'pages/sign-in/index',
  join: 'pages/join/index',
  inbox: 'pages/inbox/index',
} as const

/** Sub-packages, one per area. A page is `<root>/<path>`. */
export const PACKAGES = {
  lists: {
    list: 'list/index', //            ?kind=
    entry: 'entry/index', //          ?id=
    propose: 'propose/index', //      ?kind=  or ?id= to edit
    claim: 'claim/index', //          ?entry_id=
    trace: 'trace/index', //          ?type=&id=
    search: 'search/index', //        ?kind=&q=
    editions: 'editions/index', //    ?kind=
    edition: 'edition/index', //      ?kind=&n=
    draft: 'draft/index', //          ?id=
    topic: 'topic/index', //          ?id=
    topicNew: 'topic-new/index', //   ?entry_id=|statement_id=&said=
    decide: 'decide/index', //        ?id=  of the topic
    book: 'book/index', //            ?entry_id=
    booking: 'booking/index', //      ?id=
    bookings: 'bookings/index', //    mine
    referrals: 'referrals/index', //  whom I named
    calendar: 'calendar/index', //    ?entry_id=  what I keep, who comes
  },
  volunteering: {
    shift: 'shift/index', //          ?id=
    shiftCode: 'shift-code/index', // ?id=  the leader's rotating code
    checkIn: 'check-in/index', //     ?id=  shift id  &ward=  member id of my ward
    record: 'record/index', //        ?id=
    records: 'records/index', //      mine
    correct: 'correct/index', //      ?id=  record: asking for a correction, or filing one
    toDo: 'to-do/index', //           what I should witness or confirm
    notices: 'notices/index',
    dispute: 'dispute/index', //      ?id=  of the record
    disputes: 'disputes/index', //    ?view=mine
    nameShown: 'name-shown/index', // on the public notice
    audits: 'audits/index',
    audit: 'audit/index', //          ?id=
    openShift: 'open-shift/index', // ?entry_id=&claim_id=
    slip: 'slip/index', //            ?id=  of a record
    group: 'group/index', //          ?id=  shift id: come together
  },
  redeem: {
    offers: 'offers/index',
    offer: 'offer/index', //          ?id=
    vouchers: 'vouchers/index',
    voucher: 'voucher/index', //      ?id=
    coverage: 'coverage/index',
    reserve: 'reserve/index',
    uses: 'uses/index', //            ?id=  of a voucher: what of it may go back
    refund: 'refund/index', //        ?id=  of a redemption
    rules: 'rules/index',
  },
  giving: {
    kin: 'kin/index', //              mine
    gift: 'gift/index', //            ?to=
    given: 'given/index', //          ?id=
    donate: 'donate/index', //        to the pool
    pool: 'pool/index',
    funds: 'funds/index',
    fund: 'fund/index', //            ?id=
    donations: 'donations/index', //  mine
    donation: 'donation/index', //    ?id=  with its receipt
    record: 'record/index', //        ?fund_id=
    use: 'use/index', //              ?fund_id=
    entitlements: 'entitlements/index', // the desk's
    entitle: 'entitle/index',
  },
  certificates: {
    ask: 'ask/index', //              ?for=  the desk, for a member who signed a form
    mine: 'mine/index', //            and what was issued lately
    issued: 'issued/index', //        the desk's
    issuer: 'issuer/index',
    check: 'check/index', //          ?cid=&n=&code=  by anybody
  },
  agreements: {
    list: 'list/index', //            ?unit_id=  without: all that one may see
    read: 'read/index', //            ?id=
    write: 'write/index', //          ?id=  a draft; without: a new one
    changes: 'changes/index', //      ?id=&version=
    duties: 'duties/index', //        ?unit_id=  without: the community's
    duty: 'duty/index', //            ?id=  of the term
    evidence: 'evidence/index', //    ?id=  of the term
    notes: 'notes/index', //          ?id=  of the duty
  },
  exchange: {
    board: 'board/index', //          ?view=asked
    ask: 'ask/index', //              ?for=1  staff, for somebody without a phone
    order: 'order/index', //          ?id=
    dispute: 'dispute/index', //      ?id=
  },
  dossier: {
    mine: 'mine/index', //            what is kept of me
    edit: 'edit/index',
    evaluate: 'evaluate/index', //    ?id=  of a record
  },
  opinions: {
    vote: 'vote/index', //            ?id=  of the topic: one statement a screen
    say: 'say/index', //              ?id=  a statement of one's own
    mine: 'mine/index', //            ?id=&view=said  what I voted, what I said
    map: 'map/index', //              ?id=  where we agree, which groups, the picture
    sort: 'sort/index', //            ?id=  the desk: alike, all
    queue: 'queue/index', //          the desk: texts that wait
  },
  teams: {
    list: 'list/index', //            ?view=mine|active|closed
    team: 'team/index', //            ?id=  what it does, tasks, log, people
    form: 'form/index', //            ?claim_id=&entry_id=&title=
    close: 'close/index', //          ?id=  the report
  },
  matching: {
    mine: 'mine/index', //            ?unit_id=&id=  what was suggested to me, or to a unit; one of them; &entry_id=|shift_id=  ask a person about it
    profile: 'profile/index', //      ?unit_id=  what I can do and when; the switch
    staff: 'staff/index', //          ?view=unmet|board|asked  the desk's
    figures: 'figures/index', //      what was served and what was not, and why
  },
  meetings: {
    list: 'list/index', //            ?view=demands
    meeting: 'meeting/index', //      ?id=
    vote: 'vote/index', //            ?id=  of the motion
    demand: 'demand/index', //        ?id=
    call: 'call/index', //            ?demand_id=&follows_id=  the desk calls a meeting
    desk: 'desk/index', //            ?id=  the code, who came, what is put to the vote
    papers: 'papers/index', //        ?id=  of the motion: two read the paper votes
    minutes: 'minutes/index', //      ?id=
    groups: 'groups/index', //        resident groups, and how many live here
  },
  budget: {
    list: 'list/index',
    round: 'round/index', //          ?id=  proposals, or what was chosen
    vote: 'vote/index', //            ?id=
    open: 'open/index', //            the desk opens a round
  },
  clearing: {
    send: 'send/index', //            ?from=&to=&points=&offer=  all may be left out
    transfer: 'transfer/index', //    ?id=&from=&offer=
    mine: 'mine/index',
    pairs: 'pairs/index',
    pair: 'pair/index', //            ?other=
  },
  alliance: {
    reciprocity: 'reciprocity/index', // ?unit_id=  what a unit gave and got
    statement: 'statement/index', //    ?id=
    ranking: 'ranking/index',
    units: 'units/index', //            the desk's: all units
    alliances: 'alliances/index',
    board: 'board/index', //            ?id=&month=
  },
  desk: {
    auditCases: 'audit-cases/index',
    auditCase: 'audit-case/index', // ?id=
    staff: 'staff/index',
    staffOrders: 'staff-orders/index', //    disputes between neighbours, and all of their requests
    staffEntries: 'staff-entries/index', //  entries waiting to be adopted
    staffMembers: 'staff-members/index', //  ?view=verified
    staffRecords: 'staff-records/index',
    corrections: 'corrections/index', //     what members ask for, what waits for another hand
    staffClaims: 'staff-claims/index',
    duties: 'duties/index', //        what all sides of agreements owe, by day; what is late
    staffEditions: 'staff-editions/index',
    staffActors: 'staff-actors/index', //    who is on no list yet
    staffImports: 'staff-imports/index', //  ?kind=
    staffImport: 'staff-import/index', //    ?id=
    staffDossier: 'staff-dossier/index', //  ?id=  of the member
    staffExport: 'staff-export/index', //    dossiers that leave, and the log of it
    dossierImports: 'dossier-imports/index',
    dossierImport: 'dossier-import/index', // ?id=
    unit: 'unit/index', //            ?unit_id=
    unitPeople: 'unit-people/index', // ?unit_id=
    unitHours: 'unit-hours/index', //  ?unit_id=  what its people served for it
    claims: 'claims/index', //        mine
    claim: 'claim/index', //          ?id=
    merchant: 'merchant/index', //    ?unit_id=
    scan: 'scan/index', //            ?unit_id=
    queue: 'queue/index', //          ?unit_id=  taken without a network
    shops: 'shops/index', //          ?unit_id=  whose vouchers are taken where
    flags: 'flags/index', //          vouchers taken for more than they held
    statement: 'statement/index', //  ?unit_id=&date=
    pledge: 'pledge/index', //        ?unit_id=
    offerNew: 'offer-new/index', //   ?unit_id=&pledge_id=  or ?id= to edit
    shopApply: 'shop-apply/index', // ?unit_id=
    shop: 'shop/index', //            ?id=  of the unit: papers, state, what may be done
    clerks: 'clerks/index', //        ?unit_id=
    statements: 'statements/index', // ?unit_id=  by month
    refunds: 'refunds/index', //      ?unit_id=  without: those that shops let pass
    staffMerchants: 'staff-merchants/index',
    supervisor: 'supervisor/index', // what waits, a row a kind
    supervised: 'supervised/index', // ?view=held|to_approve|flagged_late
    paper: 'paper/index', //          ?shift_id=
  },
} as const

type Packages = typeof PACKAGES
type SubRoute = { [R in keyof Packages & string]: `${R}.${keyof Packages[R] & string}` }[keyof Packages & string]
export type Route = keyof typeof MAIN | SubRoute

/** `desk.staff` → `/desk/staff/index`. */
export function pathOf(route: Route): string {
  const [root, name] = route.split('.')
  if (!name) return '/' + MAIN[root as keyof typeof MAIN]
  return `/${root}/${(PACKAGES as unknown as Record<string, Record<string, string>>)[root][name]}`
}

export const isTab = (route: Route): route is keyof typeof TABS => route in TABS
