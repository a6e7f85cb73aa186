"""The commands know payloads: they refuse what cannot be, and look into ``data``."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ocppgen import GeneratorError, generate, load_project
from tests.cli.commands import invoke, one_line
from tests.payloads.conftest import CATALOG, EMPTY, write_project

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = """
extends = "ocpp16"
schemas = ["vendor"]
catalog = "vendor/catalog.toml"
package = "acme_ocpp"
"""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with the schemas, the catalog and the settings of a project."""
    write_project(tmp_path)
    (tmp_path / "ocppgen.toml").write_text(SETTINGS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def changed(work: Path, old: str, new: str) -> str:
    """Change the catalog, and give what ``list`` says of it."""
    text = CATALOG.format(server="central_system")
    assert old in text
    (work / "vendor" / "catalog.toml").write_text(text.replace(old, new, 1))
    return one_line(invoke("list")).removeprefix("vendor/catalog.toml#")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'request = "Hello.json"',
            "",
            "/payloads/1: has no schema; add request, response or both",
        ),
        (
            'request = "Hello.json"',
            'request = "Hallo.json"',
            '/payloads/1/request: there is no schema file "Hallo.json"; correct it',
        ),
        (
            'request = "Hello.json"',
            'request = "SetPrice.json"',
            '/payloads/1/request: "SetPrice.json" is named twice; remove one',
        ),
        (
            'message = "hello"',
            'message = "7"',
            '/payloads/1/message: "7" cannot name a class; add `name`',
        ),
        (
            'vendor = "org.example.other"',
            'vendor = "net.acme"',
            '/payloads/1/package: "com.acme" has the package acme; choose another',
        ),
        (
            'vendor = "org.example.other"',
            'vendor = "org.example.core"',
            "/payloads/1/vendor: the package has another core; give the vendor a `package`",
        ),
        (
            'vendor = "org.example.other"',
            'vendor = "%"',
            '/payloads/1/vendor: "%" cannot name a package; add `package`',
        ),
        (
            'vendor = "org.example.other"\nmessage = "hello"',
            'vendor = "com.acme"\nmessage = "set_price"',
            '/payloads/1/message: meets "SetPrice" in one module name; add a `name`',
        ),
        (
            'vendor = "org.example.other"\nmessage = "hello"',
            'vendor = "com.acme"\nmessage = "SetPrice"',
            '/payloads/1/message: "SetPrice" of this vendor is named twice; remove one',
        ),
        (
            'name = "Counters"',
            'name = "Counters"\npackage = "acme2"',
            '/payloads/2/package: "com.acme" has another package in another entry; use one',
        ),
        (
            'message = "hello"',
            f'message = "{"h" * 51}"',
            "/payloads/1/message: is longer than the 50 characters of messageId; correct it",
        ),
        (
            'name = "Counters"',
            'name = "DataTransferRequest"',
            "/payloads/2/message: DataTransferRequest is named like what carries it;"
            " add another `name`",
        ),
        (
            'initiator = "central_system"',
            'initiator = "csms"',
            "/payloads/0/initiator: must be central_system, charge_point or either,"
            ' not "csms"',
        ),
    ],
)
def test_what_cannot_be_is_refused(work: Path, old: str, new: str, said: str) -> None:
    assert changed(work, old, new) == said


def test_a_schema_that_nothing_names_is_refused(work: Path) -> None:
    (work / "vendor" / "More.json").write_text(json.dumps(EMPTY))
    answer = invoke("list")
    assert "is in no feature" in one_line(answer)


def test_payloads_need_a_data_transfer(work: Path) -> None:
    text = '[[payloads]]\nvendor = "v"\nmessage = "M"\nrequest = "Hello.json"\n'
    (work / "vendor" / "catalog.toml").write_text(text)
    with pytest.raises(GeneratorError, match="payloads are carried by DataTransfer, which"):
        load_project(["vendor"], catalog="vendor/catalog.toml")


