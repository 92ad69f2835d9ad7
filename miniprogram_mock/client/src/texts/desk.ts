/** Texts of the area `desk`; every key begins with `desk.`. */
export const desk = {
  'desk.title': '工作台',
  // the merchant's
  'desk.merchant': '商户工作台', 'desk.scan': '扫码核销', 'desk.today': '今天核销', 'desk.today.count': '{n} 笔', 'desk.statement': '日结单', 'desk.statement.note': '与社区总账一致',
  'desk.pledges': '拿出的货品', 'desk.pledge.more': '再拿出货品', 'desk.pledge.none': '先拿出货品，居民的积分才有着落。', 'desk.pledge.rest': '还剩 {n}', 'desk.pledge.until': '到 {day}', 'desk.pledge.ended': '已结束',
  'desk.offers': '上架的商品', 'desk.offer.more': '上架商品', 'desk.offer.none': '还没有上架商品。', 'desk.offer.note': '已兑 {sold} · 剩 {left}',
  'desk.offer.moved': '已更新', 'desk.offer.close.ask': '下架这件商品吗', 'desk.offer.close.text': '下架后不能再兑换；已换出的券仍然有效。', 'desk.offer.close.yes': '下架',
  'desk.scan.title': '核销', 'desk.scan.label': '或者输入券上的字', 'desk.scan.submit': '核销', 'desk.scan.done': '核销好了', 'desk.scan.next': '扫下一张', 'desk.scan.holder': '持券人',
  'desk.scan.give': '请把货品交给对方', 'desk.scan.points': '积分', 'desk.scan.number': '券号',
  'desk.st.date': '哪一天', 'desk.st.opening': '当天开始', 'desk.st.total': '当天核销', 'desk.st.closing': '当天结束', 'desk.st.none': '这一天没有核销。', 'desk.st.line': '{n} 份',
  'desk.pledge.title': '拿出货品', 'desk.pledge.lead': '您拿出多少货品，社区才能发多少积分。', 'desk.pledge.what': '货品', 'desk.pledge.what.help': '例如 大米50袋、香皂100块', 'desk.pledge.points': '合多少积分', 'desk.pledge.points.help': '1 积分大约合 1 元',
  'desk.pledge.to': '到哪天为止', 'desk.pledge.send': '拿出这些货品', 'desk.pledge.done': '已记下，积分有了货品支持', 'desk.pledge.bad.what': '请写是什么货品', 'desk.pledge.bad.points': '请填 1 以上的整数',
  'desk.offer.title': '上架商品', 'desk.offer.of': '从哪批货品里出', 'desk.offer.name': '商品名称', 'desk.offer.text': '说明', 'desk.offer.price': '每份多少积分', 'desk.offer.stock': '一共几份', 'desk.offer.days': '券几天内有效',
  'desk.offer.send': '上架', 'desk.offer.done': '已上架，居民现在就能看到', 'desk.offer.bad': '请填 1 以上的整数', 'desk.offer.bad.name': '请写商品名称', 'desk.offer.nopledge': '要先拿出货品，才能上架商品。',
  // the unit's
  'desk.unit': '单位工作台', 'desk.unit.claim': '去认领项目', 'desk.unit.claims': '我们的认领', 'desk.unit.claims.none': '认领一个项目后，进展会在这里。', 'desk.unit.open': '开放一项资源', 'desk.unit.resources': '开放的资源', 'desk.unit.resources.none': '会议室、讲座、设备都可以开放给邻居。',
  'desk.unit.people': '本单位的人', 'desk.unit.people.note': '确认员工，他们的服务算单位的', 'desk.people.none': '还没有员工申请。员工加入社区时选本单位，就会出现在这里。', 'desk.people.done': '已更新',
  'desk.claim': '认领', 'desk.claim.quantity': '认领数量', 'desk.claim.unit': '认领单位', 'desk.claim.at': '认领时间', 'desk.claim.note': '留言', 'desk.claim.shift': '为它开一个班次', 'desk.claim.look': '看这个项目', 'desk.claim.moved': '已更新', 'desk.claim.ask': '{name}吗', 'desk.claim.ask.text': '{title}，{n}。', 'desk.claim.why': '说明原因，对方会看到', 'desk.claim.why.need': '请写原因',
  // the staff's
  'desk.staff': '社区工作台', 'desk.staff.wait': '等您处理', 'desk.staff.entries': '待采纳的清单条目', 'desk.staff.members': '待核实的居民', 'desk.staff.records': '服务记录', 'desk.staff.records.note': '待见证确认、有疑问、公示中', 'desk.staff.claims': '单位的认领', 'desk.staff.claims.note': '待接受、待验收',
  'desk.staff.make': '发起', 'desk.staff.shift': '开一个班次', 'desk.staff.shift.note': '从公益行动里选一件', 'desk.staff.project': '发布公共服务项目', 'desk.staff.action': '发布公益行动', 'desk.staff.benefit': '定激励标准',
  'desk.staff.account': '公示与底账', 'desk.staff.notices': '服务时长公示', 'desk.staff.none': '没有', 'desk.staff.n': '{n} 件',
  'desk.clock': '演示时钟', 'desk.clock.note': '只在演示环境有。往前拨，系统会照新的时间入账、提醒、到期。', 'desk.clock.now': '现在是', 'desk.clock.hour': '拨快 1 小时', 'desk.clock.day': '拨快 1 天', 'desk.clock.notice': '拨快 6 天', 'desk.clock.done': '时钟已拨到 {when}',
  'desk.entries.kind': '清单', 'desk.entries.none': '这张清单没有等着采纳的。', 'desk.entries.look': '看全文', 'desk.entries.done': '已更新', 'desk.entries.why': '退回的原因，提出的人会看到', 'desk.entries.why.need': '请写原因',
  'desk.members.state': '居民', 'desk.members.applied': '待核实', 'desk.members.verified': '已核实', 'desk.members.none.applied': '没有等着核实的人。', 'desk.members.none.verified': '还没有核实过的人。', 'desk.members.done': '已更新', 'desk.members.home': '住在{place}', 'desk.members.work': '在本社区上班', 'desk.members.noplace': '没有填住址', 'desk.members.party': '在职党员报到', 'desk.members.guardian': '监护人 {name}',
  'desk.members.role': '担任角色', 'desk.members.role.title': '{name}担任的角色', 'desk.members.role.staff': '社区工作者', 'desk.members.role.lead': '党组织', 'desk.members.role.supervisor': '监督员', 'desk.members.reject.ask': '不通过{name}的申请吗', 'desk.members.reject.text': '对方会收到消息，可以改好再申请。',
  'desk.records.state': '记录', 'desk.records.todo': '待办', 'desk.records.held': '有疑问', 'desk.records.disputed': '有异议', 'desk.records.on_notice': '公示中', 'desk.records.none': '没有这样的记录。',
  'desk.claims.state': '认领', 'desk.claims.open': '待接受', 'desk.claims.accepted': '进行中', 'desk.claims.delivered': '待验收', 'desk.claims.none': '没有这样的认领。',
} as const
