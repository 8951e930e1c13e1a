"""A tenant's own rubrics: each version a row that is written once, and one row a rubric that says which is newest."""

from shared.assessment.rubrics.own import OwnRubric
from shared.assessment.store.keys import NEWEST, newest_sk, rubrics_pk, version_sk
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, ConditionBase, Item, Put


class OwnRubrics:
    """The rubrics that one tenant wrote. Every method raises ``Unavailable`` where the table did not answer."""

    def __init__(self, table: TenantTable) -> None:
        self._table = table
        self._pk = rubrics_pk(table.tenant_id)

    def all(self) -> list[OwnRubric]:
        """Return the newest version of each rubric, retired ones too, in the order of their competencies."""
        return [_own(row) for row in self._table.query(self._pk, begins=NEWEST)]

    def newest(self, competency: str) -> OwnRubric | None:
        """Return the newest version of a rubric, or None."""
        row = self._table.get(self._pk, newest_sk(competency))
        return _own(row) if row else None

    def version(self, competency: str, number: int) -> OwnRubric | None:
        """Return one version as it was saved, or None."""
        row = self._table.get(self._pk, version_sk(competency, number))
        return _own(row) if row else None

    def save(self, own: OwnRubric) -> bool:
        """Keep a new version as the newest one; False where somebody saved one in the meantime."""
        unchanged: ConditionBase = Attr("number").eq(own.number - 1) if own.number > 1 else Attr("PK").not_exists()
        writes = [
            Put(self._row(version_sk(own.rubric.competency, own.number), own), Attr("PK").not_exists()),
            Put(self._row(newest_sk(own.rubric.competency), own), unchanged),
        ]
        try:
            self._table.transact(writes)
        except ConditionFailed:
            return False
        return True

    def retire(self, own: OwnRubric) -> bool:
        """Let nobody choose the rubric any more; False where somebody saved a newer version in the meantime."""
        retired = own.model_copy(update={"retired": True})
        unchanged = Attr("number").eq(own.number)
        try:
            self._table.put(self._row(newest_sk(own.rubric.competency), retired), unchanged)
        except ConditionFailed:
            return False
        return True

    def _row(self, sk: str, own: OwnRubric) -> Item:
        return {"PK": self._pk, "SK": sk, "number": own.number, "rubric": own.model_dump_json()}


def _own(row: Item) -> OwnRubric:
    return OwnRubric.model_validate_json(row["rubric"])
