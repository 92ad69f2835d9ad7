/**
 * One small neighbourhood in the contract's shapes: `respond('GET', '/communities/310107020001/lists')` → data, or undefined for 404.
 * Used by weapp-smoke.cjs and by page tests that want a whole server.
 */
const SAMPLE = require('./voucher-sample.json')
const CID = 310107020001
const DAY = 86_400_000
const id = n => `0193f000-0000-7000-8000-${String(n).padStart(12, '0')}`
const at = (hours = 0) => new Date(Math.floor(Date.now() / 1000) * 1000 + hours * 3_600_000).toISOString().replace('.000', '')
const page = items => ({ items, next_cursor: null })
const named = (n, name) => ({ id: id(n), name })

const CHEN = named(1, '陈阿姨'), ZHOU = named(2, '周联络'), FIRM = named(20, '长寿物业服务公司'), SHOP = named(21, '胶州路粮油店')
const membership = {
  community_id: CID, community_name: '宝成社区', member_id: CHEN.id, name: CHEN.name, state: 'verified', roles: ['member', 'staff', 'lead'],
  units: [{ ...FIRM, kind: 'company', role: 'contact' }, { ...SHOP, kind: 'merchant', role: 'contact' }],
}
const signedIn = { access_token: 'tok', refresh_token: 'ref', expires_in: 900, person: { id: id(100), name: null, phone_masked: null }, memberships: [membership] }
const community = { id: CID, name: '宝成社区', street_name: '长寿路街道', notice_days: 3, privacy: { version: '2026-1', text: '只用于核实您与社区的关系。' }, counts: { members: 812, units: 23 } }
const member = { ...CHEN, state: 'applied', state_name: '待核实', tie: 'home', household: { building: '3号楼', door: '502' }, roles: ['member'], party_member: false, guardian: null, units: [], moves: [{ move: 'verify', name: '核实通过' }], created_at: at(-9) }
const unit = { ...SHOP, kind: 'merchant', kind_name: '商户', contact: ZHOU, party_lead: false }
const employment = { id: id(60), unit: FIRM, member: CHEN, role: 'employee', state: 'applied', state_name: '待确认', moves: [{ move: 'confirm', name: '确认' }] }

const KINDS = { actor: '行动主体清单', need: '需求清单', problem: '问题清单', service_project: '公共服务项目清单', welfare_work: '公益事业建设清单', benefit: '公益收益共享清单', resource: '公益资源开放清单', action: '公益行动清单', topic: '协商民主动态清单' }
const LIVE = { need: 14, service_project: 6, benefit: 5, resource: 9, action: 7, topic: 2 }
const DETAILS = {
  need: { beneficiary: 'personal', urgency: 'soon', hours: 2 },
  service_project: { frequency: '每周两次', places: ['社区食堂'], capacity: 30, standard: '热菜热饭' },
  action: { risks: ['搬运注意腰'], dangerous: false },
  resource: { resource_kind: 'space', unit_of_measure: '小时', opening_hours: '工作日 18:00–21:00', open_times: [{ weekday: 1, from: '18:00', to: '21:00' }], booking: { slot_minutes: 60, lead_hours: 0, ahead_days: 14, cancel_hours: 2 } },
  benefit: { category: 'care', measure: 'hour', book: 'point', amount: 20, valid_from: '2026-01-01' },
}
const entry = (kind = 'service_project') => ({
  id: id(200), community_id: CID, number: '项-0002', kind, kind_name: KINDS[kind], title: '独居老人送餐', text: '每天中午送一顿热饭。', category: 'care', category_name: '助老', place: '3号楼',
  state: 'open', state_name: '征集中', proposer: { type: 'member', ...named(1, '王*') }, quantity: 30, quantity_unit: '份', claimed_quantity: 12, starts_at: null, ends_at: null,
  details: DETAILS[kind] ?? {}, created_at: at(-50), updated_at: at(-2), version: 1, moves: [{ move: 'close', name: '办结' }],
})
const topicStop = (stage, name, status, hours) => ({ stage, name, status, at: hours == null ? null : at(hours), by: hours == null ? null : ZHOU, note: null, ends_at: status === 'now' ? at(70) : null, next_actor: status === 'now' ? '社区工作者：召集会议' : null })
const topic = {
  id: id(950), entry_id: id(951), number: '议-0001', title: '充电桩装在哪里', text: '请大家说说。', category: 'care', category_name: '助老', stage: 'talking', stage_name: '协商中', stage_ends_at: at(70), days_left: 3, overdue: false,
  next_actor: '社区工作者：召集会议', meeting_kind: 'council', meeting_name: '协商议事会', created_at: at(-90), opened_by: CHEN, source: { type: 'entry', id: id(200), title: '独居老人送餐' },
  decision: { text: '先装十个', reasons: '离得近', owner: { type: 'unit', ...FIRM }, due_on: '2026-12-23', review_on: '2027-03-23', decided_at: at(-2), entry: null },
  stops: [topicStop('gathering', '征求意见', 'done', -90), topicStop('talking', '协商中', 'now', -10), topicStop('decided', '已有结论', 'to_come')], moves: [{ move: 'decide', name: '写下结论' }, { move: 'drop', name: '不再协商' }],
}
const booking = {
  id: id(960), entry: { id: id(200), name: '活动室' }, place: '二层', resource_kind: 'space', member: CHEN, mine: true, unit_no: 1, starts_at: at(20), ends_at: at(21), cancel_until: at(18), late: false,
  people: 12, fee_fen: 0, note: null, state: 'booked', state_name: '已预约', reason: null, created_at: at(-3), moves: [{ move: 'cancel', name: '取消预约' }],
}
const slots = { day: '2026-11-24', days: [{ day: '2026-11-24', open: true, free: 1 }], slots: [{ starts_at: at(20), ends_at: at(21), free: 1, state: 'free' }], units: 1, people_max: 30, fee_fen: 0, slot_minutes: 60, lead_hours: 0, cancel_hours: 2, member_max: 5, coming: 0, banned_until: null }
const traceNode = (key, type, type_name, level, title, more) => ({ key, type, type_name, level, count: 1, id: title ? id(200) : null, title, state_name: title ? '进行中' : null, status: 'done', at: title ? at(-50) : null, who: title ? CHEN.name : null, next_actor: null, due_at: null, target: title ? { type, id: id(200) } : null, ...more })
const trace = {
  nodes: [traceNode('1', 'entry', '清单事项', 0, '独居老人送餐', { status: 'now', next_actor: '单位：认领', due_at: at(90) }), traceNode('2', 'record', '服务记录', 1, null, { count: 24 })],
  edges: [{ from: '1', to: '2', relation: '记下服务', note: null }], cut: true,
}
const claim = { id: id(900), entry: { id: id(200), kind: 'service_project', title: '独居老人送餐', number: '项-0002', quantity: 30, quantity_unit: '份', claimed_quantity: 12 }, actor: { type: 'unit', ...FIRM }, quantity: 12, own_share: 12, assists: [], may_invite: false, place_in_line: null, state: 'open', state_name: '等答复', note: null, created_at: at(-30), moves: [{ move: 'accept', name: '接受' }, { move: 'decline', name: '谢绝' }] }

