"""A language model that writes questions: what it is asked for, each on a phrase of the job description."""

from collections.abc import Callable
from itertools import count
from typing import Any

from tests.builders.fake_llm import Answering, Material

STEMS = (
    (
        "产线刚停，客户催货的电话就来了，而您手头缺一个关键数据。接下来的十分钟您怎么安排？",
        "The line has just stopped, a client is on the phone, and one figure is missing. "
        "How do you use the next ten minutes?",
    ),
    (
        "新系统上线第一天，两位老同事坚持用旧表格，月底要合并数据。您会怎么处理这件事？",
        "On the first day of a new system two colleagues stay with their old sheets, "
        "though all must be merged later. What do you do?",
    ),
    (
        "供应商送来的一批料和样品有细微差别，现场等着用，检测结果明天才出。您怎么定？",
        "A delivery differs slightly from the sample, people wait for it, and the test "
        "takes until tomorrow. How do you decide?",
    ),
    (
        "您发现交上去的计划漏算了一道工序，会议半小时后开始。您先做什么，怎么跟大家说？",
        "You find that your plan leaves out one step, and the meeting begins in half an "
        "hour. What comes first, and what do you say?",
    ),
    (
        "两个部门给您的数字对不上，差了百分之七，都说自己没错。请说说您核对的顺序。",
        "Two departments give figures that differ by seven per cent, and each is sure of "
        "its own. In what order do you check them?",
    ),
    (
        "领导口头答应客户提前三天交付，而排期已经满了。您会怎样和领导谈这件事？",
        "Your manager has promised delivery three days early, though the schedule is "
        "full. How do you talk about it with your manager?",
    ),
    (
        "您带的新人连续两次填错同一张表，他自己很沮丧。您会怎么教，怎么防止再错？",
        "A newcomer whom you guide has filled in the same form wrongly twice and is "
        "dejected. How do you teach, and prevent a third time?",
    ),
    (
        "夜里十一点接到通知，明早的盘点人手少了一半。您会重新分工还是延期，依据是什么？",
        "Late at night you hear that half of the people for tomorrow's count are "
        "missing. Would you regroup or postpone, and why?",
    ),
    (
        "有人建议跳过一次检查来赶进度，理由是“从来没出过事”。您会如何回应这个建议？",
        "Somebody proposes to skip a check to save time because nothing has ever "
        "happened. How do you answer this proposal?",
    ),
    (
        "您只有一周时间学会一套没用过的软件，并用它交出第一份报表。您打算怎么学？",
        "You have a week to learn an unknown program and hand in a first report made "
        "with it. How do you go about learning it?",
    ),
    (
        "同一台机器一个月里坏了三次，每次换了件就好。您会怎么找出真正的原因？",
        "One machine broke down three times in a month and worked again after each new "
        "part. How do you find the true cause?",
    ),
    (
        "您提的改善建议被否了，半年后同样的问题又出现。这一次您会怎么再提出来？",
        "Your suggestion was turned down, and half a year later the same trouble is "
        "back. How do you bring it up this time?",
    ),
)
"""Chinese and English of the same question; no two are alike."""


def writes(basis: str, **changed: Any) -> Answering:
    """A model that writes a new question for each that is wanted, on ``basis``."""
    number = count()

    def answer(material: Material) -> list[dict[str, Any]]:
        written = []
        for wanted in material["wanted"]:
            for _ in range(wanted["count"]):
                zh, en = STEMS[next(number) % len(STEMS)]
                written.append(
                    {
                        "competency": wanted["competency"],
                        "type": material["types"][0],
                        "zh": zh,
                        "en": en,
                        "basis": basis,
                        "shows": [
                            {"zh": "先说清事实和影响", "en": "States facts and effects first"},
                            {"zh": "给出可执行的下一步", "en": "Gives a next step that can be taken"},
                        ],
                        **changed,
                    }
                )
        return written

    return answer


def spoiling(writer: Answering, spoil: Callable[[dict[str, Any]], dict[str, Any]], every: int = 1) -> Answering:
    """The same model, each ``every``-th question spoiled."""
    number = count()

    def answer(material: Material) -> list[dict[str, Any]]:
        return [one | spoil(one) if next(number) % every == 0 else one for one in writer(material)]

    return answer
