/** Texts of records from paper and of the supervisor's desk; every key begins with `paper.`. */
export const paper = {
  'paper.super': '监督员台', 'paper.super.note': '待核查的记录、补录复核', 'paper.super.lead': '这里是系统和居民觉得要再看一眼的。您没有经手过的，才能由您裁定。', 'paper.super.n': '{n} 条', 'paper.super.none': '没有',
  'paper.super.held': '系统发现疑点，您核对以后才能公示', 'paper.super.disputed': '听双方怎么说，再裁定', 'paper.super.to_approve': '凭签到表补录的，对照照片复核', 'paper.super.flagged_late': '已经入账，要改只能另做更正',
  'paper.view.held': '待核查', 'paper.view.to_approve': '待复核', 'paper.view.flagged_late': '入账后', 'paper.view': '哪一类',
  'paper.none.held': '没有待核查的记录。系统觉得不寻常的，会先停在这里。', 'paper.none.to_approve': '没有等您复核的补录。', 'paper.none.flagged_late': '没有入账以后才发现疑点的记录。',
  'paper.choose': '从左边选一条，这里看它的来历和照片，再裁定。',

  'paper.new': '凭签到表补录', 'paper.new.note': '没有签到码、有纸质签到表的活动', 'paper.left': '您今天还可以补录 {n} 条、{time}', 'paper.left.none': '您今天的补录数量已用完，请明天再录或请同事录。',
  'paper.which': '哪一场活动', 'paper.which.help': '31天以内、已经结束的', 'paper.which.past': '没有在这里发布过的活动', 'paper.which.none': '这31天没有结束的活动，请填写下面的内容。',
  'paper.entry': '属于哪一条行动', 'paper.entry.none': '没有进行中的行动，请先在公益行动清单里添加。', 'paper.start': '开始', 'paper.end': '结束', 'paper.place': '地点', 'paper.leader': '带队人', 'paper.leader.help': '带队人确认时长，请不要选您自己。',
  'paper.sheet': '签到表照片', 'paper.lines': '签到表上的人', 'paper.lines.n': '签到表上的人（{n}）', 'paper.lines.help': '先按活动时间填好，和表上不一样的再改。', 'paper.lines.none': '还没有人。从下面一个个加上。',
  'paper.add': '加一个人', 'paper.missed': '报了名、没有签到的人', 'paper.missed.add': '都加上', 'paper.came': '到场', 'paper.gone': '离开', 'paper.drop': '去掉', 'paper.drop.who': '去掉{name}',
  'paper.role': '做的是哪个岗位', 'paper.number.help': '请对照本人的证书原件填写。', 'paper.send': '保存 {n} 条补录', 'paper.send.none': '保存补录', 'paper.done': '已补录 {n} 条，等见证和确认', 'paper.bad.photo': '请先拍签到表', 'paper.bad.lines': '请至少加一个人', 'paper.bad.which': '请选一场活动', 'paper.bad.need': '请填写', 'paper.bad.end': '结束要在开始之后',
  'paper.refused': '有 {n} 行需要改正，整张表都还没有保存。改好标红的行再保存一次。',

  'paper.slip': '拍签字单见证', 'paper.slip.lead': '受助人不方便用手机时，请对方在纸上签字，由您拍下来。拍照的人就是见证人，之后不能再由您确认。', 'paper.slip.photo': '签字单照片', 'paper.slip.note': '谁签的字', 'paper.slip.note.help': '例如：陈阿婆在家里签的。', 'paper.slip.send': '为这段时长见证', 'paper.slip.done': '见证好了，接下来由带队人或社区确认', 'paper.slip.none': '这条记录现在不用签字单。', 'paper.slip.bad': '请先拍签字单',
  'paper.evidence': '凭证', 'paper.source': '来源', 'paper.source.paper': '凭签到表补录', 'paper.now.confirmed': '等监督员对照签到表复核',
} as const
