/** Texts of audits; every key begins with `audit.`. */
export const audit = {
  'audit.title': '抽查', 'audit.note': '记录是不是真的，抽签核查', 'audit.lead': '这次抽查谁也选不了',
  'audit.how': '抽中谁，由两样东西一起决定：期前锁好的一串随机数，和期满那天封存账目的编号。锁的时候没人知道编号，知道编号的时候随机数早已不能换。',
  'audit.empty': '还没有抽查。有了第一批活动，系统会自动锁好随机数，并列在这里。',
  'audit.number': '第 {n} 轮', 'audit.span': '{from}到{to}入账的记录', 'audit.row.committed': '{when}以后抽取', 'audit.row.drawn': '抽中 {n} 条，办完 {done} 条', 'audit.row.late': '过期未办 {n} 条', 'audit.row.none': '这一期没有入账的记录',
  'audit.progress': '走到哪一步', 'audit.stop.commit': '锁好随机数，公布它的指纹', 'audit.stop.draw': '期满封存，公开随机数，抽取', 'audit.stop.find': '监督员核查', 'audit.stop.close': '全部办结', 'audit.stop.draw.note': '{when}以后，系统自动抽取', 'audit.stop.find.note': '还有 {n} 条在核查',
  'audit.results': '结果', 'audit.passed': '属实', 'audit.failed': '不属实', 'audit.undecidable': '无法判断', 'audit.open': '核查中', 'audit.overdue': '过期未办', 'audit.n': '{n} 条',
  'audit.results.note': '只公布数字，不公布姓名。不属实的记录会更正，多得的时间币和积分收回。', 'audit.drawn.of': '{records} 条里抽签抽中 {lot} 条，另有 {flagged} 条因有疑点一并核查。', 'audit.drawn.all': '{records} 条里抽签抽中 {lot} 条。',
  'audit.sample': '抽中的记录', 'audit.sample.more': '只列前 100 条，其余在完整名单里。', 'audit.sample.mine': '看看我的记录有没有抽中，点开“我的服务记录”。',
  'audit.proof': '自己验算', 'audit.proof.commitment': '指纹前 8 位', 'audit.proof.seed': '随机数前 8 位', 'audit.proof.seed.not': '期满封存以后才公开', 'audit.proof.seal': '封存编号前 8 位', 'audit.proof.check': '在这部手机上重抽一遍', 'audit.proof.holds': '这部手机重抽了一遍，抽出同样的 {n} 条：随机数是期前锁好的那一串，名单和封存的账目对得上。', 'audit.proof.bad.seed': '对不上：公开的随机数不是期前锁好的那一串。请截图，马上告诉监督员和街道。', 'audit.proof.bad.seal': '对不上：名单和封存的账目不一样。请截图，马上告诉监督员和街道。', 'audit.proof.bad.sample': '对不上：按规则抽出的不是这些记录。请截图，马上告诉监督员和街道。', 'audit.proof.tap': '点一下，在这部手机上重抽一遍',
  'audit.proof.how': '名单、规则和随机数都公开，只有编号，没有姓名。懂电脑的邻居可以用随源码公开的抽取程序再抽一遍，结果一定相同。',

  'audit.commit': '定下一轮抽查', 'audit.commit.help': '下一轮从上一轮的第二天开始，您只定到哪一天为止，最长 31 天。不定的话，系统按月自动定。', 'audit.commit.until': '到哪一天为止', 'audit.commit.yes': '锁好随机数', 'audit.commit.done': '已锁好，指纹已公布。', 'audit.commit.ask': '一旦锁好，就不能改期，也不能换随机数。',

  'audit.cases': '抽查核查', 'audit.cases.note': '分给您的和等人接手的', 'audit.cases.tab': '哪些', 'audit.cases.mine': '等我核查', 'audit.cases.open': '没办完的', 'audit.cases.all': '全部', 'audit.cases.empty.mine': '现在没有分给您的。抽取以后，系统抽签分给没有参与过的监督员。', 'audit.cases.empty.open': '都办完了。', 'audit.cases.empty.all': '还没有抽取过。', 'audit.cases.due': '最晚 {when}', 'audit.cases.choose': '点一条，在这里核查。', 'audit.cases.rounds': '看各轮抽查',
  'audit.case': '核查这条记录', 'audit.case.done': '核查结果', 'audit.case.record': '记录上写的', 'audit.case.minutes': '时长', 'audit.case.day': '哪一天', 'audit.case.place': '地点', 'audit.case.due': '最晚办完', 'audit.case.auditor': '谁来核查', 'audit.case.auditor.none': '还没有人', 'audit.case.people': '可以问这些人', 'audit.case.open': '看这条记录的经过', 'audit.case.taken': '已由您核查。', 
  'audit.find.verdict': '您的结论', 'audit.find.verdict.need': '请选一个结论', 'audit.find.passed': '属实', 'audit.find.passed.note': '人来了，时长也对', 'audit.find.failed': '不属实', 'audit.find.failed.note': '没来，或时长不对。记录会更正', 'audit.find.undecidable': '无法判断', 'audit.find.undecidable.note': '问不到、查不清，写明原因',
  'audit.find.minutes': '真实的时长', 'audit.find.minutes.help': '没有服务填 0。', 'audit.find.minutes.unit': '分钟', 'audit.find.minutes.bad': '请填 0 到 1440 的整数，和记录不一样', 'audit.find.reason': '理由', 'audit.find.reason.help': '服务的人会看到。', 'audit.find.reason.need': '请写明理由',
  'audit.find.ways': '怎样核查的', 'audit.find.call': '打电话', 'audit.find.visit': '上门', 'audit.find.papers': '看材料', 'audit.find.ways.need': '请至少选一样', 'audit.find.checked': '核查了什么', 'audit.find.checked.help': '问了谁，看了什么。', 'audit.find.checked.need': '请写一句话', 'audit.find.performer': '服务的人怎么说', 'audit.find.beneficiary': '受助的人怎么说', 'audit.find.words.help': '只有监督员看得到。',
  'audit.find.send': '写入结论', 'audit.find.ask.passed': '结论是“属实”吗', 'audit.find.ask.failed': '结论是“不属实”吗', 'audit.find.ask.undecidable': '结论是“无法判断”吗', 'audit.find.ask.text': '写入以后不能改。', 'audit.find.ask.failed.text': '写入以后不能改。系统会立刻提出更正，由另一位同志确认。', 'audit.find.done': '已写入，并告诉了服务的人。',
  'audit.found.by': '{by} · {when}', 'audit.found.minutes': '真实时长', 'audit.found.ways': '核查方式', 'audit.found.checked': '核查了什么', 'audit.found.reason': '理由', 

  'audit.mark': '被抽中核查', 'audit.mark.open': '抽签决定，不是怀疑。监督员会联系您，最晚 {when} 有结果。', 'audit.mark.passed': '核查过了，属实。', 'audit.mark.failed': '核查结果不属实，真实时长 {time}。', 'audit.mark.undecidable': '查不清，记录保持不变。', 'audit.mark.round': '看第 {n} 轮抽查',
} as const
