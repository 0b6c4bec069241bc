"""Response policies: what every policy can do, and how one is found by name or path."""

import tomllib
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from knautschball.agents.message import Message
from knautschball.agents.situation import Case, Situation
from knautschball.scenarios.errors import PolicyError, unknown

SHELF = Path(__file__).resolve().parent / "policies"


class ResponsePolicy:
    """A brand's way to answer. Override one or both methods; ``None`` means to say nothing.

    Policies see and say. They are handed copies and cannot reach into the world.

    Attributes
    ----------
    name, title, summary : str
        How commands and reports call the policy.
    helps, harms : str
        When it is a good idea, and when not.
    evidence : tuple of str
        Studies, with year.
    """

    name = "unnamed"
    title = ""
    summary = ""
    helps = ""
    harms = ""
    evidence: tuple[str, ...] = ()

    def reply(self, case: Case, situation: Situation) -> Message | None:
        """Answer one complaint."""
        return None

    def speak(self, situation: Situation) -> Message | None:
        """Say something to everybody; asked once an hour."""
        return None


@cache
def _shelf() -> dict[str, Path]:
    files = [f for f in SHELF.iterdir() if f.suffix in {".toml", ".py"} and f.stem[0] != "_"]
    return {file.stem: file for file in sorted(files)}


def policies() -> dict[str, dict[str, Any]]:
    """Say what each shipped policy is, by name.

    A file that cannot be read is listed with its error; the others stay usable.
    """
    found = {}
    for name, file in _shelf().items():
        try:
            found[name] = describe(file)
        except PolicyError as problem:
            found[name] = {"name": name, "title": f"unusable: {problem}"}
    return found


def describe(file: Path) -> dict[str, Any]:
    """Read what a policy says about itself, without rules.

    Raises
    ------
    PolicyError
        The file cannot be read.
    """
    if file.suffix == ".toml":
        about = _toml(file).get("policy", {})
        return {"name": file.stem, "title": file.stem, **about}
    policy = _from_python(file)
    keys = ("title", "summary", "helps", "harms", "evidence")
    return {"name": file.stem, **{key: getattr(policy, key) for key in keys}}


def find(name: "str | Path | ResponsePolicy") -> ResponsePolicy:
    """Find a policy by shipped name or by the path of a TOML playbook or Python file.

    Raises
    ------
    PolicyError
        Nobody knows the name, or the file is broken.
    """
    if isinstance(name, ResponsePolicy):
        return name
    text = str(name)
    if text in _shelf():
        return _read(_shelf()[text])
    path = Path(text)
    if path.suffix in {".toml", ".py"}:
        if not path.is_file():
            raise PolicyError(text, "no such file")
        return _read(path)
    raise unknown(PolicyError, "--policy", text, _shelf(), "policy")


def _read(file: Path) -> ResponsePolicy:
    if file.suffix == ".py":
        return _from_python(file)
    from knautschball.agents.playbook import playbook_from

    return playbook_from(_toml(file), str(file) if file.parent != SHELF else file.stem, file.stem)


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise PolicyError(str(file), f"is not valid TOML: {problem}") from None
    except (OSError, UnicodeDecodeError) as problem:
        raise PolicyError(str(file), f"cannot be read: {problem}") from None


def _from_python(file: Path) -> ResponsePolicy:
    spec = spec_from_file_location(f"knautschball_policy_{file.stem.replace('-', '_')}", file)
    assert spec and spec.loader
    module = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as problem:
        raise PolicyError(str(file), f"{type(problem).__name__}: {problem}") from None
    found = [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, ResponsePolicy)
        and thing is not ResponsePolicy
    ]
    if not found:
        raise PolicyError(str(file), "holds no class derived from ResponsePolicy")
    policy = found[-1]()
    if policy.name == "unnamed":
        policy.name = file.stem
    policy.title = policy.title or policy.name
    return policy
