"""Fitting a template to this machine."""

from typing import Any

from local.template import LEFT_OUT, fit


def template(**resources: dict[str, Any]) -> dict[str, Any]:
    return {"Resources": resources}


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    return {"Type": kind, "Properties": properties}


def test_what_only_hardware_needs_is_left_out_with_its_reason() -> None:
    fitted = fit(template(Net=resource("AWS::EC2::VPC"), Table=resource("AWS::DynamoDB::Table")))
    assert set(fitted.template["Resources"]) == {"Table"}
    assert [(item.logical_id, item.reason) for item in fitted.left_out] == [("Net", LEFT_OUT["AWS::EC2::"])]


def test_a_property_that_refers_to_something_left_out_goes_with_it() -> None:
    function = resource("AWS::Lambda::Function", VpcConfig={"Fn::GetAtt": ["Net", "Arn"]}, Timeout=3)
    fitted = fit(template(Net=resource("AWS::EC2::VPC"), F=function))
    assert fitted.template["Resources"]["F"]["Properties"] == {"Timeout": 3}


def test_a_list_keeps_the_elements_that_refer_to_what_stays() -> None:
    policy = resource("AWS::IAM::Policy", On=[{"Ref": "Net"}, {"Ref": "Table"}, {"Fn::Sub": "arn:${Net.Arn}"}])
    fitted = fit(template(Net=resource("AWS::EC2::VPC"), Table=resource("AWS::DynamoDB::Table"), P=policy))
    assert fitted.template["Resources"]["P"]["Properties"]["On"] == [{"Ref": "Table"}]


def test_nothing_depends_on_what_was_left_out() -> None:
    one = {**resource("AWS::SQS::Queue"), "DependsOn": "Net"}
    several = {**resource("AWS::SQS::Queue"), "DependsOn": ["Net", "One"]}
    resources = fit(template(Net=resource("AWS::EC2::VPC"), One=one, Several=several)).template["Resources"]
    assert "DependsOn" not in resources["One"]
    assert resources["Several"]["DependsOn"] == ["One"]


def test_an_export_of_something_left_out_is_lost_for_later_stacks() -> None:
    first = {
        **template(Net=resource("AWS::EC2::VPC")),
        "Outputs": {"O": {"Value": {"Ref": "Net"}, "Export": {"Name": "net"}}},
    }
    lost = fit(first).lost_exports
    second = template(Q=resource("AWS::SQS::Queue", Near={"Fn::ImportValue": "net"}, QueueName="q"))
    assert lost == {"net"}
    assert fit(second, lost).template["Resources"]["Q"]["Properties"] == {"QueueName": "q"}


def test_a_parameter_that_nothing_asks_for_any_more_is_dropped() -> None:
    whole = {
        **template(Machine=resource("AWS::EC2::LaunchTemplate", Image={"Ref": "Ami"}), Q=resource("AWS::SQS::Queue")),
        "Parameters": {"Ami": {"Type": "String"}, "BootstrapVersion": {"Type": "String"}},
        "Rules": {"CheckBootstrapVersion": {"Assertions": [{"Assert": {"Ref": "BootstrapVersion"}}]}},
    }
    fitted = fit(whole).template
    assert fitted["Parameters"] == {}
    assert "Rules" not in fitted


def test_the_template_that_was_given_is_not_changed() -> None:
    given = template(Net=resource("AWS::EC2::VPC"), Q=resource("AWS::SQS::Queue", Near=[{"Ref": "Net"}]))
    fit(given)
    assert given["Resources"]["Q"]["Properties"]["Near"] == [{"Ref": "Net"}]
    assert "Net" in given["Resources"]