const signUp = { id: id(400), shift_id: id(300), shift_title: '周六楼道清洁', starts_at: at(20), ends_at: at(22), place: '3号楼架空层', member: CHEN, state: 'signed_up', state_name: '已报名', waiting_position: null, role: null, for_unit: null, invited_by: null, asked: null, free_until: at(10), is_late: false, is_excused: false, cancel_reason: null, excuse_reason: null, qualification: null, moves: [{ move: 'cancel', name: '取消报名' }] }
const options = { is_minor: false, needs_guardian_named: false, wards: [], units: [], others: [], standing: { strikes: 0, strikes_max: 3, days: 90, asked_until: null } }
const shift = {
  id: id(300), entry: { id: id(200), title: '楼道清洁', kind: 'action', number: '行-0003' }, title: '周六楼道清洁', category: 'clean', category_name: '环境', starts_at: at(20), ends_at: at(22), places: 8, places_left: 3, waiting: 0, place: '3号楼架空层',
  leader: ZHOU, unit: FIRM, state: 'open', state_name: '报名中', dangerous: false, risks: ['搬运注意腰'], age_min: null, series_id: null, cancel_hours: 24, roles: [], i_lead: true, my_sign_up: null, my_record: null, check_in_from: at(19.5), check_in_until: at(21), moves: [],
}
const stop = (state, name, status, hours) => ({ state, name, at: hours == null ? null : at(hours), by: hours == null ? null : ZHOU, status })
const record = {
  id: id(500), number: '记-0001', shift: { id: id(300), title: '周六楼道清洁', starts_at: at(-30), ends_at: at(-28), place: '3号楼架空层' }, member: CHEN, state: 'on_notice', state_name: '公示中', minutes: 120,
  checked_in_at: at(-30), checked_out_at: at(-28), fence: 'inside', flags: [{ code: 'daily_cap', name: '当天时长过多', text: '11月22日一天共记600分钟，超过上限480分钟', holds: true }], source: 'paper', evidence: [], may_add_slip: true, notice_until: at(60), days_left: 3, calendar_note: null, settlement: null, earned: [],
  stops: [stop('checked_in', '签到', 'done', -30), stop('checked_out', '签退', 'done', -28), stop('on_notice', '公示', 'now', -26), stop('entered', '入账', 'to_come')], moves: [{ move: 'confirm', name: '确认' }],
}
const dispute = {
  id: id(510), record: { id: id(500), number: '时-000001', title: '周六楼道清洁', served_on: '2026-11-22', member: CHEN, minutes: 120, state: 'disputed', state_name: '有异议' }, opener: null, is_mine: false, opened_at: at(-20), evidence_until: at(50), rule_by: at(100), is_late: false,
  minutes_before: 120, minutes_after: null, outcome: null, outcome_name: null, closed_at: null, ruler: null, reason: null, may_state: true, statements: [{ side: 'objector', role: '提出异议的人', by: null, is_mine: false, turn: 1, text: '十点以后没有看到人', photos: [], at: at(-20) }],
}
const nameConsent = { shows_name: false, since: null, may_choose: true, name: '陈阿姨', masked_name: '陈*', version: '2026-11', text: '默认只显示姓和星号。' }
const line = (n, amount, balance) => ({ id: id(600 + n), at: at(-24 * n), title: '周六楼道清洁', amount, balance, source: { type: 'record', id: id(500) } })
const BOOKS = [['service', '服务记录', 'minute', 750], ['time', '时间币', 'minute', 180], ['point', '积分', 'point', 260]]
const passbook = { books: BOOKS.map(([book, name, u, balance], i) => ({ book, name, unit: u, balance, available: balance, lines: page([line(i, 60, balance)]) })), stars: { level: 1, levels: 5, minutes: 7200, next_minutes: 18000 }, archived_until: null, expiring: null }
const pledge = { id: id(750), unit: SHOP, title: '大米和食用油', points: 20000, redeemed: 1400, lapsed: 0, valid_to: null, state: 'active', created_at: at(-500) }
const offer = { id: id(700), unit: SHOP, title: '东北大米 5 公斤', text: '凭券到店领取', price_points: 120, stock: 50, sold: 12, left: 38, category: 'food', category_name: '粮油食品', photos: [], refund_days: 7, sold_today: 2, left_today: 8, day_cap: 10, member_day_cap: null, member_month_cap: 2, shop_open: true, voucher_days: 30, state: 'open', state_name: '在架', pledge_id: id(750), version: 1, moves: [{ move: 'pause', name: '暂停' }] }
const days = { opening: 0, redeemed: 120, refunds: 0, corrections: 0, closing: 120, fulfilled: 120 }
const shopStatement = { merchant: SHOP, date: '2026-11-23', number: '结-000001', ...days, lines: [{ at: at(-1), voucher_number: '券-0001', title: offer.title, quantity: 1, points: 120 }], total: 120, count: 1, state: 'made', state_name: '待确认', notes: [], moves: [{ move: 'confirm', name: '核对无误，确认' }, { move: 'object', name: '对不上，提异议' }] }
const shopPapers = { unit: SHOP, address: '和平路18号', hours: '每天', sells: '粮油', state: 'active', state_name: '营业中', licence: null, photos: [], is_checked: true, applied_at: at(-900), history: [{ at: at(-800), name: '同意入驻', note: '', by: ZHOU.name }], moves: [{ move: 'pause', name: '暂停兑换' }, { move: 'close', name: '停业' }] }
const refundRequest = { id: id(870), redemption_id: id(850), unit: SHOP, voucher_number: '券-0001', title: offer.title, holder_name: '陈**', quantity: 1, reason: 'quality', reason_name: '质量有问题', text: '', state: 'open', state_name: '等商户答复', answer: '', answer_due_at: at(60), answered_at: null, created_at: at(-2), moves: [{ move: 'refund', name: '同意退货' }, { move: 'decline', name: '不同意' }] }
const takenOne = { id: id(850), unit: SHOP, voucher_id: id(800), voucher_number: '券-0001', title: offer.title, quantity: 2, points: 240, holder_name: '陈**', at: at(-1), refunded: 0, left: 2, points_left: 240, refund_until: at(160), can_ask: true, can_refund: false, refunds: [], requests: [] }
const voucher = { id: id(800), number: '券-0001', offer: { id: id(700), title: offer.title, unit: SHOP }, quantity: 1, points: 120, state: 'issued', state_name: '待使用', token: 'v1.abcdefgh', qr: 'sangong:voucher:v1.abcdefgh', pin: '012345', works_offline: true, left: 1, shops: [SHOP], expires_at: at(700), used_at: null, created_at: at(-20), moves: [{ move: 'cancel', name: '退券' }] }
const flag = { id: id(860), voucher_number: '券-000001', voucher_title: offer.title, quantity: 1, holder_name: CHEN.name, shop: SHOP, pieces: 1, voucher_state_name: '已使用', taken_at: at(-3), raised_at: at(-2), uses: [{ shop: SHOP, pieces: 1, at: at(-4) }], heard: { text: '店里没有网络', by: ZHOU.name, at: at(-1) }, lifted: null, may_tell: false, may_lift: true }
const reserve = { balance: 1000, since: '2026-08-25', came: 1050, went: 50, lines: [{ at: at(-3), title: '保障金支付：大米', points: -50, balance: 1000 }], terms: { per_redemption: 200, per_month: 2000 }, sources: [{ source: 'pool', name: '公益池', available: 300 }, { source: 'backing', name: '未发放的商户承诺', available: 12400 }], proposed: [{ id: id(870), source_name: '公益池', points: 100, reason: '夏天商户常断网', state_name: '等另一人确认', proposed_by: ZHOU.name, proposed_at: at(-5), may_decide: true }], may_fill: true }
const synced = { client_id: id(880), voucher_number: '券-000001', voucher_title: offer.title, outcome: 'accepted', outcome_name: '已入账', code: null, title: '已入账', pieces: 1, guaranteed: 0, unpaid: 0, points: 120, taken_at: at(-3), synced_at: at(-2) }
const redemption = { id: id(850), voucher_number: '券-0001', title: offer.title, quantity: 1, points: 120, holder_name: '陈**', left: 0, at: at(-1) }
const notice = { id: id(50), title: '明天有班次', text: '周六楼道清洁，3号楼架空层。', at: at(-1), read: false, target: { type: 'shift', id: id(300) } }
const subscriptions = { items: [{ template: 'shift-reminder', name: '班次提醒', unspent: 1 }] }