def test_a_data_transfer_that_carries_nothing_is_refused(work: Path) -> None:
    overlay = (
        '[[overlay]]\nfile = "base/DataTransfer.json"\nop = "remove"\n'
        'path = "/properties/data"\nreason = "x"\n'
    )
    (work / "ocppgen.toml").write_text(SETTINGS + overlay)
    said = one_line(invoke("list"))
    assert said.endswith('#: has no property "data", so that it cannot carry payloads')


def test_an_entry_of_a_catalog_that_extends_changes_another_by_key(work: Path) -> None:
    base = work / "base"
    base.mkdir()
    assert invoke("export", base / "ocpp16").code == 0
    catalog = base / "ocpp16" / "catalog.toml"
    entry = '\n[[payloads]]\nvendor = "v"\nmessage = "M"\nrequest = "Hello.json"\n'
    catalog.write_text(catalog.read_text("utf-8") + entry + 'summary = "Before."\n')
    own = '[[payloads]]\nvendor = "v"\nmessage = "M"\nsummary = "After."\n'
    (work / "vendor" / "catalog.toml").write_text(own)
    for name in ("SetPrice", "SetPriceResponse", "Counters"):
        (work / "vendor" / f"{name}.json").unlink()
    project = load_project(["vendor"], extends=base / "ocpp16", catalog="vendor/catalog.toml")
    (found,) = project.catalog.payloads
    assert (found.request, found.summary) == ("Hello.json", "After.")


def test_profiles_without_a_data_transfer_have_no_payloads(work: Path) -> None:
    with_it = load_project(
        ["vendor"], extends="ocpp16", catalog="vendor/catalog.toml", profiles=["core"]
    )
    assert {"ocpp16/acme/set_price.py", "ocpp16/payloads.py"} <= {
        str(path) for path in generate(with_it)
    }
    (work / "empty").mkdir()
    without = load_project(
        ["vendor"], extends="ocpp16", catalog="vendor/catalog.toml", profiles=["firmware"]
    )
    plain = generate(load_project(profiles=["firmware"]))
    given = generate(without)
    assert given.keys() == plain.keys()
    assert {str(path) for path in given if given[path] != plain[path]} == {
        "ocpp16/__init__.py",  # the edition is extended
        "ocpp16/features.py",
    }


CAPTURE = r"""
[2,"1","DataTransfer",{"vendorId":"com.acme","messageId":"SetPrice","data":"{\"price\":-1}"}]
[3,"1",{"status":"Accepted","data":"{\"since\":7}"}]
[2,"2","DataTransfer",{"vendorId":"com.acme","messageId":"SetPrice"}]
[3,"2",{"status":"Rejected"}]
[2,"3","DataTransfer",{"vendorId":"com.acme","messageId":"7","data":"anything"}]
[3,"3",{"status":"Accepted","data":"{"}]
[2,"4","DataTransfer",{"vendorId":"com.else","messageId":"SetPrice","data":"{"}]
[3,"4",{"status":"UnknownVendorId","data":"{"}]
[2,"5","DataTransfer",{"vendorId":"com.acme","messageId":"SetPrice","data":"{\"price\":1}"}]
[3,"5",{"status":"Accepted","data":"{\"since\":\"2025-01-01T00:00:00Z\"}"}]
"""
FAULTS = """\
day.log:2 DataTransfer.req /data/price: must be at least 0, not -1 (minimum, \
PropertyConstraintViolation)
day.log:3 DataTransfer.conf /data/since: must be a string, not 7 (type, \
TypeConstraintViolation)
day.log:4 DataTransfer.req: missing required member "data" (required, \
OccurenceConstraintViolation)
day.log:7 DataTransfer.conf /data: is not JSON: Expecting property name enclosed in double \
quotes, at character 1 (json, FormationViolation)
"""


