"""Response policies: what every policy can do, and how one is found by name or path."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from knautschball.agents.message import Message
from knautschball.agents.situation import Case, Situation
from knautschball.scenarios.brand import TRIAGE
from knautschball.scenarios.errors import KnautschballError, PolicyError, quoted, unknown
from knautschball.scenarios.folders import by_name, check_name
from knautschball.scenarios.toml_files import read_toml

SHELF = Path(__file__).resolve().parent / "policies"
ABOUT = ("name", "title", "summary", "helps", "harms", "evidence", "triage")
"""What a policy says about itself."""
NO_POLICY = "holds no class derived from ResponsePolicy"


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
    triage : str
        Which case comes first: a name that ``team.triage`` may have; empty for the team's own.
    program : str
        Text of the Python file that it was found in, by which a changed one is told from what it
        was; empty for others.

    Examples
    --------
    >>> from knautschball.agents import Message
    >>> class Warm(ResponsePolicy):
    ...     def reply(self, case, situation):
    ...         return Message(empathy=0.9) if case.topic == "issue" else None
    >>> Warm().reply(Case(person=0, topic="issue", hour=9), Situation(hour=9)).empathy
    0.9
    """

    name = "unnamed"
    title = ""
    summary = ""
    helps = ""
    harms = ""
    evidence: tuple[str, ...] = ()
    triage = ""
    program = ""

    def reply(self, case: Case, situation: Situation) -> Message | None:
        """Answer one complaint.

        Parameters
        ----------
        case : Case
            Who turned to the brand, about what, how angrily.
        situation : Situation
            What monitoring shows.

        Returns
        -------
        Message or None
            None leaves the case unanswered.
        """
        return None

    def speak(self, situation: Situation) -> Message | None:
        """Say something to everybody; asked once an hour.

        Parameters
        ----------
        situation : Situation
            What monitoring shows.

        Returns
        -------
        Message or None
            None says nothing in this hour.
        """
        return None


def answer_of(policy: ResponsePolicy, method: str, *seen: Case | Situation) -> Message | None:
    """Ask a policy for its answer; whatever goes wrong inside it is said in one line.

    Parameters
    ----------
    policy : ResponsePolicy
        Whom to ask.
    method : str
        ``reply`` or ``speak``.
    *seen : Case, Situation
        What the method is handed.

    Raises
    ------
    PolicyError
        The policy fails, or gives something else than a message or None.
    """
    try:
        said = getattr(policy, method)(*seen)
    except Exception as problem:
        said = f"{_told(problem)}{_place(problem)}"
        raise PolicyError(f"policy {policy.name}: {method}", said) from problem
    if said is None or isinstance(said, Message):
        return said
    raise PolicyError(f"policy {policy.name}: {method}", f"gives {said!r}", "a Message or None")


def files() -> dict[str, Path]:
    """Find the file of each policy by its name: what is shipped, then one's own.

    One's own are those in ``./policies`` and in the folders that ``KNAUTSCHBALL_POLICIES`` names.
    """
    return by_name(SHELF, "policies", (".toml", ".py"))


def policies() -> dict[str, dict[str, Any]]:
    """Say what each policy is, by name: those that are shipped, then one's own.

    A file that cannot be used is listed with its error, under ``problem`` and in the title;
    the others stay usable.

    Returns
    -------
    dict
        Name → what a policy says about itself: ``name``, ``title``, ``summary``, ``helps``,
        ``harms``, ``evidence``, ``triage``.
    """
    return {name: _about(name, file) for name, file in files().items()}


def _about(name: str, file: Path) -> dict[str, Any]:
    """Give what a policy says about itself, or why it cannot be used."""
    try:
        if file.suffix == ".py" and ResponsePolicy.__name__ not in file.read_text("utf-8"):
            raise PolicyError(str(file), NO_POLICY)  # nobody asked to run such a program
        about = describe(file)
        check_name(PolicyError, file, name, about["name"])
    except (PolicyError, OSError, UnicodeDecodeError) as error:
        return {"name": name, "title": f"unusable: {error}", "problem": str(error)}
    return about


