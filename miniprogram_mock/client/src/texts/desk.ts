/** Texts of the area `desk`; every key begins with `desk.`. */
export const desk = {
  'desk.title': '工作台',
  // the merchant's
  'desk.merchant': '商户工作台', 'desk.scan': '扫码核销', 'desk.today': '今天已核销', 'desk.today.count': '{n} 笔', 'desk.statement': '日结单', 'desk.st.period': '一段时间的对账单', 'desk.st.account': '哪一本账', 'desk.st.merchant': '收到的积分', 'desk.st.pledge': '承诺的积分', 'desk.statement.note': '与社区总账一致',
  'desk.pledges': '拿出的货品', 'desk.pledge.more': '再拿出货品', 'desk.pledge.none': '先拿出货品，居民的积分才有着落。', 'desk.pledge.rest': '合 {all}，还剩 {rest}', 'desk.pledge.until': '到 {day}', 'desk.pledge.ended': '已结束',
  'desk.offers': '上架的商品', 'desk.offer.more': '上架商品', 'desk.offer.none': '还没有上架商品。', 'desk.offer.sold': '已兑',
  'desk.offer.moved': '现在是：{state}', 'desk.offer.close.ask': '结束这项兑换吗', 'desk.offer.close.text': '结束后居民不能再兑换；已换出的券仍然有效。',
  'desk.st.date': '哪一天', 'desk.st.before': '前一天', 'desk.st.after': '后一天', 'desk.st.opening': '开始时', 'desk.st.closing': '结束时', 'desk.st.same': '与社区总账一致。', 'desk.st.none': '这一天没有核销。', 'desk.st.line': '{n} 份',
  'desk.pledge.title': '拿出货品', 'desk.pledge.lead': '您拿出多少货品，社区就能发多少积分。', 'desk.pledge.what': '货品', 'desk.pledge.what.help': '例如：大米、香皂',
  'desk.pledge.to': '到哪天为止', 'desk.pledge.to.help': '不填就一直有效。', 'desk.pledge.send': '拿出这些货品', 'desk.pledge.done': '已记下，积分有了货品支持', 'desk.pledge.bad.what': '请写是什么货品',
  'desk.offer.title': '上架商品', 'desk.offer.of': '从哪批货品里出', 'desk.offer.name': '商品名称', 'desk.offer.text': '说明', 'desk.offer.text.help': '例如：规格、什么时候来领。', 'desk.offer.day': '天', 'desk.offer.bad.days': '请填 1 到 365 之间的整数', 'desk.offer.sum': '全部兑完一共 {all}，这批货品还剩 {rest}，够用。', 'desk.offer.over': '全部兑完一共 {all}，这批货品只剩 {rest}，不够的部分兑不出去。', 'desk.offer.price': '每份多少积分', 'desk.offer.stock': '一共几份', 'desk.offer.days': '券几天内有效',
  'desk.offer.send': '上架', 'desk.offer.done': '已上架，居民现在就能看到', 'desk.offer.bad': '请填 1 以上的整数', 'desk.offer.bad.name': '请写商品名称', 'desk.offer.nopledge': '要先拿出货品，才能上架商品。',
  // the unit's
  'desk.unit': '单位工作台', 'desk.unit.claim': '去认领项目', 'desk.unit.claims': '我们的认领', 'desk.unit.claims.none': '认领一个项目后，进展会在这里。', 'desk.unit.open': '开放一项资源', 'desk.unit.resources': '开放的资源', 'desk.unit.resources.none': '会议室、讲座、设备都可以开放给邻居。',
  'desk.unit.us': '我们单位', 'desk.unit.people': '本单位的人', 'desk.unit.people.note': '确认员工，他们的服务算单位的', 'desk.people.none': '还没有员工申请。员工加入社区时选本单位，就会出现在这里。', 'desk.people.done': '{name}：{state}', 'desk.people.asks': '等您确认', 'desk.people.here': '已在本单位', 'desk.people.ask': '让{name}离开本单位吗', 'desk.people.ask.text': '以后的服务不再算本单位的；以前的记录不变。',
  'desk.unit.helps': '请我们协助', 'desk.unit.helps.row': '{unit}认领 {n}', 'desk.unit.helps.answer': '请答复', 'desk.assist.own': '{unit}自己做 {n} {measure}', 'desk.assist.done': '已答复', 'desk.claim.who': '认领人', 'desk.claim.place': '排第 {n} 位，前面有空出来的会自动轮到',
  'desk.claim': '认领', 'desk.claim.quantity': '认领数量', 'desk.claim.unit': '认领单位', 'desk.claim.at': '认领时间', 'desk.claim.note': '留言', 'desk.claim.shift': '为它开一个班次', 'desk.claim.look': '看这个项目', 'desk.claim.progress': '进展', 'desk.claim.moved': '现在是：{state}', 'desk.claim.sure.accept': '同意这次认领吗', 'desk.claim.sure.deliver': '都做完了吗', 'desk.claim.sure.accept_delivery': '验收通过吗', 'desk.claim.sure.withdraw': '撤回这次认领吗', 'desk.claim.ask.accept': '{unit}认领 {title}，{n}。对方会收到消息。', 'desk.claim.ask.deliver': '{title}，{n}。社区会来验收，结果会告诉您。', 'desk.claim.ask.accept_delivery': '{unit}完成了 {title}，{n}。通过后这次认领就办完了。', 'desk.claim.ask.withdraw': '{title}，{n}。撤回后别的单位可以再认领。',
  'desk.stop.asked': '提出认领', 'desk.stop.agreed': '社区同意', 'desk.stop.agreed.who': '等社区答复', 'desk.stop.done': '做完', 'desk.stop.done.who': '由认领单位来做，做完请点“已完成，请验收”', 'desk.stop.checked': '验收', 'desk.stop.checked.who': '等社区或提出的人验收',
  'desk.claim.why': '说明原因，对方会看到', 'desk.claim.why.need': '请写原因',
  // the staff's
  'desk.staff': '社区工作台', 'desk.staff.wait': '等您处理', 'desk.staff.entries': '待采纳的清单条目', 'desk.staff.members': '待核实的居民', 'desk.staff.records': '服务记录', 'desk.staff.records.note': '待见证确认、有疑问、公示中', 'desk.staff.claims': '单位的认领', 'desk.staff.claims.note': '待接受、待验收',
  'desk.staff.topics': '居民提议商量', 'desk.staff.topics.note': '3个工作日内答复是否受理',
  'desk.staff.make': '发起', 'desk.staff.shift': '开一个班次', 'desk.staff.shift.note': '从公益行动里选一件', 'desk.staff.project': '发布公共服务项目', 'desk.staff.action': '发布公益行动', 'desk.staff.benefit': '定激励标准', 'desk.staff.roles': '授予角色', 'desk.staff.roles.note': '社区工作者、监督员、党组织',
  'desk.staff.account': '公示与底账', 'desk.staff.notices': '服务时长公示', 'desk.staff.none': '没有', 'desk.staff.n': '{n} 件',
  'desk.clock': '演示时钟', 'desk.clock.note': '只在演示环境有。往前拨，系统会照新的时间入账、提醒、到期。', 'desk.clock.now': '现在是', 'desk.clock.hour': '拨快 1 小时', 'desk.clock.day': '拨快 1 天', 'desk.clock.notice': '拨快 6 天，过公示期', 'desk.clock.done': '时钟已拨到 {when}',
  'desk.entries.none': '都处理完了。居民和单位新提的需求、资源、项目会在这里等您采纳。', 'desk.entries.choose': '从左边选一条，这里看全文，采纳或退回。', 'desk.entries.look': '看全文', 'desk.entries.done': '现在是：{state}', 'desk.entries.why': '退回的原因，提出的人会看到', 'desk.entries.why.need': '请写原因',
  'desk.members.state': '居民', 'desk.members.applied': '待核实', 'desk.members.verified': '已核实', 'desk.members.none.applied': '没有等着核实的人。有人申请加入，会在这里。', 'desk.members.none.verified': '还没有核实过的人。', 'desk.members.done': '{name}：{state}', 'desk.members.at': '{when} 申请', 'desk.members.home': '住在{place}', 'desk.members.work': '在本社区上班', 'desk.members.noplace': '没有填住址', 'desk.members.party': '在职党员报到', 'desk.members.guardian': '监护人 {name}',
  'desk.members.role.how': '点一位居民，授予或收回角色。', 'desk.members.role.done': '{name}的角色已更新', 'desk.members.role.staff.may': '整理清单、核实居民、公示记录', 'desk.members.role.lead.may': '采纳清单、授予角色', 'desk.members.role.supervisor.may': '看公示、处理异议', 'desk.members.role.title': '{name}担任的角色', 'desk.members.role.staff': '社区工作者', 'desk.members.role.lead': '党组织', 'desk.members.role.supervisor': '监督员', 'desk.members.reject.ask': '不通过{name}的申请吗', 'desk.members.reject.text': '对方会收到消息，可以改好再申请。',
  'desk.records.state': '记录', 'desk.records.choose': '从左边选一条，这里看它的进展，见证或确认。', 'desk.records.todo': '待办', 'desk.records.held': '疑问', 'desk.records.disputed': '异议', 'desk.records.on_notice': '公示中',
  'desk.records.none.todo': '没有等您见证或确认的记录。', 'desk.records.none.held': '没有系统觉得可疑的记录。', 'desk.records.none.disputed': '没有人提出异议。', 'desk.records.none.on_notice': '现在没有公示中的记录。',
  'desk.claims.state': '认领', 'desk.claims.open': '待接受', 'desk.claims.waiting': '排队中', 'desk.claims.helping': '还有协助单位没有答复，答复以后就能同意。', 'desk.claims.none.waiting': '没有排队的认领。', 'desk.claims.accepted': '进行中', 'desk.claims.delivered': '待验收', 'desk.claims.choose': '从左边选一条，这里看详情，答复或验收。', 'desk.claims.none.open': '没有等您答复的认领。', 'desk.claims.none.accepted': '现在没有单位在做的项目。', 'desk.claims.none.delivered': '没有等您验收的项目。',
} as const
