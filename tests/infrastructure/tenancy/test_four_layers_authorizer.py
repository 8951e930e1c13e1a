"""The first layer: the gateway lets nobody pass to a route of staff without a token of this deployment's issuer."""

from infra.constructs.api_route import routes
from tests.builders.deployment import Deployment, Json, Resource


def served(deployment: Deployment) -> dict[str, Resource]:
    return {each.properties["RouteKey"]: each for each in deployment.resources("AWS::ApiGatewayV2::Route")}


def named(value: Json, logical_id: str) -> bool:
    """Return whether a property is a resource of the stack, or what its stack exports of it."""
    exported = str(value.get("Fn::ImportValue", "")).partition(":")[2]
    return value == {"Ref": logical_id} or exported.startswith(f"ExportsOutputRef{logical_id}")


def test_every_route_of_staff_asks_for_a_token_of_the_one_issuer(deployment: Deployment) -> None:
    [authorizer] = deployment.resources("AWS::ApiGatewayV2::Authorizer")
    there = served(deployment)
    for route in routes():
        properties = there[f"{route.method} {route.path}"].properties
        if route.caller == "staff":
            assert properties["AuthorizationType"] == "JWT", route.path
            assert named(properties["AuthorizerId"], authorizer.name), route.path
        else:
            assert properties["AuthorizationType"] == "NONE", route.path


def test_only_candidates_and_public_paths_go_without(deployment: Deployment) -> None:
    opened = [key for key, each in served(deployment).items() if each.properties["AuthorizationType"] == "NONE"]
    paths = {key.split(" ")[1] for key in opened}
    assert not {path for path in paths if path.startswith(("/v1/tenancy", "/v1/recruiting", "/v1/assessment"))}


def test_the_issuer_is_the_pool_and_the_audience_its_client(deployment: Deployment) -> None:
    [authorizer] = deployment.resources("AWS::ApiGatewayV2::Authorizer")
    [pool] = deployment.resources("AWS::Cognito::UserPool")
    [client] = deployment.resources("AWS::Cognito::UserPoolClient")
    configured = authorizer.properties["JwtConfiguration"]
    assert configured["Audience"] == [{"Ref": client.name}]
    assert {"Ref": pool.name} in configured["Issuer"]["Fn::Join"][1]
    assert authorizer.properties["IdentitySource"] == ["$request.header.Authorization"]


def test_nobody_can_write_the_claims_that_name_tenant_and_departments(deployment: Deployment) -> None:
    [pool] = deployment.resources("AWS::Cognito::UserPool")
    [client] = deployment.resources("AWS::Cognito::UserPoolClient")
    schema = {each["Name"]: each["Mutable"] for each in pool.properties["Schema"]}
    assert schema["tenant"] is False
    assert not [name for name in client.properties["WriteAttributes"] if name.startswith("custom:")]
    assert {"custom:tenant", "custom:departments"} <= set(client.properties["ReadAttributes"])
    assert pool.properties["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True


def test_the_groups_are_the_roles_that_the_code_knows(deployment: Deployment) -> None:
    from shared.tenancy.roles import ROLES

    groups = {each.properties["GroupName"] for each in deployment.resources("AWS::Cognito::UserPoolGroup")}
    assert groups == set(ROLES)
