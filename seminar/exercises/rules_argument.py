"""Rules of exercise 1: a map of an argument."""

from __future__ import annotations

from .marking import Part
from .rules import pairs, rule


@rule
def one_tree(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """The entries (role, parent) make one tree: one root, the thesis; no circle. ``parameters``: ``root`` and ``none``."""
    roots = [item for item, (role, _parent) in pairs(answer) if role == parameters["root"]]
    if len(roots) != 1:
        return [Part(0, f"A tree has one {parameters['root']}; here there are {len(roots)}.")]
    parents = {item: parent for item, (_role, parent) in pairs(answer)}
    if parents[roots[0]] != parameters["none"]:
        return [Part(0, f"The {parameters['root']} supports nothing: its second value must be “{parameters['none']}”.")]
    for item in answer:
        line = [item]
        while (above := parents.get(line[-1])) in parents:
            if above in line:
                return [
                    Part(
                        0,
                        f"“{above}” supports itself, by way of {' and '.join(f'“{s}”' for s in line[line.index(above) + 1 :]) or 'nothing'}.",
                    )
                ]
            line.append(above)
        if line[-1] != roots[0]:
            return [
                Part(
                    0,
                    f"“{line[-1]}” hangs on nothing, so the line from “{item}” never reaches the {parameters['root']}.",
                )
            ]
    return [Part(1)]
