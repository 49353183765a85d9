"""The API's Service."""

from tests.support.chart import container, example, manifests


def test_it_leads_to_the_api() -> None:
    texts = example("default")
    [service] = manifests(texts, "service")
    [api] = manifests(texts, "api-deployment")
    labels = api["spec"]["template"]["metadata"]["labels"]
    assert service["spec"]["selector"].items() <= labels.items()
    [port] = service["spec"]["ports"]
    assert port["targetPort"] in {one["name"] for one in container(api)["ports"]}
