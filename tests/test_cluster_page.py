"""What the page on clusters shows is what Dask makes of it, as far as one machine can tell."""

import importlib
import re
import shlex
from pathlib import Path

import pytest

pytest.importorskip("distributed")
PAGE = (Path(__file__).resolve().parents[1] / "docs" / "cluster.md").read_text("utf-8")


def _block(language, word):
    [found] = [one for one in re.findall(rf"```{language}\n(.*?)```", PAGE, re.S) if word in one]
    return found


def test_the_job_shown_is_the_one_that_slurm_is_handed():
    jobqueue = pytest.importorskip("dask_jobqueue")
    call = re.search(r"SLURMCluster\(.*?\n\)", _block("python", "SLURMCluster"), re.S)[0]
    call = call.replace('"port": 8786', '"port": 0, "dashboard": False')
    with eval(call, {"SLURMCluster": jobqueue.SLURMCluster}) as cluster:
        script = cluster.job_script()
    script = re.sub(r"\S+ -m distributed", "python -m distributed", script)
    script = re.sub(r"tcp://\S+", "tcp://login:8786", script)
    assert script.strip() == _block("text", "#SBATCH").strip()


def _dask():
    """Every command of Dask on the page: in a shell, and in the pods."""
    for line in PAGE.splitlines():
        if line.startswith("dask "):
            yield shlex.split(line, comments=True)[1:]
        if said := re.search(r"args: \[dask, (.*)\]", line):
            yield [word.strip(' "') for word in said[1].split(",")]


@pytest.mark.parametrize("command", [*_dask()], ids=" ".join)
def test_dask_understands_the_commands(command):
    name, *words = command
    main = importlib.import_module(f"distributed.cli.dask_{name}").main
    main.make_context(name, words)


def test_the_pods_are_those_that_the_commands_speak_of():
    yaml = pytest.importorskip("yaml")
    asked = yaml.safe_load(_block("yaml", "DaskCluster"))
    name, service = asked["metadata"]["name"], asked["spec"]["scheduler"]["service"]
    assert f"service/{name}-scheduler 8786:{service['ports'][0]['port']}" in PAGE
    assert f"daskworkergroup {name}-default" in PAGE and f"delete daskcluster {name} " in PAGE
    assert service["selector"]["dask.org/cluster-name"] == name
    [pod] = asked["spec"]["scheduler"]["spec"]["containers"]
    named = {port["name"]: port["containerPort"] for port in pod["ports"]}
    assert {port["targetPort"]: port["port"] for port in service["ports"]} == named
