"""Grading on more than one machine: a Dask scheduler hands pieces of the class to its workers.

    dask scheduler                                       # on one machine
    dask worker tcp://10.0.0.5:8786 --nthreads 1         # on each, one for each processor: the seminar and bubblewrap installed
    seminar grade SUBMISSIONS --out GRADES --cluster tcp://10.0.0.5:8786

Cells and functions' hidden inputs travel to the workers, and answers back; the key does not: marks are made here. Use machines that you
trust, on a network that you trust, or Dask's TLS (an address that begins with ``tls://``). A worker that dies has its piece done by another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice

from distributed import Client, as_completed

from . import run, sandbox

PIECE = 10  # students in one order to a worker
AHEAD = 4  # orders that wait for each worker
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
        workers = look_over(client, settings, key)

        def runner(units: Iterable[run.Unit], how: run.Settings) -> run.Outcomes:
            units, alone = iter(units), replace(how, workers=1)
            pieces = iter(lambda: list(islice(units, PIECE if how.workers > 1 or workers > 1 else 1)), [])
            orders = as_completed(
                [client.submit(piece, p, alone, pure=False) for p in islice(pieces, AHEAD * workers)],
                with_results=True,
                raise_errors=False,
            )
            for _, found in orders:
                for more in islice(pieces, 1):
                    orders.add(client.submit(piece, more, alone, pure=False))
                yield from found if isinstance(found, list) else []  # what failed is run again by whoever asked

        yield runner


def look_over(client: Client, settings: run.Settings, key: run.Key) -> int:
    """Ask each worker whether it has a sandbox and the same seminar as here; how many there are."""
    fit = client.run(_fit, key.text)
    if not fit:
        raise ClusterError("The scheduler has no workers. Start some: dask worker ADDRESS --nthreads 1.")
    for worker, (why, stamp) in sorted(fit.items()):
        if why and settings.kernel != run.UNSAFE:
            raise ClusterError(f"The worker {worker} has no sandbox. {why}")
        if stamp != key.stamp:
            raise ClusterError(
                f"The worker {worker} has another version of the seminar. Install the same on all machines."
            )
    return len(fit)


def _fit(key: str) -> tuple[str, str]:
    return sandbox.unavailable(), run.stamp(key)


def piece(units: list[run.Unit], settings: run.Settings) -> list[tuple[str, dict]]:
    """What one worker does: run these, one at a time."""
    return [outcome for unit in units for outcome in run.in_turn(unit, settings)]
