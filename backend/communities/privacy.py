"""The privacy text that a person agrees to on joining; a change is a new version and asks again."""

PRIVACY_VERSION = "2026-11"

# 个人信息保护法 Arts. 14, 17 (informed consent, what must be told), 31 (under 14: a parent or guardian consents).
PRIVACY_TEXT = """\
我们收集您的姓名、出生日期，以及您愿意填写的住址或工作单位，用来核实您是本社区的居民或在本社区工作的人、\
判断活动的年龄要求、给您记录服务时长和积分。

姓名、手机号、门牌号加密保存。公示时只显示姓氏；签到只记录“在现场、不在现场、未提供”，不保存位置。

未满14周岁的人，由监护人同意后加入（个人信息保护法第三十一条）。

您可以随时查看、更正自己的信息，也可以退出社区；依法应当保存的服务记录会继续保存。\
"""

NAME_TEXT_VERSION = "2026-11"

# 志愿服务条例 Art. 20 (nothing of a volunteer is made public without their consent); 个人信息保护法 Arts. 13 and 15
# (consent, which can be taken back) and 25 (no publication without a consent of its own).
NAME_TEXT = """\
您的服务时长入账前会公示，本社区成员都能看到，公示栏上也可能张贴。默认只显示姓和星号。

同意以后，公示里显示您的全名，邻居更容易看出这条记录对不对。不同意，不影响入账和积分。

随时可以收回。收回以后，正在进行和以后的公示都只显示姓和星号；已经张贴的纸请社区工作人员更换。

未满18周岁的人、邻里互助的记录，一律只显示姓和星号。\
"""