@pytest.mark.parametrize("processes", ["1", "2"])
def test_validate_looks_into_data(work: Path, processes: str) -> None:
    (work / "day.log").write_text(CAPTURE)
    answer = invoke("validate", "--jobs", processes, "day.log")
    assert answer.code == 1
    assert answer.out.startswith(FAULTS + "\n")


def test_validate_looks_into_payloads_alone(work: Path) -> None:
    payload = {"vendorId": "com.acme", "messageId": "SetPrice", "data": '{"price":-1}'}
    (work / "one.json").write_text(json.dumps(payload))
    answer = invoke("validate", "--message", "DataTransfer.req", "one.json")
    assert answer.out.startswith("one.json:1 DataTransfer.req /data/price: must be at least 0")


def test_list_and_show_have_payloads(work: Path) -> None:
    del work
    table = invoke("list").out.partition("\n\n")[2]
    assert table.splitlines()[1].split() == [
        "com.acme",
        "SetPrice",
        "central",
        "system",
        "SetPrice.json",
        "(price,",
        "tiers?,",
        "parts?)",
        "SetPriceResponse.json",
        "(since)",
    ]
    page = invoke("show", "SetPrice").out
    assert page.startswith("SetPrice: Show a price on the display.\nof com.acme, in a Data")
    assert "SetPriceResponse   (acme.set_price, from SetPriceResponse.json)" in page
    whole = json.loads(invoke("list", "--format", "json").out)
    one = json.loads(invoke("show", "com.acme SetPrice", "--format", "json").out)
    assert one in whole
    assert (one["vendor"], one["request"]["class"]) == ("com.acme", "SetPrice")


def test_diff_tells_of_payloads(work: Path) -> None:
    del work
    told = invoke("diff").out
    assert "com.acme SetPrice.req: added" in told
    assert "com.acme 7.conf: added" in told


USE = """
from datetime import UTC, datetime

from acme_ocpp.acme import SetPrice, SetPriceResponse
from acme_ocpp.central_system import AsyncEndpoint
from acme_ocpp.charge_point import AsyncChargePointStub, ChargePointStub
from acme_ocpp.core import DataTransferConfirmation, DataTransferRequest
from acme_ocpp.other import Hello


class Station(ChargePointStub):
    def on_acme_set_price(self, payload: SetPrice) -> SetPriceResponse:
        return SetPriceResponse(since=datetime.now(UTC))


class Slow(AsyncChargePointStub):
    async def on_other_hello(self, payload: Hello) -> DataTransferConfirmation:
        return DataTransferConfirmation.from_dict({"status": "Accepted"})


async def show(endpoint: AsyncEndpoint, price: float) -> datetime | None:
    answer = await endpoint.call(DataTransferRequest.of(SetPrice(price=price)))
    shown = answer.payload(SetPriceResponse)
    return None if shown is None else shown.since


def read(request: DataTransferRequest) -> float:
    match request.payload():
        case SetPrice(price=price):
            return price
        case Hello() | None:
            return 0.0
"""
WRONG = """
from acme_ocpp.acme import SetPrice, SetPriceResponse
from acme_ocpp.charge_point import ChargePointStub
from acme_ocpp.core import DataTransferRequest

class Station(ChargePointStub):
    def on_acme_set_price(self, payload: SetPriceResponse) -> SetPrice:  # override
        return SetPrice(price=1)

DataTransferRequest.of(SetPriceResponse)  # arg-type
"""