const table = {
  id: id(300), kind: 'need', kind_name: '需求', state: 'checked', state_name: '已检查', file_name: '走访登记.xlsx', rows_total: 3, rows_done: 3, errors_total: 1, to_state: null, created_at: at(-2), expires_at: at(160), by_name: '陈阿姨',
  columns: [{ heading: '序号', path: null, samples: [] }, { heading: '名称', path: 'title', samples: [] }], fixed: {}, fillable: [{ path: 'title', heading: '名称', required: true, note: '最多60个字', choices: [] }, { path: 'category', heading: '类别', required: true, note: '', choices: ['其他'] }],
  errors: [{ row: 3, heading: '类别', message: '没有“修修补补”，应填：其他' }], targets: [{ state: 'proposed', name: '待采纳' }, { state: 'open', name: '待认领' }], moves: [{ move: 'withdraw', name: '取消这次导入' }],
}

const tie = { id: id(970), member: ZHOU, relation: 'sibling', relation_name: '兄弟姐妹', state: 'confirmed', state_name: '双方已确认', proposed_by_me: true, created_at: at(-90), moves: [{ move: 'end', name: '解除关系' }] }
const terms = { may_give: true, gift_to: 'kin_and_friends', gift_to_name: '亲友', relations: ['sibling', 'friend'], is_adult: true, rule: '上海（2026）', sources: [], available_minutes: 180, giveable_minutes: 120 }
const gift = { id: id(971), giver: CHEN, receiver: ZHOU, mine: true, minutes: 60, message: '多谢', given_at: at(-20) }
const flow = (kind, name, n) => ({ kind, name, count: 1, amount: n })
const pool = { from: '2026-01-01', to: '2026-11-23', books: ['TIME', 'POINT'].map(book => ({ book, balance: 180, available: 180, opening: 0, came_in: [flow('donate', '居民捐赠', 240)], went_out: [flow('grant', '发放给困难居民', 60)], closing: 180 })), grants: [{ month: '2026-11-01', ground: 'alone_80', ground_name: '80岁以上空巢独居老人', count: 1, minutes: 60 }] }
const poolDonation = { id: id(972), book: 'TIME', amount: 60, donor_name: '陈*', mine: true, given_at: at(-30) }
const entitlement = { id: id(973), member: CHEN, ground: 'alone_80', ground_name: '80岁以上空巢独居老人', note: '独居', monthly_minutes: 120, given_this_month: 60, automatic: true, valid_to: '2027-05-31', state: 'proposed', state_name: '等待审批', proposed_by: ZHOU, decided_by: null, decision_note: '', created_at: at(-40), moves: [{ move: 'approve', name: '批准' }] }
const goods = { id: id(975), what: '大米', unit: '千克' }
const fund = { id: id(974), name: '助老用品基金', purpose: '给独居老人添置用品', keeper_name: FIRM.name, opened_at: at(-300), donations: 1, money: { received: 50000, used: 30000, left: 20000 }, goods: [{ ...goods, received: 100, used: 40, left: 60 }], may_record: true, may_acknowledge: true }
const donation = { id: id(976), number: '捐-2026-000001', fund: { id: id(974), name: fund.name }, goods: null, amount: 50000, used: 30000, estimated_fen: null, donor_name: CHEN.name, anonymous: false, mine: true, received_on: '2026-11-20', evidence: '收据0012', photos: [], state: 'acknowledged', state_name: '已确认收到', decision_note: '', acknowledged_at: at(-50), moves: [] }
const use = { id: id(977), goods, amount: 40, purpose: '分给8户独居老人', used_on: '2026-11-21', evidence: '签收单05', photos: [], entry_id: id(200), corrects_id: null, recorded_at: at(-20) }

