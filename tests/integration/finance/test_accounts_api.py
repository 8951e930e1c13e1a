"""Chart, mapping and settings over HTTP: in versions by their days, changed by who read them last."""

from tests.builders.aws import Deployment
from tests.builders.finance import FIONA, MAX, OTHER, RITA, audited


def test_until_somebody_changes_it_the_standard_chart_and_mapping_hold(deployment: Deployment) -> None:
    chart = FIONA.get("chart")
    assert (chart.status, chart.headers["etag"], chart.body["stamp"]["made_by"]) == (200, '"0"', "standard")
    titles = {each["number"]: each["title"]["zh"] for each in chart.body["chart"]["accounts"]}
    assert (titles["2211"], titles["1002"], titles["6602"]) == ("应付职工薪酬", "银行存款", "管理费用")
    found = FIONA.get("mapping/account", component="kind:tax", cost_centre="ADMIN", use="withheld")
    assert found.body["account"] == "2221.12"


def test_a_version_holds_from_its_day_on_and_the_one_before_until_then(deployment: Deployment) -> None:
    before = FIONA.get("mapping")
    rules = [*before.body["mapping"]["rules"]]
    rules.append({"use": "expense", "component": "meal_allowance", "cost_centre": "*", "account": "6602.09"})
    draft = {"effective_from": "2026-12-01", "mapping": {"rules": rules}}
    made = FIONA.put("mapping", draft, read=before)
    assert (made.status, made.headers["etag"]) == (200, '"1"')

    def account(on: str) -> str:
        asked = {"component": "meal_allowance", "cost_centre": "ADMIN", "use": "expense", "on": on}
        return str(FIONA.get("mapping/account", **asked).body["account"])

    assert (account("2026-11-30"), account("2026-12-01")) == ("6602.01", "6602.09")
    [entry] = audited(deployment, "manage_finance")
    assert (entry["actor"], entry["subject"]) == ("fiona", "mapping")
    [stamp] = FIONA.get("versions/mapping").body["items"]
    assert (stamp["effective_from"], stamp["made_by"]) == ("2026-12-01", "fiona")


def test_of_two_who_change_it_the_second_reads_again(deployment: Deployment) -> None:
    read = FIONA.get("settings")
    draft = {"effective_from": "2026-12-01", "settings": {"by": "employee"}}
    assert FIONA.put("settings", draft).status == 428
    assert FIONA.put("settings", draft, read=read).status == 200
    assert FIONA.put("settings", draft, read=read).status == 412


def test_a_version_does_not_begin_before_the_newest_one(deployment: Deployment) -> None:
    first = FIONA.put(
        "settings", {"effective_from": "2026-12-01", "settings": {"book": "002"}}, read=FIONA.get("settings")
    )
    refused = FIONA.put("settings", {"effective_from": "2026-11-01", "settings": {"book": "003"}}, read=first)
    assert (refused.status, refused.body["code"]) == (422, "not_effective")


def test_a_mapping_to_an_account_that_is_not_there_is_refused(deployment: Deployment) -> None:
    read = FIONA.get("mapping")
    rules = [*read.body["mapping"]["rules"][1:], {"use": "expense", "component": "kind:earning", "account": "6602"}]
    refused = FIONA.put("mapping", {"effective_from": "2026-12-01", "mapping": {"rules": rules}}, read=read)
    assert (refused.status, refused.body["code"], refused.body["accounts"]) == (422, "account_unknown", ["6602"])


def test_an_account_that_the_mapping_needs_stays_in_the_chart(deployment: Deployment) -> None:
    read = FIONA.get("chart")
    accounts = [each for each in read.body["chart"]["accounts"] if each["number"] != "1002"]
    refused = FIONA.put("chart", {"effective_from": "2026-12-01", "chart": {"accounts": accounts}}, read=read)
    assert (refused.status, refused.body["accounts"]) == (422, ["1002"])


def test_what_has_no_rule_is_named_with_component_and_cost_centre(deployment: Deployment) -> None:
    read = FIONA.get("mapping")
    rules = [each for each in read.body["mapping"]["rules"] if each["component"] != "kind:tax"]
    FIONA.put("mapping", {"effective_from": "2026-12-01", "mapping": {"rules": rules}}, read=read)
    asked = {"component": "kind:tax", "cost_centre": "LAB", "use": "withheld", "on": "2026-12-02"}
    missing = FIONA.get("mapping/account", **asked)
    assert (missing.status, missing.body["code"]) == (409, "mapping_missing")
    assert (missing.body["component"], missing.body["cost_centre"]) == ("kind:tax", "LAB")


def test_who_keeps_no_books_does_not_read_or_change_them(deployment: Deployment) -> None:
    assert RITA.get("chart").status == 403
    assert MAX.put("settings", {"effective_from": "2026-12-01", "settings": {}}).status == 403


def test_another_company_has_its_own(deployment: Deployment) -> None:
    FIONA.put("settings", {"effective_from": "2026-12-01", "settings": {"book": "9"}}, read=FIONA.get("settings"))
    assert OTHER.get("settings").body["stamp"]["revision"] == 0
