/** Texts of the area `matching`; every key begins with `matching.`. */
export const matching = {
  'matching.title': '为您找到的', 'matching.title.unit': '为单位找到的', 'matching.note': '按您填的时间和特长找的', 'matching.note.unit': '按单位填的能力找的',
  'matching.about': '按您填的时间、特长找到的事。答不答应都由您定。', 'matching.about.unit': '按单位填的能力和开放的资源找到的事。接不接都由单位定。',
  'matching.view': '看哪些', 'matching.view.offered': '等答复', 'matching.view.all': '全部',
  'matching.none.offered': '现在没有等您答复的。找到合适的事会告诉您。', 'matching.none.all': '还没有为您找过。先说一说您能帮什么、什么时候有空。', 'matching.profile.go': '填写能帮什么',
  'matching.until': '{day}前答复', 'matching.place': '在{place}', 'matching.role': '岗位：{name}', 'matching.need.n': '还差 {n} {unit}', 'matching.with': '用{name}', 'matching.figure': '占 {n} 分', 'matching.why': '为什么是您', 'matching.why.unit': '为什么是你们', 'matching.became': '去看看', 'matching.more': '看这件事',
  'matching.declined': '原因：{reason}', 'matching.not.until': '{day}前不再为您推荐这件事。',
  'matching.accept.title': '答应“{title}”', 'matching.accept.quantity': '能帮多少', 'matching.accept.note': '给对方留一句话', 'matching.accept.risks': '我知道这些风险', 'matching.accept.risks.bad': '请先看过风险再答应', 'matching.accept.qualification': '{name}的证号', 'matching.accept.qualification.bad': '请填证号', 'matching.accept.qualification.help': '带队的人会核对原件。',
  'matching.accept.shift': '答应就是报名，会记在“行动”里。', 'matching.accept.entry': '答应就是认领，社区同意以后再开始。', 'matching.accept.done.shift': '已报名，谢谢您。', 'matching.accept.done.entry': '已认领，社区答复后会告诉您。', 'matching.overtaken': '这件事刚刚有人来做了，谢谢您。',
  'matching.decline.title': '这次不方便', 'matching.decline.why': '为什么', 'matching.decline.help': '只用来找得更准，提出这件事的人不会知道是谁。', 'matching.decline.words': '您的话', 'matching.decline.bad': '请选一个原因', 'matching.decline.bad.words': '请写几个字', 'matching.decline.send': '发出', 'matching.decline.done': '知道了，半年内不再为您推荐这件事。',
  'matching.decline.no_time': '这个时间不方便', 'matching.decline.too_far': '离得远', 'matching.decline.not_my_thing': '不擅长这件事', 'matching.decline.health': '身体原因', 'matching.decline.rest': '最近想歇一歇', 'matching.decline.not_enough': '人手或资源不够', 'matching.decline.other': '其他原因',
  'matching.auto': '自动找的', 'matching.byHand': '工作人员找的', 'matching.person': '请工作人员看一看', 'matching.person.note': '觉得找得不对，或者想知道为什么没有找您', 'matching.person.title': '请工作人员来定', 'matching.person.words': '哪里不对', 'matching.person.help': '社区工作人员会看这件事，写明答复。', 'matching.person.bad': '请写两个字以上', 'matching.person.send': '发出', 'matching.person.done': '已发出，答复后会告诉您。', 'matching.person.answer': '工作人员答复', 'matching.person.asked': '已请工作人员看，等答复。',
  'matching.profile': '我能帮什么', 'matching.profile.note': '特长、有空的时间，可以随时关掉',
} as const