const opinions = { state: 'open', closes_at: at(90), closed_at: null, while_talking: false, statements: 12, waiting: 1, voters: 9, votes: 84, own_left_to_say: 8, own_voted: 4, may_set: true }
const spoken = (n, text, state = 'open', state_name = '已公开', moves = []) => ({ id: id(n), text, state, state_name, is_own: false, merged_into_id: null, agrees: 5, disagrees: 2, passes: 1, moves })
const said = (n, text, percent, by) => ({ statement_id: id(n), text, side: 'agree', votes: 9, percent, percent_by_group: by })
const group = (name, x, percent) => ({ name, size: 4, x, y: 0, spots: [{ x, y: 0.2, people: 4 }], says: [said(981, '画成停车位', percent, [percent, null])] })
const opinionMap = { version: 3, drawn_at: at(-1), voters: 9, participants: 8, agreed: [said(980, '先把坑洼的地面铺平', 92, [100, 88])], groups: [group('甲组', -1, 90), group('乙组', 1, 80)], own: { voted: 4, wanted: 7, group: null, x: null, y: null } }
const similarPair = { one: spoken(982, '装两盏灯', 'open', '已公开', [{ move: 'merge', name: '合并到相近的看法' }]), other: spoken(983, '晚上太黑，要装灯', 'open', '已公开', [{ move: 'merge', name: '合并到相近的看法' }]), score: 60 }
const textItem = { id: id(985), subject_type: 'statement', subject_name: '看法', title: '充电桩装在哪里', target: { type: 'topic', id: id(950) }, text: '先试三个月', state: 'held', state_name: '等待人工审核', created_at: at(-2), decided_at: null, decisions: [{ to_state: 'held', state_name: '等待人工审核', by: null, label_name: '辱骂', reason: null, at: at(-2) }], moves: [{ move: 'pass', name: '可以公开' }, { move: 'refuse', name: '不予公开' }] }

