/** Texts of the area `passbook`; every key begins with `passbook.`. */
export const passbook = {
  'passbook.title': '时光存折',
  'passbook.statement': '对账单', 'passbook.statement.from': '从哪天', 'passbook.statement.to': '到哪天', 'passbook.statement.note': '期初加上每一笔，等于期末。一次最多两年。', 'passbook.statement.pdf': '打印版', 'passbook.statement.csv': '表格', 'passbook.statement.saved': '已保存',
  'passbook.note.service': '法定的服务记录，只作证明，不能花。',
  'passbook.note.time': '换别人的陪护时间，给家人用，或捐给公益池。',
  'passbook.note.point': '换商户拿出的货品。',
  'passbook.empty.service': '参加一次活动，公示期满后记在这里。',
  'passbook.empty.time': '做一次助老服务，时间币会记在这里。',
  'passbook.empty.point': '参加一次活动，积分会记在这里。',
  'passbook.find': '去看看活动',
  'passbook.exchange': '去兑换',
  'passbook.exact': '准确时长',
  'passbook.balance': '记完余额',
  'passbook.when': '记账时间',
  'passbook.source': '看它从哪来',
  'passbook.sealed': '记上就不再改；有错另记一笔更正。',
} as const
