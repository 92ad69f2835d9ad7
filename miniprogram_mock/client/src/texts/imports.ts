/** Texts of imports; every key begins with `imports.`. */
export const imports = {
  'imports.open': '用表格导入', 'imports.open.note': '一次放进很多条',
  'imports.lead': '选一张清单，填好表格，一次放进去。有一处不对就一条也不放，改好再导。', 'imports.kind': '导入到哪张清单', 'imports.kind.bad': '请先选一张清单', 'imports.template': '下载空表格', 'imports.template.help': '里面有每一列怎么填的说明。用您自己的表格也行，列名不同可以对应。',
  'imports.choose': '选择填好的表格', 'imports.limits': '表格文件最大 {mb} 兆，最多 5,000 行。', 'imports.large': '这个文件有 {mb} 兆，最多只能 {most} 兆。请删去图片和多余的表，或者分成几份。', 'imports.refused': '这个文件没有导入',
  'imports.before': '以前导入的', 'imports.before.none': '导入过的表格会列在这里。', 'imports.before.note': '{kind} · {n} 条 · {when} · {who}', 'imports.wrong': '{n} 处要改',
  'imports.one': '导入的表格', 'imports.one.about': '{n} 条 · {when} · {who}', 'imports.until': '{day}之前没有导入，就自动取消，表格内容一并删除。',
  'imports.checking': '正在检查：已看 {n} 条，共 {all} 条', 'imports.checking.note': '不用等在这里，回头再看也可以。',
  'imports.errors': '{n} 处要改，改好才能导入', 'imports.errors.how': '在您的表格里改好，再选一次；列对错了，在下面改。', 'imports.errors.at': '第 {row} 行 · {column}', 'imports.errors.more': '只列出前 {shown} 处，其余改完再检查就会看到。', 'imports.again': '改好了，重新选择',
  'imports.right': '{n} 条都没有问题，可以导入', 'imports.target': '导入以后', 'imports.target.proposed': '先列为{name}', 'imports.target.open': '直接公开：{name}', 'imports.apply': '全部导入', 'imports.apply.open.ask': '直接公开 {n} 条吗', 'imports.apply.open.text': '居民马上就能看到，不再一条一条采纳。', 'imports.apply.no': '再想想', 'imports.applied': '{n} 条都导入了',
  'imports.applied.proposed': '它们在等采纳，采纳后居民才看得到。', 'imports.applied.open': '居民现在就能看到。', 'imports.look': '去看这张清单',
  'imports.withdraw': '取消这次导入', 'imports.withdraw.ask': '取消这次导入吗', 'imports.withdraw.text': '表格内容会从这里删除，清单不变。', 'imports.withdraw.no': '先留着', 'imports.withdrawn': '这次导入已取消，清单没有变。', 'imports.expired': '放了七天没有导入，已自动取消，清单没有变。', 'imports.another': '再导入一张',
  'imports.columns': '每一列对应什么', 'imports.columns.note': '我们按列名猜的，请看一遍。不要的列选“不导入”。', 'imports.columns.none': '不导入', 'imports.columns.samples': '表里写着：{words}', 'imports.columns.show': '看看每一列对应什么', 'imports.required': '{name}（必填）',
  'imports.fixed': '表里没有的，统一填写', 'imports.fixed.note': '每一条都填成一样。', 'imports.fixed.more': '再统一填一项', 'imports.fixed.choose': '选一项', 'imports.save': '保存并重新检查', 'imports.moved': '别人刚改过，已换成最新的，请再看一遍',
} as const
