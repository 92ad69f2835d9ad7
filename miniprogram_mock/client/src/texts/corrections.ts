/** Texts of corrections of service records; every key begins with `correct.`. */
export const corrections = {
  'correct.title': '更正', 'correct.ask': '申请更正', 'correct.file': '提出更正', 'correct.of': '更正的记录', 'correct.now': '现在记的是 {time}（{n} 分钟）',
  'correct.minutes': '应该是多少分钟', 'correct.minutes.unit': '分钟', 'correct.minutes.help': '最多 {max} 分钟。填 0 表示这次服务不算。', 'correct.becomes': '{from} 改为 {to}',
  'correct.reason': '为什么更正', 'correct.reason.help.ask': '例如：那天我做到十一点，签退时间记早了。', 'correct.reason.help.file': '本人会看到这句话。', 'correct.photos.more': '增加时长要有凭证，请拍下签到表等。',
  'correct.bad.minutes': '请写 0 到 {max} 的整数', 'correct.bad.same': '和现在记的一样，不用更正', 'correct.bad.reason': '请写明原因', 'correct.bad.photos': '增加时长须附照片',
  'correct.ask.about': '社区工作者核对后提出更正，由另一人确认并公示。原来的记录一直保留。', 'correct.file.about': '提出后由没有参与过这条记录的人确认，再公示。原来的记录一直保留。',
  'correct.ask.send': '提交申请', 'correct.file.send': '提出更正', 'correct.ask.done': '申请交上去了，答复会告诉您', 'correct.file.done': '更正提出了，等另一人确认', 'correct.no': '这条记录现在不能更正。',
  'correct.asked': '{name}申请改为 {time}', 'correct.asked.mine': '您申请改为 {time}', 'correct.decline': '不受理', 'correct.decline.why': '为什么不受理', 'correct.decline.need': '请写明原因，本人会看到', 'correct.declined': '已答复本人',
  'correct.corrects': '更正了 {number}', 'correct.corrected': '由 {number} 更正', 'correct.by': '{name} · {when} 提出', 'correct.audit': '抽查发现', 'correct.seen': '看记录',
  'correct.back': '应退回', 'correct.taken': '已退回 {n}', 'correct.owed': '还差 {n}，以后挣到的先还', 'correct.answer': '答复：{text}',
  'correct.desk': '时长更正', 'correct.desk.note': '志愿者的申请，等人确认的更正', 'correct.tab': '更正', 'correct.tab.asked': '申请', 'correct.tab.filed': '待确认', 'correct.none.asked': '没有等答复的申请。志愿者在自己的记录页可以申请更正。', 'correct.none.filed': '没有等确认的更正。',
} as const
