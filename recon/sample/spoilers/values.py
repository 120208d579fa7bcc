"""Mistakes in the other columns: not in the vocabulary (VO), or not what the extract says (DF)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.sample.rows import Cell
from recon.sample.spoilers.kit import spoiler, text
from recon.words import Trust

if TYPE_CHECKING:
    from recon.sample.rows import Line
    from recon.sample.spoilers.kit import Change
    from recon.sample.spoilers.scene import Scene

_KNOWS_SEX = ("central", "adult")


@spoiler("VO01", "sex", Trust.LIKELY, sources=_KNOWS_SEX, also=("DF02",))
def sex_in_other_words(_line: Line, scene: Scene) -> Change:
    """Not in the vocabulary, but all three keys agree and the extract has the sex."""
    return text("sex", scene.chance.choice(("不详", "未知", "先生", "－－")))


@spoiler("VO01", "sex", Trust.ASK_SITE, sources=("student",), by_person=False)
def sex_in_other_words_and_no_record(_line: Line, _scene: Scene) -> Change:
    """The new platform has no sex: nothing to propose."""
    return text("sex", "不详")


@spoiler("VO02", "level", Trust.LIKELY, also=("DF04",))
def level_in_other_words(_line: Line, scene: Scene) -> Change:
    """Not in the vocabulary; the extract's level is proposed."""
    return text("level", scene.chance.choice(("研究生", "中专", "待定")))


@spoiler("VO03", "cohort", Trust.LIKELY, also=("DF06",))
def cohort_in_other_words(_line: Line, scene: Scene) -> Change:
    """Not in the vocabulary; the extract's cohort is proposed."""
    return text("cohort", scene.chance.choice(("去年秋天", "十八级", "待查")))


@spoiler("VO04", "study_form", Trust.LIKELY, categories=("adult",), also=("DF08",))
def study_form_in_other_words(_line: Line, scene: Scene) -> Change:
    """Not in the vocabulary; the adult extract has the study form."""
    return text("study_form", scene.chance.choice(("周末班", "走读")))


@spoiler("VO05", "major", Trust.LIKELY, also=("DF05", "VO06"))
def major_lost_in_a_formula(_line: Line, _scene: Scene) -> Change:
    """A look-up that found nothing left #N/A behind; an error value is no value."""
    return {"major": Cell("#N/A", "error")}


@spoiler("DF02", "sex", Trust.LIKELY, sources=_KNOWS_SEX)
def sex_wrong(line: Line, _scene: Scene) -> Change:
    """All keys agree, the extract has the sex; ID09 never stands beside a DF of the field."""
    return text("sex", "女" if line.cells["sex"].value == "男" else "男")


@spoiler("DF04", "level", Trust.LIKELY)
def level_wrong(line: Line, _scene: Scene) -> Change:
    """The other level, and the person has only this enrolment (else MA06)."""
    other = (
        "专升本" if "study_form" in line.cells and line.cells["study_form"].value != "开放教育" else "本科"
    )
    return text("level", other if line.cells["level"].value == "专科" else "专科")


@spoiler("DF05", "major", Trust.LIKELY, by_person=False, weight=3)
def major_wrong(line: Line, scene: Scene) -> Change:
    """Another major of the school."""
    other = scene.chance.choice(("工商企业管理", "汉语言文学", "土木工程", "小学教育"))
    return text("major", other) if other != line.cells["major"].value else None


@spoiler("DF06", "cohort", Trust.LIKELY, by_person=False, weight=2)
def cohort_wrong(line: Line, _scene: Scene) -> Change:
    """A neighbouring cohort. Whether a student is in scope is judged by the extract, so no SC01."""
    others = {"2018秋季": "2019春季", "2019春季": "2018秋季", "2019级": "2018级"}
    other = others.get(line.cells["cohort"].value, "")
    return text("cohort", other) if other else None


@spoiler("DF07", "site", Trust.CONFIRM, by_person=False, weight=2)
def site_wrong(line: Line, scene: Scene) -> Change:
    """Another site's name in the student's row; the home site lies below the reporting unit, so no SC05."""
    adult = line.student is not None and line.student.category == "adult"
    names = [p.adult_name if adult else p.name for p in scene.world.organisation.places]
    other = scene.chance.choice([name for name in names if name] or [""])
    return text("site", other) if other and other != line.cells["site"].value else None


@spoiler("DF08", "study_form", Trust.LIKELY, categories=("adult",))
def study_form_wrong(line: Line, _scene: Scene) -> Change:
    """函授 for 业余, or the other way round."""
    return text("study_form", "业余" if line.cells["study_form"].value == "函授" else "函授")


@spoiler("DF09", "class_name", Trust.LIKELY, by_person=False, categories=("open",))
def class_wrong(line: Line, _scene: Scene) -> Change:
    """Another class: info, and only where the roster has the column."""
    own = line.cells["class_name"].value
    return text("class_name", own[:-2] + str(int(own[-2]) % 3 + 1) + own[-1])
