"""Which account a component of a cost centre is booked to."""

import pytest
from pydantic import ValidationError

from shared.finance.accounts.errors import AccountUnknown, MappingMissing
from shared.finance.accounts.model import Account, Books, Chart, Mapping, MappingRule, unknown_accounts
from shared.finance.accounts.standard import standard_chart, standard_mapping
from shared.kernel.localized import LocalizedText


def rule(account: str, component: str = "*", cost_centre: str = "*") -> MappingRule:
    return MappingRule(use="expense", component=component, cost_centre=cost_centre, account=account)


def account(number: str) -> Account:
    return Account(number=number, title=LocalizedText(en=number), kind="expense")


def test_every_account_of_the_standard_mapping_is_in_the_standard_chart() -> None:
    assert unknown_accounts(standard_chart(), standard_mapping().rules) == []


def test_the_component_counts_before_its_kind_and_before_any() -> None:
    mapping = Mapping(rules=(rule("1"), rule("2", "kind:earning"), rule("3", "bonus")))
    assert mapping.number("expense", "bonus", "kind:earning", "x") == "3"
    assert mapping.number("expense", "base", "kind:earning", "x") == "2"
    assert mapping.number("expense", "base", "kind:tax", "x") == "1"


def test_the_exact_cost_centre_counts_before_the_longest_beginning() -> None:
    mapping = Mapping(
        rules=(rule("1"), rule("2", cost_centre="RD*"), rule("3", cost_centre="RD-1*"), rule("4", cost_centre="RD-1"))
    )
    found = [mapping.number("expense", "base", "kind:earning", centre) for centre in ("HR", "RD-2", "RD-11", "RD-1")]
    assert found == ["1", "2", "3", "4"]


def test_the_component_counts_before_the_cost_centre() -> None:
    mapping = Mapping(rules=(rule("1", "bonus"), rule("2", "kind:earning", "RD-1")))
    assert mapping.number("expense", "bonus", "kind:earning", "RD-1") == "1"


def test_another_use_is_another_question() -> None:
    with pytest.raises(MappingMissing):
        Mapping(rules=(rule("1"),)).number("bank", "net", "kind:net", "x")


def test_two_rules_about_the_same_are_refused() -> None:
    with pytest.raises(ValidationError, match="two rules are about the same"):
        Mapping(rules=(rule("1"), rule("2")))


def test_two_accounts_of_a_number_are_refused() -> None:
    with pytest.raises(ValidationError, match="twice"):
        Chart(accounts=(account("1"), account("1")))


def test_an_account_with_others_below_it_is_not_booked_to() -> None:
    books = Books(chart=Chart(accounts=(account("66"), account("66.01"))), mapping=Mapping(rules=(rule("66"),)))
    with pytest.raises(AccountUnknown):
        books.account("expense", "base", "kind:earning", "x")