def usable() -> list[str]:
    """Name the policies without those that are broken: what "all" stands for."""
    return [name for name, about in policies().items() if "problem" not in about]


def describe(file: Path) -> dict[str, Any]:
    """Read a policy and give what it says about itself.

    Raises
    ------
    PolicyError
        The file cannot be used.
    """
    policy = _read(file)
    return {key: getattr(policy, key) for key in ABOUT}


def find(name: "str | Path | ResponsePolicy", where: str = "--policy") -> ResponsePolicy:
    """Find a policy by its name or by the path of a TOML playbook or Python file.

    Parameters
    ----------
    name : str, Path or ResponsePolicy
        A name that `policies` gives, path to a file, or a policy that passes through.
    where : str
        Where the name was written, for the message.

    Raises
    ------
    PolicyError
        Nobody knows the name, or the file is broken.
    """
    if isinstance(name, ResponsePolicy):
        return name
    text = str(name)
    path = files().get(text, Path(text))
    if path.suffix in {".toml", ".py"}:
        if not path.is_file():
            raise PolicyError(text, "no such file")
        policy = _read(path)
        if path.stem == text:
            check_name(PolicyError, path, text, policy.name)
        return policy
    raise unknown(PolicyError, where, text, files(), "policy")


def _read(file: Path) -> ResponsePolicy:
    if file.suffix == ".py":
        return _from_python(file)
    from knautschball.agents.playbook import playbook_from

    where = str(file) if file.parent != SHELF else file.stem
    return playbook_from(read_toml(file, PolicyError), where, file.stem)


def _from_python(file: Path) -> ResponsePolicy:
    try:
        policy = _last_class(_executed(file), str(file))()
    except PolicyError:
        raise
    except (Exception, SystemExit) as problem:
        raise PolicyError(str(file), _told(problem)) from None
    if policy.name == "unnamed":
        policy.name = file.stem
    policy.title = policy.title or policy.name
    policy.program = file.read_text("utf-8", "replace")
    check_about(policy, str(file))
    return policy


def _executed(file: Path) -> ModuleType:
    spec = spec_from_file_location(f"knautschball_policy_{file.stem.replace('-', '_')}", file)
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _last_class(module: ModuleType, where: str) -> type[ResponsePolicy]:
    classes = [thing for thing in vars(module).values() if isinstance(thing, type)]
    found = [one for one in classes if issubclass(one, ResponsePolicy) and one != ResponsePolicy]
    if not found:
        raise PolicyError(where, NO_POLICY)
    return found[-1]


def check_about(policy: ResponsePolicy, where: str) -> None:
    """Check what a policy says about itself.

    Raises
    ------
    PolicyError
        A name is missing, or something is no text.
    """
    for key in ABOUT:
        value = getattr(policy, key)
        if key == "evidence":
            right = isinstance(value, tuple | list) and all(isinstance(one, str) for one in value)
        else:
            right = isinstance(value, str) and (key != "name" or bool(value.strip()))
        if not right:
            allowed = "a list of texts" if key == "evidence" else "a text"
            raise PolicyError(f"{where}: policy.{key}", f"{quoted(value)} was given", allowed)
    if policy.triage and policy.triage not in TRIAGE:
        raise unknown(PolicyError, f"{where}: policy.triage", policy.triage, TRIAGE, "triage")


def _place(problem: BaseException) -> str:
    """Say in which line of the policy it went wrong, if the policy was reached at all."""
    within = problem.__traceback__ and problem.__traceback__.tb_next
    return f" ({within.tb_frame.f_code.co_filename}:{within.tb_lineno})" if within else ""


def _told(problem: BaseException) -> str:
    """Say in one line what went wrong; our own errors need no name of their kind."""
    own = isinstance(problem, KnautschballError)
    return str(problem) if own else f"{type(problem).__name__}: {problem}"
