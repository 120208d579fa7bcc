"""Characters that are easily taken for one another: they explain a difference, and decide nothing."""

from __future__ import annotations

_GROUPS = (
    "己已巳 未末 士土 日曰 天夭 千干于 人入八 大太犬丈 王玉主壬 刀力刁 今令 名各 冶治 晴睛 暧暖 杨扬 汤场 "
    "微徽薇 侯候 戊戌戍 申甲由电田 宇字 季李 吴昊 玫玟枚 玮伟炜 苗茁 茜苗 辛幸 凤风 巨臣 竞竟 赢嬴 佳住 "
    "折拆析 拔拨 郎朗 即既 清请情晴 倩情 芳房 芬芳 姝妹 阳阴 陈阵 隋随 范苑 柳抑 呆杲 杳香 林材 彬杉 桂挂 "
    "棋祺琪 淇其 祎袆 祥样 袁哀 裴斐 瑞端 瑜喻谕 瑶摇 璐露 晓烧浇 炎灸 焕换 烁砾 劲颈 孟盂 宏宠 官宫 宣宜 "
    "岚风 峻骏俊浚竣 巧功 布市巾 帅师 平乎 康唐 廷延 建健 弦张 征证 徐除 忻析欣 怡恰 恒垣桓 悦锐说 戈弋 "
    "敏繁 文丈 方万 昌冒 易昜 春舂 朋明 术木本 朱未 来耒 欧殴 民氏 水永冰 沈沉 沙纱 河何 怡治 泽译择 洋样 "
    "洪供 涛祷 润闰 溪奚 滕腾 潘番 炳柄 午牛 玲铃 珊册 班斑 甫浦 白百自 真直 睿容 石右 砚现 福幅 科料 "
    "秦奉泰 程呈 章意 筱攸 粱梁 纯钝 绍招 维唯 罗岁 羽翊 翠萃 耀跃 肖宵霄 胡湖 芮茵 若苦 苏办 莉荔 莹萤荧 "
    "菲非 萍苹 葛曷 蒋将 蔡察 虎虚 裕俗 褚诸 西酉 覃潭 诗侍 谢射 贺贸 贾贯 超赵 辉挥 逸免 遥谣 邓那 邱邸 "
    "郝赤 郭享 锋峰 锦绵 镇真 闫闰 闻问间 雪雷 霞霜 静净 顾硕 颖颍 馨磬 鲁鲜 鹏鹂 麦卖 龙尤 丘兵 亨享 "
    "仁任 代伐 余佘 傅传博 冯妈 准淮 凌陵 利刹 勉免 史吏 吉古 咏泳 圆园 培陪 堂棠 塞寨寒 妍研 娅姬 婉碗 "
    "婷停 媛援"
)


def _index() -> dict[str, frozenset[str]]:
    alike: dict[str, set[str]] = {}
    for group in _GROUPS.split():
        for character in group:
            alike.setdefault(character, set()).update(group)
    return {character: frozenset(others) for character, others in alike.items()}


_ALIKE = _index()


def look_alike(one: str, other: str) -> bool:
    """Tell whether two different characters are easily taken for one another."""
    return one != other and other in _ALIKE.get(one, ())
