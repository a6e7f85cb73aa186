"""The package to text: which template writes which file, and with what words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from ocppgen.disk.mark import MARK
from ocppgen.errors import GeneratorError
from ocppgen.naming.runtime import RUNTIME
from ocppgen.python import carriers, commas, exports, roles, settling
from ocppgen.python.phrases import ModuleWriter, sentence
from ocppgen.python.quoting import docstring, prose
from ocppgen.rendering import runtime
from ocppgen.rendering.header import HEADER
from ocppgen.rendering.templating import NONE, blamed, environment
from ocppgen.rendering.used import Used
from ocppgen.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ocppgen.naming.package import Carrier, Module, Package, Profile
    from ocppgen.rendering.overrides import Template


def render(
    package: Package, overrides: Mapping[str, Template] = NONE
) -> Iterator[tuple[str, str]]:
    """Write every file of a package; give its path within the package, and its text.

    *overrides* are the user's templates, by name.
    """
    with blamed(overrides):
        yield from _Writer(package, overrides).files()


def render_runtime(
    packages: Sequence[Package], overrides: Mapping[str, Template] = NONE
) -> Iterator[tuple[str, str]]:
    """Write every file of the runtime that *packages* share, as `render` does.

    It has whatever any of them needs.
    """
    with blamed(overrides):
        yield from _RuntimeWriter(packages, overrides).files()


def render_one(name: str, overrides: Mapping[str, Template] = NONE, **context: Any) -> str:
    """Write one file that is no part of the package."""
    with blamed(overrides):
        return _tidy(environment(overrides).get_template(name).render(**context))


class _Renderer:
    """Renders templates that our files are made from."""

    def __init__(self, overrides: Mapping[str, Template], **context: Any) -> None:
        self._overrides = overrides
        self._env = environment(overrides)
        self._context = context

    def _render(self, template: str, **context: Any) -> str:
        found = self._env.get_template(template)
        return self._marked(found.render(header=HEADER, **self._context, **context), template)

    def _marked(self, text: str, template: str) -> str:
        """Give a text as it is to be written; without our mark, no run could replace it."""
        text = _tidy(text)
        if not text.startswith(MARK):
            message = "what it makes must begin with {{ header }}; add it"
            raise GeneratorError(message, file=self._overrides[template].file)
        return text


class _RuntimeWriter(_Renderer):
    """Renders the templates of a runtime that several packages share."""

    def __init__(self, packages: Sequence[Package], overrides: Mapping[str, Template]) -> None:
        shared = packages[0].runtime
        if shared is None:
            raise ValueError
        every = [Used(package) for package in packages]
        self._uses = {word for used in every for word in used.words}
        self._formats = sorted({name for used in every for name in used.formats})
        self._catalogued = packages[0].catalogued
        self._protocol = shared.protocol
        self._flavor = packages[0].flavor
        super().__init__(
            overrides,
            catalogued=self._catalogued,
            formats=self._formats,
            uses=self._uses,
            flavor=self._flavor,
            package=replace(packages[0], protocol=shared.protocol),
            runtime=shared.name,
        )

    def files(self) -> Iterator[tuple[str, str]]:
        for name in runtime.modules(
            self._protocol,
            formats=self._formats,
            words=self._uses,
            catalogued=self._catalogued,
            flavor=self._flavor,
        ):
            yield f"{name}.py", self._render(f"runtime/{name}.py.jinja")
        yield "py.typed", HEADER + "\n"
        yield "LICENSE", self._render("LICENSE.jinja")


class _Writer(_Renderer):
    """Renders the templates of one package."""

    def __init__(self, package: Package, overrides: Mapping[str, Template]) -> None:
        self._package = package
        self._modules = package.every
        self._used = Used(package)
        self._speaks = package.runtime.protocol if package.runtime else package.protocol
        self._nesting = commas.nesting(self._modules)
        self._untold = settling.untold(self._modules)
        self._helpers = {
            helper.place: helper.type for module in self._modules for helper in module.helpers
        }
        super().__init__(
            overrides,
            catalogued=package.catalogued,
            formats=self._used.formats,
            uses=self._used.words,
            flavor=package.flavor,
            package=package,
            runtime=RUNTIME,
        )

    def files(self) -> Iterator[tuple[str, str]]:
        for module in self._modules:
            yield str(PurePosixPath(*module.path)) + ".py", self._module(module)
        if self._package.runtime is None:
            yield from self._own_runtime()
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

    def _own_runtime(self) -> Iterator[tuple[str, str]]:
        for name in runtime.modules(
            self._package.protocol,
            formats=self._used.formats,
            words=self._used.words,
            catalogued=self._package.catalogued,
            flavor=self._package.flavor,
        ):
            yield f"runtime/{name}.py", self._render(f"runtime/{name}.py.jinja")

    def _talking(self) -> Iterator[tuple[str, str]]:
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
            and not self._speaks.unanswered
            and all(one.request and one.response for one in features),
            rules=self._package.tolerances,
        )

    def _module(self, module: Module) -> str:
        writer = ModuleWriter(
            self._package,
            module.path,
            self._helpers,
            self._nesting,
            self._untold,
            self._used.nested,
        )
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
        ends = roles.roles_of(self._package, profile.features)
        handlers = {"roles": ends, "type_imports": roles.type_imports(ends)}
        text = self._render("profile/handlers.py.jinja", profile=profile, handlers=handlers)
        yield f"{folder}/handlers.py", text

    def _payloads(self, carrier: Carrier) -> Iterator[tuple[str, str]]:
        """Write what carries the payloads of vendors, and the package of each vendor."""
        package = self._package
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


def _tidy(text: str) -> str:
    """End with one newline, and never leave more than two lines empty."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip() or lines[-2:] != ["", ""]:
            lines.append(line.rstrip() if not line.strip() else line)
    return "\n".join(lines).strip("\n") + "\n"