def test_users_code_and_scaffolds_are_typed(work: Path) -> None:
    assert invoke("generate", "--out", work).code == 0
    (work / "use.py").write_text(USE)
    (work / "wrong.py").write_text(WRONG)
    for role, more in (("charge-point", []), ("central-system", ["--async"])):
        assert invoke("scaffold", "--role", role, *more).code == 0
    files = ["use.py", "charge_point_handler.py", "central_system_handler.py"]
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary"]
    done = subprocess.run(
        [*command, "--cache-dir", str(work / "mypy"), *files, "acme_ocpp/payloads.py"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout, done.returncode) == ("", 0)
    done = subprocess.run(
        [*command, "--cache-dir", str(work / "mypy"), "wrong.py"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = [line.partition(" ")[0] for line in done.stdout.splitlines() if "error:" in line]
    assert {*lines} == {"wrong.py:7:", "wrong.py:10:"}
    done = subprocess.run(
        [sys.executable, "charge_point_handler.py"],
        input='[2,"1","DataTransfer",{"vendorId":"com.acme","messageId":"SetPrice",'
        '"data":"{\\"price\\":1}"}]\n[2,"2","DataTransfer",{"vendorId":"x"}]\n',
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == (
        '[3,"1",{"status":"UnknownMessageId"}]\n[3,"2",{"status":"UnknownVendorId"}]\n'
    )


SEVERAL = """
out = "src"
runtime = "talk.runtime"

[[package]]
name = "v201"
edition = "2.0.1"
profiles = ["provisioning", "data"]

[[package]]
name = "v16"
extends = "ocpp16"
schemas = ["vendor"]
catalog = "vendor/catalog.toml"
profiles = ["core"]
"""
TALK = """
from talk.v16 import charge_point
from talk.v16.payloads import PAYLOADS
from talk.v201 import csms

call = '[2,"1","DataTransfer",{"vendorId":"com.acme","messageId":"Other"}]'
print(*charge_point.Endpoint(charge_point.ChargePointStub()).receive(call))
print(*csms.Endpoint(csms.CSMSStub(), "CS-1").receive(call))
print(len(PAYLOADS))
"""


def test_a_shared_runtime_has_payloads_if_one_package_has(work: Path) -> None:
    (work / "ocppgen.toml").write_text(SEVERAL)
    assert invoke("generate").code == 0
    (work / "src" / "say.py").write_text(TALK)
    done = subprocess.run(
        [sys.executable, "say.py"],
        cwd=work / "src",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == [
        """Send(text='[3,"1",{"status":"UnknownMessageId"}]')""",
        """Send(text='[4,"1","NotSupported","DataTransfer is not supported",{}]')""",
        "3",
    ]


HOSTILE = 'x"""\'\\{{7*7}}{%raw%}\n\u202e\u2028#'


def test_whatever_a_vendor_is_called_the_package_holds_it_as_it_is(work: Path) -> None:
    entry = {
        "vendor": HOSTILE,
        "message": HOSTILE,
        "name": "Hello",
        "package": "odd",
        "request": "Hello.json",
        "summary": HOSTILE,
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in entry.items()]
    (work / "vendor" / "catalog.toml").write_text("[[payloads]]\n" + "\n".join(lines))
    for name in ("SetPrice", "SetPriceResponse", "Counters"):
        (work / "vendor" / f"{name}.json").unlink()
    (work / "ocppgen.toml").write_text(SETTINGS.replace("acme_ocpp", "odd_ocpp"))
    assert invoke("generate", "--out", work).code == 0
    assert invoke("scaffold", "--role", "charge-point").code == 0
    program = (
        "import json, charge_point_handler\n"
        "from odd_ocpp import PAYLOADS\n"
        "from odd_ocpp.core import DataTransferRequest\n"
        "from odd_ocpp.odd import VENDOR_ID, Hello, handlers\n"
        "sent = DataTransferRequest.of(Hello())\n"
        "print(json.dumps([*PAYLOADS, VENDOR_ID, sent.vendor_id, sent.message_id]))\n"
        "print(charge_point_handler.ChargePoint().on_odd_hello(Hello()).status)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    first, second = done.stdout.splitlines()
    assert json.loads(first) == [[HOSTILE, HOSTILE], HOSTILE, HOSTILE, HOSTILE]
    assert second == "UnknownMessageId"
    for path in sorted((work / "odd_ocpp").rglob("*.py")):
        assert "\u202e" not in path.read_text()
