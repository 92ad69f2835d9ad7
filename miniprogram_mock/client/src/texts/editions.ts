/** Texts of editions; every key begins with `editions.`. */
export const editions = {
  'editions.of': '盖章发布的各期清单', 'editions.title': '{name}的各期', 'editions.empty': '这张清单还没有发布过。发布前会先公示，谁都可以提意见。',
  'editions.n': '第{n}期', 'editions.row': '{day} 发布 · 共 {n} 项', 'editions.under': '正在公示', 'editions.under.note': '共 {n} 项 · 公示到 {day}',
  'editions.about': '{day} 发布，共 {n} 项。数字算到 {until} 为止。', 'editions.seal': '点一下，核对第{n}期的印章', 'editions.seal.hint': '点印章，当场核对有没有被改过。',
  'editions.checked': '核对过了：{n} 期、{entries} 项都和盖章时一样，每一项都和办理记录对得上。', 'editions.broken': '对不上，请告诉监督员：', 'editions.checking': '正在核对',
  'editions.changes': '比上一期', 'editions.changes.first': '这是第一期。', 'editions.changes.none': '和上一期一样。', 'editions.changes.n': '{n} 处不同', 'editions.changes.more': '还有 {n} 处，请看表格。',
  'editions.entries': '清单内容', 'editions.entries.none': '清单上还没有内容。', 'editions.take': '带走一份', 'editions.take.pdf': '打印版', 'editions.take.xlsx': '表格', 'editions.take.json': '盖章原件', 'editions.taken': '已保存',
  'editions.objected': '公示时有 {n} 条异议，都已答复。',
  'editions.draft': '清单草案', 'editions.draft.about': '{name}，共 {n} 项，数字算到 {until} 为止。', 'editions.draft.until': '公示到 {day}。到时没有未答复的异议，就盖章发布。', 'editions.draft.since': '编制以后又有 {n} 项变动，会进下一期。',
  'editions.object': '我有意见', 'editions.object.text': '哪里不对', 'editions.object.help': '写清是哪一项、应该怎样。社区答复以前不会发布。', 'editions.object.send': '提交意见', 'editions.object.sent': '已收到，社区答复后会告诉您', 'editions.object.bad': '请写一句话，至少四个字',
  'editions.objections': '意见和答复', 'editions.objections.none': '还没有人提意见。', 'editions.objections.by': '{name} · {when}', 'editions.waiting': '等社区答复', 'editions.answer': '答复', 'editions.answer.text': '怎么答复', 'editions.answer.help': '提意见的人和所有邻居都看得到。', 'editions.answer.send': '公布答复', 'editions.answer.sent': '已答复',
  'editions.desk': '清单发布', 'editions.desk.note': '编制、公示、盖章', 'editions.desk.about': '先编制，再公示，异议都答复了，由党组织盖章发布。', 'editions.desk.none': '没有在办的草案', 'editions.desk.waiting': '{n} 条意见等答复', 'editions.compile': '编制新一期', 'editions.compiled': '编好了，看看和上一期有什么不同',
  'editions.moved': '办好了，现在是“{state}”', 'editions.publish.ask': '盖章以后不能再改。确定发布吗？', 'editions.publish.yes': '盖章发布', 'editions.publish.no': '再看看', 'editions.list.take': '现在的清单',
} as const
