"""The package to text: which template writes which file, and with what words."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from ocppgen.disk.mark import MARK
from ocppgen.errors import GeneratorError
from ocppgen.python import carriers, commas, exports, roles
from ocppgen.python.phrases import ModuleWriter, sentence
from ocppgen.python.quoting import docstring, prose
from ocppgen.rendering.header import HEADER
from ocppgen.rendering.templating import NONE, blamed, environment
from ocppgen.rendering.used import Used
from ocppgen.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ocppgen.naming.package import Carrier, Module, Package, Profile
    from ocppgen.rendering.overrides import Template


_RUNTIME = (
    "__init__",
    "big_floats",
    "equality",
    "errors",
    "fast_path",
    "for_pydantic",
    "json_schema",
    "jsontext",
    "lazy",
    "members",
    "mending",
    "message",
    "numbers",
    "places",
    "plain",
    "preview",
    "readers",
    "reading",
    "registry",
    "rules",
    "scalars",
    "skimming",
    "schema",
    "tolerance",
    "tolerant",
    "violations",
    "walk",
)
_TALKING = (
    "after",
    "async_endpoint",
    "bounded",
    "caller",
    "calling",
    "connection",
    "endpoint",
    "events",
    "frames",
    "logs",
    "observing",
    "outgoing",
    "roles",
    "running",
    "serving",
    "tolerating",
    "wire",
)
"""What only a package has whose catalog says who sends what."""


def render(
    package: Package, overrides: Mapping[str, Template] = NONE
) -> Iterator[tuple[str, str]]:
    """Write every file of a package; give its path within the package, and its text.

    *overrides* are the user's templates, by name.
    """
    with blamed(overrides):
        yield from _Writer(package, overrides).files()


def render_one(name: str, overrides: Mapping[str, Template] = NONE, **context: Any) -> str:
    """Write one file that is no part of the package."""
    with blamed(overrides):
        return _tidy(environment(overrides).get_template(name).render(**context))


class _Writer:
    """Renders the templates of one package."""

    def __init__(self, package: Package, overrides: Mapping[str, Template]) -> None:
        self._package = package
        self._overrides = overrides
        self._env = environment(overrides)
        self._modules = package.every
        self._used = Used(package)
        self._nesting = commas.nesting(self._modules)
        self._helpers = {
            helper.place: helper.type for module in self._modules for helper in module.helpers
        }

    def files(self) -> Iterator[tuple[str, str]]:
        for module in self._modules:
            yield str(PurePosixPath(*module.path)) + ".py", self._module(module)
        for name in _RUNTIME:
            yield self._runtime(name)
        if {*self._used.formats} - {"date-time"}:
            yield self._runtime("formats")
        if "hostname" in self._used.formats:
            yield self._runtime("a_labels")
        if "date-time" in self._used.formats:
            yield self._runtime("date_times")
            yield self._runtime("field_times")
        if "conditions" in self._used.words:
            yield self._runtime("asked")
            yield self._runtime("condition_words")
            yield self._runtime("conditions")
            yield self._runtime("verdicts")
        if self._used.rules:
            yield "conditions.py", self._rules()
        for public in exports.public_modules(self._package):
            yield f"{public.name}.py", self._render("public.py.jinja", names=public)
        yield "tolerance.py", self._tolerance()
        yield "py.typed", HEADER + "\n"
        yield "LICENSE", self._render("LICENSE.jinja")
        every = exports.of_package(self._package)
        yield "__init__.py", self._render(
            "package.py.jinja", exports=every, version=__version__
        )
        if any(len(module.path) > 1 for module in self._package.types):
            shared = exports.of_types(self._package)
            yield "types/__init__.py", self._render("types.py.jinja", exports=shared)
        yield "features.py", self._render("features.py.jinja")
        for profile in self._package.profiles:
            yield from self._profile(profile)
        if self._package.carrier is not None:
            yield from self._payloads(self._package.carrier)
        if self._package.catalogued:
            yield from self._talking()

    def _runtime(self, name: str) -> tuple[str, str]:
        return f"runtime/{name}.py", self._render(f"runtime/{name}.py.jinja")

    def _talking(self) -> Iterator[tuple[str, str]]:
        for name in _TALKING:
            yield self._runtime(name)
        for role in roles.whole_roles(self._package):
            yield f"{role.module}.py", self._render("role.py.jinja", role=role)
            if role.peer:
                yield "stations.py", self._render("stations.py.jinja", role=role)

    def _tolerance(self) -> str:
        features = self._package.features
        return self._render(
            "tolerance.py.jinja",
            suffixes=self._package.protocol.suffixes,
            every_type=self._package.catalogued
            and not self._package.protocol.unanswered
            and all(one.request and one.response for one in features),
            rules=self._package.tolerances,
        )

    def _module(self, module: Module) -> str:
        writer = ModuleWriter(self._package, module.path, self._helpers, self._nesting)
        docstring = writer.docstring_of(module)
        body = self._env.get_template("body.jinja").render(module=module, m=writer)
        text = self._env.get_template("module.py.jinja").render(
            header=HEADER, docstring=docstring, m=writer, body=body.strip("\n")
        )
        return self._marked(text, "module.py.jinja")

    def _rules(self) -> str:
        writer = ModuleWriter(self._package, ("conditions",), self._helpers, self._nesting)
        writer.use("Final")
        writer.use("SchemaType")
        rules = [writer.rule(place, test) for place, test in self._used.rules.items()]
        imports = writer.imports.lines()
        return self._render("conditions.py.jinja", rules=rules, imports=imports)

    def _profile(self, profile: Profile) -> Iterator[tuple[str, str]]:
        folder = profile.entry.package
        every = exports.of_profile(self._package, profile)
        text = self._render(
            "profile/init.py.jinja",
            profile=profile,
            exports=every,
            profile_docstring=docstring(
                sentence(prose(profile.entry.summary or profile.entry.name)), 0
            ),
        )
        yield f"{folder}/__init__.py", text
        yield f"{folder}/profile.py", self._render("profile/profile.py.jinja", profile=profile)
        ends = roles.roles_of(self._package, profile.features)
        handlers = {"roles": ends, "type_imports": roles.type_imports(ends)}
        text = self._render("profile/handlers.py.jinja", profile=profile, handlers=handlers)
        yield f"{folder}/handlers.py", text

    def _payloads(self, carrier: Carrier) -> Iterator[tuple[str, str]]:
        """Write what carries the payloads of vendors, and the package of each vendor."""
        package = self._package
        text = self._render("runtime/payloads.py.jinja", carrier=carrier)
        yield "runtime/payloads.py", text
        yield "payloads.py", self._render(
            "payloads.py.jinja",
            carrier=carrier,
            imports=carriers.payload_imports(package),
            unions=carriers.payload_unions(package),
        )
        for vendor in package.vendors:
            every = exports.of_vendor(package, vendor)
            text = self._render("vendor/init.py.jinja", vendor=vendor, exports=every)
            yield f"{vendor.package}/__init__.py", text
            ends = roles.vendor_roles(package, vendor.messages)
            imports = roles.vendor_imports(ends, carrier)
            yield f"{vendor.package}/handlers.py", self._render(
                "vendor/handlers.py.jinja",
                vendor=vendor,
                roles=ends,
                carrier=carrier,
                imports=imports,
            )

    def _render(self, template: str, **context: Any) -> str:
        text = self._env.get_template(template).render(
            header=HEADER,
            catalogued=self._package.catalogued,
            formats=self._used.formats,
            uses=self._used.words,
            package=self._package,
            **context,
        )
        return self._marked(text, template)

    def _marked(self, text: str, template: str) -> str:
        """Give a text as it is to be written; without our mark, no run could replace it."""
        text = _tidy(text)
        if not text.startswith(MARK):
            message = "what it makes must begin with {{ header }}; add it"
            raise GeneratorError(message, file=self._overrides[template].file)
        return text


def _tidy(text: str) -> str:
    """End with one newline, and never leave more than two lines empty."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip() or lines[-2:] != ["", ""]:
            lines.append(line.rstrip() if not line.strip() else line)
    return "\n".join(lines).strip("\n") + "\n"