// meetings and budget rounds
const quorum = { enough: 4, met: true, name: '到会过半', source: '本社区约定' }
const meeting = {
  id: id(300), number: '会-0001', kind: 'council', kind_name: '协商议事会', is_lawful: false, title: '充电桩装在哪里', place: '居委会二楼', starts_at: at(-1), state: 'open', state_name: '正在开会', seats: 7, present: 4, quorum, text: '先看图。', basis: 'representatives', basis_name: '居民小组选举的代表', audience: 'all', audience_name: '全社区',
  outside_seats: 1, called_at: at(-200), opened_at: at(-1), ended_at: null, agenda: [{ id: id(901), no: 1, title: '定位置', text: '', topic: null, notes: null, decision: null, actions: [] }], units: [{ id: id(21), name: '研究所', came: true, delegate: '王工', said: '可以出材料。' }],
  seat: { id: id(902), is_household: false, present: true, way: 'code', way_name: '会议码签到', is_me: true, may_attend: false }, minutes: null, follows_id: null, followed_by_id: null, demand_ids: [], history: [], moves: [{ move: 'close', name: '散会' }], may_show_code: true, may_note: true, may_write_minutes: true, may_read_roll: true,
}
const motion = {
  id: id(300), meeting_id: id(300), item: named(901, '定位置'), topic_id: null, no: 1, text: '装在东门车棚', secrecy: 'secret', secrecy_name: '无记名表决', state: 'open', state_name: '正在表决', opened_at: at(-1), closed_at: null, voted: 1, outcome: null, outcome_name: null,
  turnout: { seats: 7, in_person: 4, represented: 0, present: 4, needed: 4, is_quorate: true, needed_yes: 3, rules: [{ name: '到会过半同意', source: '本社区约定' }] }, result: null, seats: [{ seat_id: id(902), name: null, is_own: true, is_present: true, voted: false, channel: null, channel_name: null, may_vote: true }], moves: [{ move: 'close', name: '结束表决' }],
}
const papers = { given: [named(903, '周阿姨')], readings: [], is_counted: false, may_read: true, differences: [] }
const demand = { id: id(300), number: '议-0001', title: '公布公共收益', text: '请开会说清楚。', begun_by: '老*', state: 'collecting', state_name: '正在征集签名', created_at: at(-48), ends_at: at(600), reached_at: null, ground: null, call_by: null, meeting_id: null, signed: 2, progress: [{ ground: 'adults', name: '五分之一以上的居民', source: '城市居民委员会组织法第十条', signed: 2, of: 30, enough: 6, met: false }], has_signed: false, may_sign: true, moves: [] }
const round = {
  id: id(300), number: 1, title: '明年的5万元', budget_fen: 5000000, fund: '公益经费', ballot_kind: 'points', ballot_name: '给提案打分', points_max: 10, stage: 'voting', stage_name: '投票中', stage_ends_at: at(100), days_left: 4, overdue: false, next_actor: '居民：投票', proposals: { proposed: 0, passed: 1, refused: 0, withdrawn: 0 }, voters: 3, has_result: true,
  text: '每人10分。', topic: null, stops: [{ stage: 'voting', name: '投票中', status: 'now', at: at(-9), by: null, note: null, ends_at: at(100) }], moves: [{ move: 'close', name: '投票结束，计票' }], may_propose: false, is_voting_open: true,
}
const wish = { id: id(905), round_id: id(300), number: 1, title: '装助听设备', text: '后排听不清。', category_name: '为老', cost_fen: 1800000, entry_id: null, proposed_by: CHEN, is_mine: false, state: 'passed', state_name: '可以投票', reason: '三家报价', is_chosen: null, moves: [] }
const represented = { nothing: 1, part: 1, full: 1, mean_percent: 80 }
const outcome = { budget_fen: 5000000, spent_fen: 1800000, greedy_spent_fen: 1800000, electors: 20, voters: 3, share_fen: 1666666, raised_percent: 0, proposals: [{ ...wish, supporters: 2, points: 6, by_equal_shares: true, by_greedy: true, how: 'equal_shares', price_fen: 1 }], represented: { equal_shares: represented, greedy: represented }, buildings: [], ballots_hash: 'f'.repeat(64) }
const ROUTES = [
  ['GET', '…/topics/[^/]+/live', () => ({ votes: 84, map: 3, stage: 'gathering' })], ['GET', '…/topics/[^/]+/opinions', () => opinions], ['GET', '…/topics/[^/]+/opinion-map', () => opinionMap], ['GET', '…/topics/[^/]+/deck', () => ({ items: [{ id: id(980), text: '先把坑洼的地面铺平' }], left: 8 })], ['GET', '…/topics/[^/]+/votes/mine', () => page([{ id: id(981), text: '画成停车位', answer: 'agree' }])],
  ['GET', '…/topics/[^/]+/statements/similar', () => ({ items: [similarPair] })], ['GET', '…/topics/[^/]+/statements', () => page([spoken(984, '先试三个月', 'waiting', '等待审核')])], ['GET', '…/moderation/items', () => page([textItem])],
  ['GET', '/demo/identities', () => ({ items: [{ id: 'resident', name: CHEN.name, role_name: '居民', about: '常来帮忙', community_id: CID }] })],
  ['POST', '/demo/codes', () => ({ code: 'demo-code' })], ['GET', '/demo/clock', () => ({ now: at(), offset_seconds: 0 })], ['POST', '/demo/clock', () => ({ now: at(), offset_seconds: DAY / 1000 })],
  ['POST', '/auth/wechat', () => signedIn], ['POST', '/auth/refresh', () => signedIn], ['POST', '/auth/logout', () => ({})], ['GET', '/auth/me', () => ({ person: signedIn.person, memberships: [membership] })],
  ['GET', '/communities', () => page([community])], ['GET', '…', () => community],
  ['GET', '…/members/me', () => member], ['GET', '…/members', () => page([member])], ['POST', '…/members(/[^/]+/(moves|roles))?', () => member],
  ['GET', '…/units', () => page([unit])], ['POST', '…/units', () => unit], ['GET', '…/units/[^/]+/employees', () => page([employment])], ['POST', '…/(units/[^/]+/employees|employments/[^/]+/moves)', () => employment],
  ['GET', '…/lists', () => ({ items: Object.keys(KINDS).map((kind, i) => ({ kind, number: i + 1, name: KINDS[kind], live: kind in LIVE, open_count: LIVE[kind] ?? 0 })) })],
  ['GET', '…/categories', () => ({ items: [{ code: 'care', name: '助老', parent: null }, { code: 'clean', name: '环境', parent: null }] })],
  ['GET', '…/lists/topic/entries', () => page([])], ['GET', '…/lists/([^/]+)/entries', kind => page([entry(kind)])],
  ['GET', '…/entries/[^/]+/history', () => ({ items: [{ move: 'submit', name: '提交', from_state: 'draft', to_state: 'proposed', by: named(1, '王*'), at: at(-50), note: null }] })],
  ['GET', '…/entries/[^/]+/slots', () => slots], ['POST', '…/entries/[^/]+/bookings', () => booking], ['GET', '…/bookings', () => page([booking])], ['GET', '…/bookings/[^/]+', () => booking], ['POST', '…/bookings/[^/]+/moves', () => booking],
  ['GET', '…/topics', () => page([topic])], ['POST', '…/topics', () => topic], ['GET', '…/topics/[^/]+', () => topic], ['POST', '…/topics/[^/]+/moves', () => topic], ['POST', '…/entries/[^/]+/topics', () => topic], ['GET', '…/trace/[^/]+/[^/]+', () => trace],
  ['GET', '…/entries/[^/]+/claims', () => page([claim])], ['POST', '…/entries/[^/]+/claims', () => claim], ['GET', '…/entries/[^/]+', () => entry()], ['POST', '…/entries(/[^/]+/moves)?', () => entry()], ['PATCH', '…/entries/[^/]+', () => entry()],
  ['GET', '…/claims', () => page([claim])], ['GET', '…/claims/[^/]+', () => claim], ['POST', '…/claims/[^/]+/moves', () => claim],
  ['GET', '…/shifts', () => page([shift])], ['POST', '…/shifts', () => shift], ['GET', '…/shifts/[^/]+/code', () => ({ code: '482913', qr: `sangong:shift:${id(300)}:482913`, step_seconds: 30, valid_until: at(0.008) })],
  ['GET', '…/shifts/[^/]+/sign-up-options', () => options], ['GET', '…/units/[^/]+/hours', () => ({ unit: FIRM, months: [{ month: '2026-11', times: 1, people: 1, minutes: 120 }], month: '2026-11', people: [{ member: CHEN, times: 1, minutes: 120 }] })],
  ['GET', '…/shifts/[^/]+/sign-ups', () => ({ items: [signUp] })], ['POST', '…/shifts/[^/]+/sign-ups', () => signUp], ['POST', '…/shifts/[^/]+/check-(ins|outs)', () => record], ['GET', '…/shifts/[^/]+', () => shift], ['POST', '…/shifts/[^/]+/moves', () => shift],
  ['GET', '…/sign-ups/mine', () => page([signUp])], ['POST', '…/sign-ups/[^/]+/moves', () => signUp],
  ['GET', '…/records(/to-do)?', () => page([record])], ['GET', '…/records/[^/]+', () => record], ['POST', '…/records/[^/]+/moves', () => record],
  ['GET', '…/paper-sheets/quota', () => ({ records_left: 20, minutes_left: 2400 })], ['POST', '…/paper-sheets', () => ({ items: [record] })], ['POST', '…/records/[^/]+/slips', () => record], ['GET', '…/supervision', () => ({ rows: [{ code: 'held', name: '待核查的记录', count: 2 }, { code: 'to_approve', name: '待复核的补录', count: 0 }] })],
  ['GET', '…/imports', () => page([table])], ['GET', '…/imports/[^/]+', () => table],
  ['GET', '…/notices', () => page([{ record_id: id(500), number: '记-0001', member_name: '陈**', shift_title: '周六楼道清洁', served_on: '2026-11-22', place: '睦邻中心', minutes: 120, notice_until: at(60), days_left: 3, calendar_note: null, may_dispute: true }])],
  ['GET', '…/records/[^/]+/disputes', () => ({ items: [dispute] })], ['GET', '…/disputes', () => page([dispute])], ['POST', '…/records/[^/]+/statements', () => dispute],
  ['GET', '…/members/me/name-consent', () => nameConsent], ['POST', '…/members/me/name-consent', () => nameConsent],
  ['GET', '…/passbook', () => passbook],
  ['GET', '…/proofs/:id', () => ({ id: 'p', community_id: 310107001, leaf: '{}', leaf_hash: '', sealed_hash: '', index: 0, size: 1, path: [], seal: { number: 1, day: '2026-11-22', size: 1, root: '', previous: '', hash: '', sealed_at: '2026-11-23T00:00:00Z' } })],
  ['GET', '…/rule-packs', () => ({ in_force: 'fujian', adoptions: [{ pack: 'fujian', name: '福建（公示与星级）', valid_from: '2026-01-01', adopted_at: '2026-01-01T00:00:00Z' }], packs: [{ code: 'fujian', name: '福建（公示与星级）', place: '福建省', rules: [{ text: '公示不少于3个工作日', sources: ['http://example.org'] }] }] })],
  ['GET', '…/expiry-rules', () => ({ items: [] })],
  ['GET', '…/coverage', () => ({ pledged: 20000, lapsed: 0, backing: 12400, members: 5200, pool: 0, vouchers: 400, merchants: 600, reserve: 0, fulfilled: 1400, clearing: 0, coverage_percent: 100, awaiting_backing_records: 0 })],
  ['GET', '…/pledges', () => page([pledge])], ['POST', '…/pledges', () => pledge], ['GET', '…/offers', () => page([offer])], ['GET', '…/offers/[^/]+', () => offer], ['POST', '…/offers(/[^/]+/moves)?', () => offer],
  ['GET', '…/vouchers/mine', () => page([voucher])], ['GET', '…/vouchers/[^/]+', () => voucher], ['POST', '…/vouchers(/[^/]+/moves)?', () => voucher], ['POST', '…/redemptions', () => redemption],
  ['GET', '…/merchants/[^/]+/statements/[^/]+', () => shopStatement], ['POST', '…/merchants/[^/]+/statements/[^/]+/moves', () => shopStatement],
  ['GET', '…/merchants/[^/]+/months/[^/]+', () => ({ merchant: SHOP, month: '2026-11', days: [{ date: '2026-11-22', number: '结-000001', ...days, state: 'made', state_name: '待确认' }], sums: { redeemed: 120, refunds: 0, corrections: 0, fulfilled: 120 } })],
  ['GET', '…/merchants', () => page([shopPapers])], ['POST', '…/merchants', () => shopPapers], ['GET', '…/merchants/[^/]+', () => shopPapers], ['POST', '…/merchants/[^/]+/moves', () => shopPapers],
  ['GET', '…/offers/[^/]+/prices', () => ({ items: [{ price_points: 120, refund_days: 7, from_at: at(-24), to_at: null }, { price_points: 130, refund_days: 7, from_at: at(-99), to_at: at(-24) }] })],
  ['GET', '…/vouchers/[^/]+/redemptions', () => ({ items: [{ id: id(850), quantity: 1, points: 120, at: at(-1), refunded: 0, refund_until: at(160) }] })], ['GET', '…/redemptions/[^/]+', () => takenOne], ['POST', '…/redemptions/[^/]+/refunds', () => takenOne], ['POST', '…/redemptions/[^/]+/refund-requests', () => refundRequest],
  ['GET', '…/refund-requests', () => page([refundRequest])], ['POST', '…/refund-requests/[^/]+/moves', () => refundRequest],
  ['GET', '…/merchants/[^/]+/redemptions', () => page([redemption])], ['GET', '…/merchants/[^/]+/synced', () => page([synced])], ['GET', '…/merchants/[^/]+/till', () => ({ unit: SHOP, now: '2026-11-23T02:00:00Z', offers: [{ id: '00000000-0000-0000-0000-0000000002bc', title: offer.title }] })],
  ['GET', '…/merchants/[^/]+/shared-offers', () => ({ items: [{ offer: named(701, '鸡蛋一枚'), unit: SHOP, agreed_at: null, moves: [{ move: 'agree', name: '同意收这些券' }] }] })], ['GET', '…/offers/[^/]+/shops', () => ({ items: [{ unit: SHOP, agreed_at: at(-9), moves: [] }] })],
  ['GET', '…/voucher-keys', () => ({ keys: SAMPLE.keys })], ['GET', '…/voucher-flags', () => page([flag])], ['POST', '…/voucher-flags/[^/]+/notes', () => flag], ['GET', '…/reserve', () => reserve], ['POST', '…/reserve/.*', () => reserve],
  ['GET', '…/meetings', () => page([meeting])], ['GET', '…/meetings/[^/]+', () => meeting], ['GET', '…/meetings/[^/]+/motions', () => page([motion])], ['GET', '…/motions/[^/]+', () => motion], ['GET', '…/motions/[^/]+/papers', () => papers], ['GET', '…/meetings/[^/]+/code', () => ({ code: '804079', qr: 'sangong:meeting:804079', step_seconds: 30, valid_until: at(0.008) })],
  ['GET', '…/meetings/[^/]+/proxies', () => page([])], ['GET', '…/meetings/[^/]+/proxy-holders', () => ({ items: [] })], ['GET', '…/meeting-demands', () => page([demand])], ['GET', '…/meeting-demands/[^/]+', () => demand], ['GET', '…/resident-groups', () => ({ items: [], loose_buildings: ['3号楼'], register: null, may_keep: false })],
  ['GET', '…/budget-rounds', () => page([round])], ['GET', '…/budget-rounds/[^/]+', () => round], ['GET', '…/budget-rounds/[^/]+/proposals', () => page([wish])], ['GET', '…/budget-rounds/[^/]+/ballot', () => ({ may_vote: true, why_not: null, votes: [] })], ['GET', '…/budget-rounds/[^/]+/result', () => outcome],
  ['GET', '…/kin-ties', () => page([tie])], ['POST', '…/kin-ties(/[^/]+/moves)?', () => tie], ['GET', '…/gifts/terms', () => terms], ['GET', '…/gifts/[^/]+', () => gift], ['POST', '…/gifts', () => gift],
  ['GET', '…/pool', () => pool], ['GET', '…/pool/donations', () => page([poolDonation])], ['POST', '…/pool/donations', () => poolDonation], ['GET', '…/entitlements/mine', () => ({ entitlement: null })], ['GET', '…/entitlements', () => page([entitlement])], ['POST', '…/entitlements(/[^/]+/(moves|grants))?', () => entitlement],
  ['GET', '…/funds', () => page([fund])], ['GET', '…/funds/[^/]+', () => fund], ['GET', '…/funds/[^/]+/donations', () => page([donation])], ['GET', '…/funds/[^/]+/uses', () => page([use])], ['GET', '…/donations/mine', () => page([donation])], ['GET', '…/donations/[^/]+', () => donation],
  ['GET', '…/inbox', () => ({ ...page([notice]), unread_count: 1 })], ['POST', '…/inbox/read', () => ({ unread_count: 0 })], ['GET', '…/subscriptions', () => subscriptions], ['POST', '…/subscriptions', () => subscriptions],
].map(([method, pattern, f]) => [method, new RegExp(`^${pattern.replace('…', `/communities/${CID}`)}$`), f])

function respond(method, path) {
  for (const [m, pattern, f] of ROUTES) {
    const found = m === method && pattern.exec(path)
    if (found) return f(found[1])
  }
  return undefined
}
module.exports = { respond, CID, id, membership, signedIn }
