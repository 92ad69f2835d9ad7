/** Texts of shops, refunds and statements; every key begins with `shop.`. */
export const shop = {
  // finding what one can have
  'shop.find': '想换什么', 'shop.find.hint': '例如：大米、理发', 'shop.find.go': '查找', 'shop.find.none': '没有找到“{q}”，换个说法看看。',
  'shop.filter': '筛选', 'shop.filter.on': '，已选', 'shop.filter.afford': '我换得起', 'shop.filter.cheap': '积分少的在前', 'shop.filter.shop': '商户', 'shop.filter.all': '全部商户', 'shop.filter.none': '没有符合的，换个条件看看。', 'shop.filter.clear': '不筛选',
  'shop.category': '类别', 'shop.category.food': '粮油食品', 'shop.category.daily': '日用百货', 'shop.category.catering': '餐饮小吃', 'shop.category.service': '生活服务', 'shop.category.health': '健康护理', 'shop.category.culture': '文化用品', 'shop.category.other': '其他',
  // an offer
  'shop.paused': '商户暂停兑换', 'shop.today.out': '今天的兑完了，明天再来', 'shop.today': '今天还有 {n} 份', 'shop.sold.today': '今天已兑 {n} 份',
  'shop.caps': '限兑', 'shop.cap.day': '每天一共 {n} 份', 'shop.cap.member.day': '每人每天 {n} 份', 'shop.cap.member.month': '每人每月 {n} 份',
  'shop.refund.terms': '退货', 'shop.refund.days': '领走后 {n} 天内可以申请退', 'shop.refund.none': '领走后不退', 'shop.look': '看这家店的全部商品',
  'shop.prices': '价格记录', 'shop.price.since': '{from} 起', 'shop.price.span': '{from} 到 {to}', 'shop.price.now': '现在',
  'shop.again': '{when} 以后可以再兑。',
  // giving back
  'shop.uses': '退货', 'shop.uses.row': '退货', 'shop.uses.row.note': '看哪些还能退', 'shop.uses.lead': '这张券分几次领过，点一次看能不能退。', 'shop.uses.none': '还没有领过，不用退货；不要了可以直接退券。', 'shop.use': '领了 {n} 份', 'shop.use.back': '已退 {n} 份', 'shop.use.until': '{when} 前可以退', 'shop.use.over': '已过可退期限',
  'shop.refund': '退货', 'shop.refund.can': '还能退 {n} 份，合 {points}', 'shop.refund.cannot': '不能退了', 'shop.refund.cannot.all': '已经全部退了。', 'shop.refund.cannot.late': '已过可退期限。', 'shop.refund.cannot.never': '这件商品领走后不退。',
  'shop.refund.who': '持券人', 'shop.refund.taken': '领取', 'shop.refund.until': '退到哪天', 'shop.refund.count': '退几份', 'shop.refund.reason': '为什么退', 'shop.refund.text': '说明', 'shop.refund.text.help': '写清楚情况，对方好处理。', 'shop.refund.need': '请选原因',
  'shop.reason.quality': '质量有问题', 'shop.reason.unlike': '与说明不符', 'shop.reason.unavailable': '商户无法提供', 'shop.reason.unneeded': '没有用上', 'shop.reason.other': '其他',
  'shop.refund.give': '退货，退回 {points}', 'shop.refund.give.ask': '收回 {n} 份，退 {points} 吗', 'shop.refund.give.text': '积分马上回到对方存折，从您的结算里扣。', 'shop.refund.give.done': '已退货，积分已退回对方',
  'shop.refund.ask': '申请退货', 'shop.refund.asked': '已申请，商户会在3个工作日内答复',
  'shop.refund.requests': '退货申请', 'shop.refund.history': '已退的', 'shop.refund.line': '{n} 份，{reason}', 'shop.refund.due': '请在 {when} 前答复', 'shop.refund.late': '已过答复期限', 'shop.refund.answer': '答复：{text}',
  'shop.refund.decline': '不同意退货', 'shop.refund.decline.why': '为什么不同意，对方会看到', 'shop.refund.decline.need': '请写原因', 'shop.refund.moved': '现在是：{state}',
  'shop.refunds': '退货申请', 'shop.refunds.late': '逾期未答复的退货', 'shop.refunds.none': '没有人申请退货。', 'shop.refunds.late.none': '没有商户逾期没答复的申请。', 'shop.refunds.n': '{n} 件等您答复',
  // the desk
  'shop.desk.todo': '要办的事', 'shop.desk.days': '日结单', 'shop.desk.days.note': '按月看，确认，导出表格', 'shop.desk.day.confirm': '{day}的日结单等您确认',
  'shop.desk.us': '店铺', 'shop.desk.papers': '店铺资料', 'shop.desk.clerks': '店员', 'shop.desk.clerks.note': '店员只能核销、看当天的账', 'shop.desk.state': '店铺现在：{state}', 'shop.desk.apply': '这家店还没有入驻', 'shop.desk.apply.note': '入驻以后才能拿出货品、上架商品', 'shop.desk.apply.go': '申请入驻', 'shop.desk.edit': '修改商品',
  // papers
  'shop.apply': '申请商户入驻', 'shop.apply.lead': '社区工作者核对执照，社区党组织同意后就能开店。', 'shop.licence': '统一社会信用代码', 'shop.licence.help': '执照上的 18 位号码。', 'shop.licence.bad': '请填执照上的 18 位号码', 'shop.address': '地址', 'shop.hours': '营业时间', 'shop.hours.help': '例如：每天 8:00–20:00', 'shop.sells': '卖什么', 'shop.photos': '请拍下营业执照，字要看得清。', 'shop.apply.bad': '请填写', 'shop.apply.send': '提交申请', 'shop.apply.done': '已提交，社区会核对后答复',
  'shop.state': '状态', 'shop.history': '办理经过', 'shop.move.why': '说明，商户会看到', 'shop.move.need': '请写原因', 'shop.moved': '现在是：{state}', 'shop.checked': '资料已核对，等党组织决定', 'shop.unchecked': '等社区工作者核对',
  'shop.pause.ask': '暂停兑换吗', 'shop.pause.text': '暂停时居民不能兑换您的商品；已换出的券仍可到店领。', 'shop.close.text': '停业后商品全部结束，没领的券自动退回积分，不能再恢复。',
  'shop.staff': '商户', 'shop.staff.note': '入驻审核、营业情况', 'shop.staff.none.applied': '没有等着审核的申请。', 'shop.staff.none.active': '还没有营业的商户。', 'shop.staff.none.paused': '没有暂停的商户。', 'shop.staff.none.closed': '没有停业的商户。', 'shop.staff.tab.applied': '待审核', 'shop.staff.tab.active': '营业中', 'shop.staff.tab.paused': '暂停', 'shop.staff.tab.closed': '停业', 'shop.staff.tab.objected': '异议', 'shop.staff.none.objected': '没有商户对日结单提异议。', 'shop.objections': '日结单异议', 'shop.objections.note': '商户说对不上，等社区答复', 'shop.objection': '{day}的日结单：{text}', 'shop.objection.answer': '已答复：{text}', 'shop.staff.enter': '登记一家店', 'shop.staff.enter.unit': '哪家店', 'shop.staff.enter.none': '没有还没入驻的商户单位。先登记一个商户单位。', 'shop.staff.choose': '从左边选一家，这里看资料、办理。',
  // clerks
  'shop.clerks': '店员', 'shop.clerks.lead': '店员只能核销和看当天的账，不能改价、退货、停业。', 'shop.clerks.asks': '等您同意', 'shop.clerks.here': '现在的店员', 'shop.clerks.none': '还没有店员。', 'shop.clerks.add': '添一位店员', 'shop.clerks.code': '对方的编号', 'shop.clerks.code.help': '请对方打开“我的”，点“我的编号”复制给您。', 'shop.clerks.code.bad': '编号不对，请对方重新复制', 'shop.clerks.send': '添为店员', 'shop.clerks.added': '{name}现在是店员', 'shop.clerks.out': '让{name}不再当店员吗', 'shop.clerks.out.text': '马上就不能再核销；以前的记录不变。',
  // pledges and offers
  'shop.pledge.quantity': '有多少', 'shop.pledge.measure': '单位', 'shop.pledge.measure.help': '例如：袋、块、次', 'shop.pledge.each': '每份合多少积分', 'shop.pledge.sum': '一共 {n}，社区就多这么多积分可以发给居民。', 'shop.pledge.bad': '请填 1 以上的整数', 'shop.pledge.bad.measure': '请写单位', 'shop.pledge.line': '{n} {measure} × {each}',
  'shop.offer.edit': '修改商品', 'shop.offer.save': '保存', 'shop.offer.saved': '已保存', 'shop.offer.more': '限兑和退货', 'shop.offer.day.cap': '每天最多兑几份', 'shop.offer.member.day.cap': '每人每天最多几份', 'shop.offer.member.month.cap': '每人每月最多几份', 'shop.offer.cap.help': '不填就不限。', 'shop.offer.refund': '领走后几天内可以退', 'shop.offer.refund.help': '填 0 就是不退。改了只对以后的兑换算。', 'shop.offer.bad.refund': '请填 0 到 90 之间的整数', 'shop.offer.price.help': '改价以后，正在看旧价的人会先看到新价再决定。', 'shop.offer.stock.help': '已兑出 {n} 份，不能比这少。', 'shop.offer.below': '已兑出 {n} 份，库存不能比这少', 'shop.offer.newer': '别人刚改过这件商品，已换成最新的，请看清再改。', 'shop.offer.closed': '已结束的商品不能再改。', 'shop.offer.note': '{price} · 今天 {today} 份 · 剩 {left} 份',
  // statements
  'shop.days': '日结单', 'shop.days.of': '{y}年{m}月', 'shop.days.before': '上个月', 'shop.days.after': '下个月', 'shop.days.none': '这个月还没有日结单。有核销的日子，次日凌晨自动出单。', 'shop.days.fulfilled': '已结算', 'shop.days.sum': '核销 {redeemed}，退货 {refunds}', 'shop.days.save': '导出这个月的表格', 'shop.days.saved': '表格已保存', 'shop.days.row': '核销 {redeemed} · 退货 {refunds}', 'shop.days.row.only': '核销 {redeemed}', 'shop.days.correct': ' · 更正 {n}',
  'shop.day.redeemed': '当天核销', 'shop.day.refunds': '当天退货', 'shop.day.corrections': '更正以前的', 'shop.day.fulfilled': '已结算', 'shop.day.save': '导出表格', 'shop.day.talk': '核对', 'shop.day.moved': '已记下', 'shop.day.why': '哪里对不上，社区会答复', 'shop.day.reply': '答复商户', 'shop.day.need': '请写情况', 'shop.day.note.confirm': '{by}确认', 'shop.day.note.object': '{by}提出异议：{text}', 'shop.day.note.reply': '{by}答复：{text}',
} as const
