/** Texts of the area `certificates`; every key begins with `certificates.`. */
export const certificates = {
  'certificates.open': '开证明',
  // asking
  'certificates.ask': '开志愿服务记录证明', 'certificates.ask.sum': '证明上写', 'certificates.ask.times': '参加志愿服务 {n} 次', 'certificates.ask.by': '由{name}出具', 'certificates.ask.all': '全部', 'certificates.ask.year': '今年', 'certificates.ask.days': '选一段时间', 'certificates.ask.period': '哪段时间的服务',
  'certificates.ask.from': '从哪天', 'certificates.ask.to': '到哪天', 'certificates.ask.lines': '列出的记录', 'certificates.ask.lines.note': '点一下可以不列这一条。', 'certificates.ask.left': '不列', 'certificates.ask.more': '看全部 {n} 条',
  'certificates.ask.none': '这段时间没有已入账的服务记录。公示期满入账以后就能开。', 'certificates.ask.none.go': '看我的记录', 'certificates.ask.kind': '证件类型', 'certificates.ask.number': '证件号码', 'certificates.ask.number.help': '只印在证明上，加密保存，社区工作者也看不到。', 'certificates.ask.number.bad': '请写证件号码',
  'certificates.ask.volunteer': '志愿者编号', 'certificates.ask.volunteer.help': '在“中国志愿服务网”注册过的，可以写上编号。', 'certificates.ask.purpose': '用途', 'certificates.ask.purpose.help': '例如：申请学校、评优', 'certificates.ask.who': '证明给{name}，姓名按社区登记的写。', 'certificates.ask.send': '开具证明', 'certificates.ask.done': '已开好：{number}', 'certificates.ask.chosen': '请至少列一条记录',
  'certificates.kind.resident': '居民身份证', 'certificates.kind.passport': '护照', 'certificates.kind.hk_macao': '港澳居民来往内地通行证', 'certificates.kind.taiwan': '台湾居民来往大陆通行证', 'certificates.kind.foreigner': '外国人永久居留身份证',
  // for somebody without a phone
  'certificates.for': '代开服务记录证明', 'certificates.for.note': '本人没有手机，签了纸质申请表', 'certificates.for.open': '替没有手机的居民开', 'certificates.for.open.note': '先选居民，再拍签好的申请表', 'certificates.for.none': '{name}还没有已入账的服务记录。公示期满入账以后就能开。', 'certificates.for.form': '签好的申请表', 'certificates.for.form.help': '本人签字，未成年人由监护人签。表上不要写证件号码。', 'certificates.for.form.bad': '请拍签好的申请表',
  'certificates.for.number.help': '照本人证件填。只印在证明上，开出以后不再显示。', 'certificates.for.by': '代为申请',
  // mine
  'certificates.mine': '我的证明', 'certificates.mine.note': '开证明，打印，作废', 'certificates.mine.empty': '您还没有开过证明。服务记录入账以后，随时可以免费开。', 'certificates.mine.views': '看哪些', 'certificates.mine.own': '我的', 'certificates.mine.shown': '最近开出的',
  'certificates.shown.note': '社区开出的证明公示7天，姓名只显示姓。', 'certificates.shown.empty': '最近7天没有开出证明。', 'certificates.save': '打开证明', 'certificates.saved': '已保存', 'certificates.void': '作废', 'certificates.void.title': '作废这份证明', 'certificates.void.why': '为什么作废', 'certificates.void.need': '请写原因，至少两个字', 'certificates.voided': '已作废', 'certificates.again': '重新开一份',
  'certificates.period': '服务期间', 'certificates.total': '时长', 'certificates.times': '{n} 次', 'certificates.issued': '出具日期', 'certificates.reason': '作废原因', 'certificates.seal': '证明的印',
  'certificates.state.valid': '有效', 'certificates.state.void': '已作废', 'certificates.state.outdated': '记录有更正', 'certificates.outdated.note': '其中有记录后来更正了，请重新开一份。',
  // the desk
  'certificates.desk': '开出的证明', 'certificates.desk.note': '谁开了，作废，出具单位', 'certificates.desk.read': '谁开了证明，多少小时', 'certificates.desk.state': '状态', 'certificates.desk.all': '全部', 'certificates.desk.held': '没有作废的', 'certificates.desk.void': '已作废', 'certificates.desk.none': '还没有开出过证明。居民在存折里自己开。', 'certificates.desk.take': '导出表格',
  'certificates.issuer': '出具单位', 'certificates.issuer.note': '单位名称、负责人、经办人、公章', 'certificates.issuer.lead': '以后开的证明按这里写，以前开的不变。', 'certificates.issuer.name': '单位名称', 'certificates.issuer.name.bad': '请写单位全称', 'certificates.issuer.head': '负责人', 'certificates.issuer.handler': '经办人', 'certificates.issuer.contact': '联系方式', 'certificates.issuer.contact.help': '例如：办公电话、地址',
  'certificates.issuer.photo': '公章图片', 'certificates.issuer.photo.help': '红章盖在白纸上拍正，或者扫描件。不放就在打印后盖章。', 'certificates.issuer.send': '保存', 'certificates.issuer.done': '已保存', 'certificates.issuer.only': '由党组织负责人填写。',
  // the public check
  'certificates.check': '核验志愿服务记录证明', 'certificates.check.lead': '照证明上印的填写。不用登录。', 'certificates.check.community': '社区编号', 'certificates.check.community.help': '12位数字', 'certificates.check.number': '证明编号', 'certificates.check.number.help': '例如：2026-000001', 'certificates.check.code': '核验码', 'certificates.check.code.help': '4组，每组4个字母或数字', 'certificates.check.send': '核验', 'certificates.check.bad.community': '请写12位数字', 'certificates.check.bad': '请照证明填写',
  'certificates.check.valid': '这份证明有效', 'certificates.check.void': '这份证明已作废', 'certificates.check.outdated': '其中有记录后来更正，请持证人重新开具', 'certificates.check.since': '自{day}起', 'certificates.check.name': '姓名', 'certificates.check.note': '请核对纸上的编号、时长、日期与这里一致。', 'certificates.check.again': '核验另一份', 'certificates.check.busy': '正在核验',
} as const
