"""Grading on more than one machine: a Dask scheduler hands pieces of the class to its workers.

    dask scheduler                                       # on one machine
    dask worker tcp://10.0.0.5:8786 --nthreads 1         # on each, one for each processor: the seminar and bubblewrap installed
    seminar grade SUBMISSIONS --out GRADES --cluster tcp://10.0.0.5:8786

The key travels to the workers, and so do answers: use machines that you trust, on a network that you trust, or Dask's TLS
(an address that begins with ``tls://``). A worker that dies has its piece done by another.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from distributed import Client, as_completed

from . import run, sandbox
from .kernels import UNSAFE

PIECE = 10  # hand-ins in one order to a worker
_SECONDS = "30s"


class ClusterError(RuntimeError):
    """The cluster cannot grade; the message says why and what to do."""


@contextmanager
def connected(address: str, settings: run.Settings, key: run.Key) -> Iterator[run.Runner]:
    """A runner that uses the scheduler at ``address``. ClusterError if it is not there, or a worker is not fit for it."""
    try:
        client = Client(address, timeout=_SECONDS)
    except (OSError, ValueError) as error:
        raise ClusterError(f"There is no Dask scheduler at {address} ({error}). Start one: dask scheduler.") from None
    with client:
        look_over(client, settings, key)

        def runner(notebooks: dict[str, dict], text: str, how: run.Settings) -> Iterator[tuple[str, run.Kept]]:
            marks = sorted(notebooks)
            pieces = [{m: notebooks[m] for m in marks[i : i + PIECE]} for i in range(0, len(marks), PIECE)]
            orders = [client.submit(piece, p, text, replace(how, workers=1), pure=False) for p in pieces]
            for _, found in as_completed(orders, with_results=True, raise_errors=False):
                yield from found if isinstance(found, list) else []  # what failed is run again by whoever asked

        yield runner


def look_over(client: Client, settings: run.Settings, key: run.Key) -> None:
    """Ask each worker whether it has a sandbox and the same seminar as here."""
    fit = client.run(_fit, key.text)
    if not fit:
        raise ClusterError("The scheduler has no workers. Start some: dask worker ADDRESS --nthreads 1.")
    for worker, (why, stamp) in sorted(fit.items()):
        if why and settings.kernel != UNSAFE:
            raise ClusterError(f"The worker {worker} has no sandbox. {why}")
        if stamp != key.stamp:
            raise ClusterError(
                f"The worker {worker} has another version of the seminar. Install the same on all machines."
            )


def _fit(key: str) -> tuple[str, str]:
    return sandbox.unavailable(), run.stamp(key)


def piece(notebooks: dict[str, dict], key: str, settings: run.Settings) -> list[tuple[str, run.Kept]]:
    """What one worker does: run these, one at a time."""
    return list(run.run(notebooks, key, settings))
