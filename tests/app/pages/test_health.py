"""What those who run the server ask it."""

from flask.testing import FlaskClient

from app import Medvirk


def test_a_server_that_reaches_its_database_is_well(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"ok": True})


def test_numbers_are_told_as_prometheus_reads_them(client: FlaskClient, medvirk: Medvirk) -> None:
    medvirk.live.metrics.add("emits_total", region="phone/now")
    medvirk.live.metrics.add("emits_total", 2, region="phone/now")
    medvirk.live.metrics.add("failures_total")
    answer = client.get("/metrics")
    assert answer.mimetype == "text/plain"
    numbers = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert numbers == [
        'medvirk_emits_total{region="phone/now"} 3',
        "medvirk_failures_total 1",
    ]
