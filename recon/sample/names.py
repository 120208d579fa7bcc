"""Invented names with the distribution of real ones: frequent surnames, homonyms, minority names, rare characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.sample.chance import weighted

if TYPE_CHECKING:
    from random import Random

DOT = "\u00b7"
"""The separator of minority names that 12 ministries settled on in 2016."""

_SURNAMES: dict[str, float] = {
    **dict.fromkeys("王李张", 7.0),
    **dict.fromkeys("刘陈", 5.0),
    **dict.fromkeys("杨黄赵吴周", 2.2),
    **dict.fromkeys("徐孙马朱胡郭何林高罗", 1.3),
    **dict.fromkeys("郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余", 0.7),
    **dict.fromkeys("于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷段", 0.3),
    **dict.fromkeys("龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常", 0.3),
    **dict.fromkeys(("欧阳", "上官", "司马", "诸葛", "那", "纳", "哈", "撒"), 0.08),
}
"""By weight, like the census; 那 and 撒 because no name is too short or too odd."""
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉萍红玲芬燕彩兰凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡"
    "佳嘉琼勤珍贞莉叶璧璐娅琦晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨"
    "瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽羽希宁欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思峰浩亮政"
    "谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘"
    "义兴良海山仁波贵福生龙元全国胜学祥才发武新利清飞彬富顺信子文光达安岩中茂进有坚和彪博诚先敬震振壮会思"
    "群豪心邦承乐绍功松善厚庆民友裕河哲江浩轩东辉力健世广志"
)
RARE = ("䶮", "㛃", "㐂", "𠮷", "𡛓", "𣲘", "喆", "堃", "頔", "翀")
_SYLLABLES = tuple("阿依古丽麦提尔江买合木苏努热曼哈孜巴吐逊沙帕玛伊力亚库来西艾则再娜比拜")
_LATIN_FREE = 0.03
_TWO_CHARACTERS = 0.12
_RARE_SHARE = 0.01


def make_name(chance: Random) -> str:
    """Return one full name; at 40,000 people about 5 % share theirs with somebody."""
    if chance.random() < _LATIN_FREE:
        return _minority(chance)
    surname = weighted(chance, _SURNAMES)
    if chance.random() < _RARE_SHARE:
        return surname + chance.choice(_GIVEN) + chance.choice(RARE)
    if chance.random() < _TWO_CHARACTERS:
        return surname + chance.choice(_GIVEN)
    return surname + chance.choice(_GIVEN) + chance.choice(_GIVEN)


def _minority(chance: Random) -> str:
    parts = ("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(2))
    return DOT.join(parts)
