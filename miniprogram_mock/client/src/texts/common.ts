/** Texts of the frame: what every page says. Keys begin with `app.`, `tab.`, `ui.`, `kind.`. */
export const common = {
  'app.name': '三共社区',
  'tab.home': '首页', 'tab.act': '行动', 'tab.topics': '议事', 'tab.passbook': '存折', 'tab.me': '我的',
  'ui.nav': '主导航', 'ui.back': '返回', 'ui.close': '关闭', 'ui.no': '先不了', 'ui.retry': '再试一次', 'ui.more': '看更多', 'ui.look': '查看',
  'ui.loading': '正在取来', 'ui.signIn': '去登录', 'ui.choose': '从左边选一条，这里看详情。',
  'ui.outside': '您还没有加入社区。加入以后，这里就有内容。', 'ui.outside.go': '去加入社区',
  'ui.gone': '没有找到', 'ui.gone.text': '它可能已经撤下，或者您没有权限看。',
  'ui.kept': '您的内容都还在，过一会儿再试。', 'ui.stale': '没有取到新内容，下面是上次看到的。',
  'ui.offline.title': '没有连上网络', 'ui.offline.text': '内容没有丢，连上网络后会自动再取。', 'ui.offline.strip': '现在没有网络，连上后会自动更新。', 'ui.offline.still': '还是没有连上，已替您留着。',
  'ui.waiting': '没有网络，{n} 件事存在手机里，连上后自动发出。', 'ui.waiting.up': '有 {n} 件事还没有发出去。', 'ui.waiting.title': '等着发出的事', 'ui.sendNow': '现在发出', 'ui.sent': '已发出 {n} 件',
  'ui.drop': '不发了', 'ui.drop.label': '不发了：{label}',
  'ui.less': '减少{label}', 'ui.more1': '增加{label}', 'ui.day': '日期', 'ui.time': '时间',
  'ui.books': '三本账', 'ui.balance': '余 {n}', 'ui.available': '可用 {n}',
  'ui.stops': '进展', 'ui.stop.done': '（已完成）', 'ui.stop.now': '（现在）', 'ui.stop.to_come': '（还没到）',
  'ui.scan': '扫一扫', 'ui.scan.none': '没有扫到码，可以在下面填写。',
  'ui.start': '打开时先到这里', 'ui.start.note': '下次打开，直接进这个工作台。',
} as const
