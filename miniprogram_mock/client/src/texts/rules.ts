/** Texts of the area `rules`; every key begins with `rules.`. */
export const rules = {
  'rules.open': '积分规则', 'rules.title': '本社区的积分规则',
  'rules.here': '现在用的是{name}，自{day}起。', 'rules.none': '本社区没有采用某地的规则，按收益共享清单里的标准发放。',
  'rules.planned': '自{day}起改用{name}。',
  'rules.expiry': '积分有效期', 'rules.expiry.months': '积分{n}个月内有效，每月1日清理，提前30天告知。', 'rules.expiry.never': '积分长期有效。', 'rules.expiry.planned': '自{day}起：{text}',
  'rules.rules': '规则条文', 'rules.rules.note': '每一条都有出处，点开可看。', 'rules.source': '这一条的出处',
  'rules.desk': '积分规则', 'rules.desk.note': '采用哪地的规则，积分多久有效',
  'rules.which': '采用哪地的规则', 'rules.from': '从哪天起', 'rules.adopt': '采用', 'rules.adopt.ask': '自{day}起采用{name}吗', 'rules.adopt.text': '那天以后的服务按新规则计，以前的不变。', 'rules.adopted': '已采用，自{day}起',
  'rules.which.bad': '请选一地', 'rules.from.bad': '请选日期',
  'rules.last': '积分多久有效', 'rules.last.bad': '请选有效期', 'rules.last.never': '长期有效', 'rules.last.n': '{n}个月', 'rules.set': '公布有效期', 'rules.set.done': '已公布，自{day}起',
  'rules.set.help': '至少提前30天公布，到期前30天逐人告知。',
} as const
