"""行為 of 催告: who may look at plans, make and release them, take lists away, and open a person's page.

Appealing to pay by oneself (自主納付の呼びかけ) may be contracted; deciding whom the city approaches, and how, may not.
"""

from towa.rooms.people.core.acts import LEADERS, OFFICERS, Act, Role


READERS = OFFICERS | {Role.AUDITOR}
CALLERS = LEADERS | {Role.OPERATOR}

SEE_PLAN = Act("dunning.see_plan", "振分計画の閲覧", "", False, READERS | CALLERS)
SEE_ALL_DECISIONS = Act(
    "dunning.see_all_decisions", "振り分けの全件の閲覧（対象外を含む）", "地方税法第22条", False, READERS
)
MAKE_PLAN = Act("dunning.make_plan", "振分計画の作成", "", False, OFFICERS)
TRY_CAPACITY = Act("dunning.try_capacity", "容量の試算", "", False, OFFICERS)
RELEASE_PLAN = Act("dunning.release_plan", "振分計画の確定", "", False, frozenset({Role.CHIEF, Role.DIVISION_HEAD}))
WRITE_LISTS = Act("dunning.write_lists", "催告一覧の書き出し", "", False, OFFICERS)
FETCH_LIST = Act("dunning.fetch_list", "催告一覧ファイルの受け取り", "地方税法第22条", False, OFFICERS)
EXPORT_LIST = Act("dunning.export_list", "表示中の一覧の出力", "地方税法第22条", False, OFFICERS | LEADERS)
SEE_PERSON = Act("dunning.see_person", "滞納者の詳細の閲覧", "地方税法第22条", False, READERS | CALLERS)
SAVE_FILTER = Act("dunning.save_filter", "絞り込み条件の保存", "", False, READERS | CALLERS)

ACTS: tuple[Act, ...] = (
    SEE_PLAN,
    SEE_ALL_DECISIONS,
    MAKE_PLAN,
    TRY_CAPACITY,
    RELEASE_PLAN,
    WRITE_LISTS,
    FETCH_LIST,
    EXPORT_LIST,
    SEE_PERSON,
    SAVE_FILTER,
)
