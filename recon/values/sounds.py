"""How characters sound, without tones: homophones explain why one character of a name differs.

The 3,755 characters of GB 2312's first level stand in the order of their sound, so the first character of
every syllable tells them all. Of the second level, ordered by radical, and beyond, those that are common in
names are listed. One reading per character: enough for an explanation, and nothing is ever decided by it.
"""

from __future__ import annotations

import re
from functools import cache

_FIRST = (
    "a啊 ai埃 an鞍 ang肮 ao凹 ba芭 bai白 ban斑 bang邦 bao苞 bei杯 ben奔 beng崩 bi逼 bian鞭 biao标 "
    "bie鳖 bin彬 bing兵 bo玻 bu捕 ca擦 cai猜 can餐 cang苍 cao操 ce厕 ceng层 cha插 chai拆 chan搀 "
    "chang昌 chao超 che车 chen郴 cheng撑 chi吃 chong充 chou抽 chu初 chuai揣 chuan川 chuang疮 chui吹 "
    "chun春 chuo戳 ci疵 cong聪 cou凑 cu粗 cuan蹿 cui摧 cun村 cuo磋 da搭 dai大 dan耽 dang当 dao刀 de德 "
    "deng蹬 di堤 dian颠 diao碉 die跌 ding丁 diu丢 dong东 dou兜 du都 duan端 dui堆 dun墩 duo掇 e蛾 en恩 "
    "er而 fa发 fan藩 fang坊 fei菲 fen芬 feng丰 fo佛 fou否 fu夫 ga噶 gai该 gan干 gang冈 gao篙 ge哥 "
    "gei给 gen根 geng耕 gong工 gou钩 gu辜 gua刮 guai乖 guan棺 guang光 gui瑰 gun辊 guo锅 ha哈 hai骸 "
    "han酣 hang夯 hao壕 he呵 hei嘿 hen痕 heng哼 hong轰 hou喉 hu呼 hua花 huai槐 huan欢 huang荒 hui灰 "
    "hun荤 huo豁 ji击 jia嘉 jian歼 jiang僵 jiao蕉 jie揭 jin巾 jing劲 jiong炯 jiu揪 ju鞠 juan捐 jue撅 "
    "jun均 ka喀 kai开 kan刊 kang康 kao考 ke坷 ken肯 keng坑 kong空 kou抠 ku枯 kua夸 kuai块 kuan宽 "
    "kuang匡 kui亏 kun坤 kuo括 la垃 lai莱 lan蓝 lang琅 lao捞 le勒 lei雷 leng棱 li厘 lia俩 lian联 "
    "liang粮 liao撩 lie列 lin琳 ling拎 liu溜 long龙 lou楼 lu芦 lv驴 luan峦 lve掠 lun抡 luo萝 ma妈 "
    "mai埋 man瞒 mang芒 mao猫 me么 mei玫 men门 meng萌 mi眯 mian棉 miao苗 mie蔑 min民 ming明 miu谬 "
    "mo摸 mou谋 mu拇 na拿 nai氖 nan南 nang囊 nao挠 ne呢 nei馁 nen嫩 neng能 ni妮 nian蔫 niang娘 niao鸟 "
    "nie捏 nin您 ning柠 niu牛 nong脓 nu奴 nv女 nuan暖 nve虐 nuo挪 o哦 ou欧 pa啪 pai拍 pan攀 pang乓 "
    "pao抛 pei呸 pen喷 peng砰 pi坯 pian篇 piao飘 pie撇 pin拼 ping聘 po坡 pu扑 qi期 qia掐 qian牵 "
    "qiang枪 qiao橇 qie切 qin钦 qing青 qiong琼 qiu秋 qu趋 quan圈 que缺 qun裙 ran然 rang瓤 rao饶 re惹 "
    "ren壬 reng扔 ri日 rong戎 rou揉 ru肉 ruan软 rui蕊 run闰 ruo若 sa撒 sai腮 san三 sang桑 sao搔 se瑟 "
    "sen森 seng僧 sha莎 shai筛 shan珊 shang墒 shao梢 she奢 shen砷 sheng声 shi师 shou收 shu蔬 shua刷 "
    "shuai摔 shuan栓 shuang霜 shui谁 shun吮 shuo说 si斯 song松 sou搜 su苏 suan酸 sui虽 sun孙 suo蓑 "
    "ta塌 tai胎 tan坍 tang汤 tao掏 te特 teng藤 ti梯 tian天 tiao挑 tie贴 ting厅 tong通 tou偷 tu凸 "
    "tuan湍 tui推 tun吞 tuo拖 wa挖 wai歪 wan豌 wang汪 wei威 wen瘟 weng嗡 wo挝 wu巫 xi昔 xia瞎 xian掀 "
    "xiang相 xiao萧 xie楔 xin薪 xing星 xiong兄 xiu休 xu墟 xuan轩 xue靴 xun勋 ya压 yan焉 yang殃 yao邀 "
    "ye椰 yi一 yin茵 ying英 yo哟 yong拥 you幽 yu迂 yuan鸳 yue曰 yun耘 za匝 zai栽 zan咱 zang赃 zao遭 "
    "ze责 zei贼 zen怎 zeng增 zha扎 zhai摘 zhan瞻 zhang樟 zhao招 zhe遮 zhen珍 zheng蒸 zhi芝 zhong中 "
    "zhou舟 zhu珠 zhua抓 zhuai拽 zhuan专 zhuang桩 zhui椎 zhun谆 zhuo捉 zi兹 zong鬃 zou邹 zu租 zuan钻 "
    "zui嘴 zun尊 zuo昨"
)
"""Syllable and the first character of GB 2312's first level that has it; v stands for ü."""
_IN_NAMES = (
    "ai瑷嫒霭 bao葆 bei蓓 ben锛 bi璧跸弼 bin玢镔 bo亳 cai偲 can璨 cen涔岑 chang昶嫦 chao晁焯怊 "
    "chen琛谌宸 cheng晟铖埕 chong翀 chu褚 chuan钏 chun莼 cong琮骢淙 da妲 dai岱黛 dan澹 di荻邸棣頔 "
    "dun惇 duo铎 e莪 en蒽 er珥 fan梵 fei悱斐霏 feng沣酆 fu馥孚 gan淦 ge舸 guan莞 gui妫 han晗焓菡瀚阚 "
    "hang珩 hao昊灏颢 heng蘅姮 hong泓翃 hu琥扈 hua骅桦 huan嬛郇奂寰 hui珲晖蕙翙 ji骥嵇佶稷诘霁 "
    "jia珈迦 jian蒹戬 jiao姣佼敫 jie婕颉 jin瑾槿觐妗 jing璟婧菁泾靓 jiong炅 ju琚 juan涓 jue珏 jun珺 "
    "kai恺锴铠 kan侃龛 ke珂 kui揆 kun琨焜锟鲲堃 lai涞崃籁徕 lan岚斓 li藜蠡郦鹂 lian濂 lie洌 lin蔺麟 "
    "ling苓泠翎绫 lu璐渌辂逯鹭 luo珞 man缦 mao昴 mei湄 meng朦 mi谧宓 min珉旻闵 ming茗 mo茉谟 mou缪 "
    "nai鼐 nan楠囡 ni旎 nong侬 nv钕 peng芃 ping娉 po叵 pu璞濮溥 qi琪琦玘锜淇亓祺绮綦颀麒 qian茜芊倩骞 "
    "qiao荞 qie锲 qin芩噙 qing箐 qiu裘遒 quan荃诠 ran苒 rong镕嵘榕 rui芮 ruo箬 sa飒 shan姗鄯 she佘 "
    "shen燊莘 sheng笙 shi奭 shu姝澍 shuo铄 si姒 song崧嵩 su愫簌谡夙 sui邃 tan郯昙 tang瑭 tao洮韬弢 "
    "ti缇悌 tian湉 ting婷霆 tong潼佟 tun暾 wai崴 wan琬菀绾 wei玮炜娓葳薇帏帷 wen玟汶雯 wu邬 "
    "xi曦熹浠郗傒僖禧奚晞羲 xia遐 xian娴霰 xiang芗 xiao潇筱骁哓崤 xie偕撷 xin昕馨鑫歆 xing荇 xiu琇岫 "
    "xu煦栩诩 xuan璇瑄暄煊炫烜萱铉漩儇 xun恂洵浔峋巽徇 ya娅 yan琰晏焱妍嫣嬿芫滟鄢闫 yang炀泱飏 "
    "yao曜垚 ye晔烨 yi怡怿熠苡镒漪翊祎奕轶黟峄嶷弋弈旖 yin鄞胤愔 ying瑛璎萦滢潆瀛 yong墉 you莜侑宥攸 "
    "yu瑜昱煜妤钰俣彧毓聿庾 yuan瑗媛沅鸢塬 yue玥樾 yun昀芸筠赟妘恽愠 zan瓒 ze赜 zhang璋 zhao钊 zhe喆 "
    "zhen蓁祯缜桢圳 zheng铮峥诤 zhi芷郅祉祗 zhu洙翥 zhuan颛 zi梓訾 zuo祚"
)
"""Syllable and its characters beyond the first level that are common in names."""


@cache
def _sounds() -> dict[str, str]:
    firsts = {entry[-1]: entry[:-1] for entry in _FIRST.split()}
    sounds, syllable = {}, ""
    for character in _first_level():
        syllable = firsts.get(character, syllable)
        sounds[character] = syllable
    for spelt, characters in re.findall(r"([a-z]+)([^a-z ]+)", _IN_NAMES):
        sounds |= dict.fromkeys(characters, spelt)
    return sounds


def _first_level() -> str:
    """Return rows 16–55 of GB 2312; row 55 ends at its 89th place."""
    places = [bytes((row, place)) for row in range(0xB0, 0xD8) for place in range(0xA1, 0xFF)]
    return b"".join(places[:3755]).decode("gb2312")


def sound(character: str) -> str:
    """Return a character's syllable without its tone; empty for a character the tables do not know."""
    return _sounds().get(character, "")


def sound_alike(one: str, other: str) -> bool:
    """Tell whether two known characters have the same syllable."""
    return sound(one) != "" and sound(one) == sound(other)
