"""Districts on a schematic map, and their areas, which are not added up. The map is SVG, since it moves with a control."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from math import cos, radians
from string import ascii_lowercase
from xml.etree.ElementTree import Element

import pandas as pd

from ..kit import charts, svg
from ..kit.palette import INK, LINE, MUTED, PALE_GREY, PALE_SAND, PAPER, YELLOW
from ..kit.show import Picture, Table
from ..kit.sources import source_list
from ..kit.words import capital, listed, long_day, number_word
from ..tables import DataError, Package
from . import geometry
from . import model as history

_MAP, _GAP, _NUMBER = 510, 26, 11  # the map's width, the room beside it, the size of a number's disc
_KEY_TOP, _KEY_ROW, _TOWN_ROW = 46, 50, 20
_HELD = {"whole": "whole", "part": "in part"}


@dataclass(frozen=True)
class MapWords:
    """The case's own words on the map and in its tables: titles, the key's heading, and column headings (column -> words)."""

    title: str
    view: str
    order: str
    people: str
    no_sum: str
    names: dict[str, str]


class DistrictMap:
    """Districts on a schematic map: ``shapes`` is GeoJSON, ``table`` a district_table with its districts in order.

    Features of the kind *district* carry a ``district_id``; of the kind *country*, ``labels`` (words, longitude,
    latitude); of the kind *town*, a ``name``. ``bbox`` is the window. The table also has each district's words in the columns
    ``names_line``, ``taken_line``, ``sentence`` and ``alt``; ``sources`` are those of all districts, by id.
    """

    def __init__(self, shapes: dict, table: pd.DataFrame, words: MapWords, sources: dict[str, pd.DataFrame]):
        self.table, self.words, self.sources = table, words, sources
        self.note, self.source = shapes["note"], shapes["source"]
        west, south, east, north = shapes["bbox"]
        self._across = _MAP / (east - west)
        self._up = self._across / cos(radians((south + north) / 2))
        self._west, self._north = west, north
        self._map_height = (north - south) * self._up
        kinds = {k: [f for f in shapes["features"] if f["properties"]["kind"] == k] for k in ("country", "town")}
        self._countries, self._towns = kinds["country"], kinds["town"]
        self.rings = {
            f["properties"]["district_id"]: [self._page(ring) for ring in geometry.outer_rings(f)]
            for f in shapes["features"]
            if f["properties"]["kind"] == "district"
        }
        self.width = _MAP + _GAP + self._key_width() + _GAP / 2
        towns = _TOWN_ROW * len(self._towns)
        self.height = max(self._map_height, _KEY_TOP + _KEY_ROW * len(table) + _NUMBER + towns)

    def draw(self, chosen: str, name: str) -> Picture:
        """The map with one district picked out; ``name`` must differ between two maps on one page."""
        window = charts.rect(0, 0, _MAP, self._map_height)
        body: list[Element] = [
            svg.element(
                "defs",
                svg.hatch(f"{name}-whole", "rising", PALE_GREY),
                svg.hatch(f"{name}-part", "dots", PALE_SAND),
                svg.element("clipPath", window, id=f"{name}-window"),
            ),
            svg.element("g", *self._land(chosen, name), clip_path=f"url(#{name}-window)"),
            charts.rect(0.5, 0.5, _MAP - 1, self._map_height - 1, fill="none", stroke=LINE, stroke_width=1),
            *self._labels(),
            *self._key(chosen, name),
        ]
        row = self.table.set_index("district_id").loc[chosen]
        in_part = self.table.name[self.table.held == "part"].tolist()
        sentence = (
            f"{row.sentence} Held in part only: {listed(in_part) or 'none'}, {len(in_part)} of {len(self.table)}."
        )
        drawing = svg.drawing(self.width, self.height, *body, alt=row["alt"])
        notes = (self.note, f"{self.source}.")
        return Picture(drawing, row["alt"], sentence, self._twin(), title=self.words.title, notes=notes)

    def number(self, district_id: str) -> int:
        """The district's number: its place in the order in which they were taken."""
        return self.table.district_id.tolist().index(district_id) + 1

    def card(self, district_id: str) -> str:
        """All that the table says of one district, as HTML."""
        row = self.table.set_index("district_id").loc[district_id]
        lines = [
            ("Names", row.names_line),
            ("Taken", row.taken_line),
            (self.words.people, row.people),
            ("Area", row.area),
            ("Note", row.note),
        ]
        items = "".join(f'<p style="margin:0.2em 0"><strong>{k}:</strong> {escape(v)}</p>' for k, v in lines if v)
        name = f'<div style="font-weight:600">{escape(row["name"])}</div>'
        return f"{name}{items}{source_list(self.sources[district_id])}"

    def _twin(self) -> pd.DataFrame:
        names = self.words.names
        table = self.table.assign(no=range(1, len(self.table) + 1))
        table = table[["no", *names, "date_taken", "held", "people", "note"]]
        return table.set_axis(["No.", *names.values(), "Taken", "Held", self.words.people, "Note"], axis=1)

    def _page(self, ring: list) -> list[tuple[float, float]]:
        return [self._point(lon, lat) for lon, lat in ring]

    def _point(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self._west) * self._across, (self._north - lat) * self._up

    def _land(self, chosen: str, name: str) -> Iterator[Element]:
        """Countries, then districts, the chosen one last, so that its outline lies on top."""
        for feature in self._countries:
            for ring in geometry.outer_rings(feature):
                yield svg.path(self._page(ring), closed=True, fill="none", stroke=LINE, stroke_width=1.2)
        for row in sorted(self.table.itertuples(), key=lambda r: r.district_id == chosen):
            looks = {"stroke": INK, "stroke_width": 3.5 if row.district_id == chosen else 1}
            outlines = [
                svg.path(ring, closed=True, fill=f"url(#{name}-{row.held})", **looks)
                for ring in self.rings[row.district_id]
            ]
            place = svg.element("g", *outlines, *self._disc(*self._middle(row.district_id), row.district_id, chosen))
            said = f"{self.number(row.district_id)} {row.name}"
            yield svg.pick(place, row.district_id, said, row.district_id == chosen)

    def _middle(self, district_id: str) -> tuple[float, float]:
        return geometry.centre(max(self.rings[district_id], key=lambda ring: abs(geometry.area(ring))))

    def _labels(self) -> Iterator[Element]:
        """The names of countries and the letters of towns."""
        for feature in self._countries:
            for words, lon, lat in feature["properties"]["labels"]:
                looks = {"text_anchor": "middle", "fill": MUTED, "font_style": "italic"}
                yield svg.text(*self._point(lon, lat), words, 13, **looks)
        for letter, feature in zip(ascii_lowercase, self._towns, strict=False):
            x, y = self._point(*feature["geometry"]["coordinates"])
            yield charts.square(x, y, 2.5)
            yield svg.text(x - 6, y + 4, letter, 12, text_anchor="end", font_weight=600)

    def _disc(self, x: float, y: float, district_id: str, chosen: str) -> Iterator[Element]:
        """A district's number in a disc, yellow for the chosen one."""
        yield charts.circle(
            x, y, _NUMBER, fill=YELLOW if district_id == chosen else PAPER, stroke=INK, stroke_width=1.2
        )
        yield svg.text(x, y + 4.5, str(self.number(district_id)), 13, text_anchor="middle", font_weight=600)

    def _key_lines(self) -> list[tuple[str, str]]:
        return [(r.name, f"{long_day(r.date_taken)} · held {_HELD[r.held]}") for r in self.table.itertuples()]

    def _key_width(self) -> float:
        beside = 60  # the disc and the field of hatching
        lines = [max(charts.text_width(a, 14, bold=True), charts.text_width(b, 12.5)) for a, b in self._key_lines()]
        return max([beside + line for line in lines] + [charts.text_width(self.words.order, 13, bold=True)])

    def _key(self, chosen: str, name: str) -> Iterator[Element]:
        left = _MAP + _GAP
        yield svg.text(left, 22, self.words.order, 13, font_weight=600)
        for i, (row, (words, below)) in enumerate(zip(self.table.itertuples(), self._key_lines(), strict=True)):
            y = _KEY_TOP + _KEY_ROW * i
            if row.district_id == chosen:
                box = {"rx": 4, "fill": "none", "stroke": INK, "stroke_width": 2.5}
                yield charts.rect(left - 8, y - 6, self.width - left + 4, _KEY_ROW - 6, **box)
            yield from self._disc(left + 12, y + 16, row.district_id, chosen)
            yield charts.square(left + 41, y + 16, 11, fill=f"url(#{name}-{row.held})", stroke=INK, stroke_width=0.8)
            yield svg.text(left + 60, y + 13, words, 14, font_weight=600)
            yield svg.text(left + 60, y + 31, below, 12.5, fill=MUTED)
        y = _KEY_TOP + _KEY_ROW * len(self.table) + _NUMBER + 3
        for i, (letter, feature) in enumerate(zip(ascii_lowercase, self._towns, strict=False)):
            yield svg.text(left + 7, y + _TOWN_ROW * i, f"{letter}   {feature['properties']['name']}", 13)


def district_map(data: Package) -> DistrictMap:
    """The map of a package's districts, from the GeoJSON that its descriptor names; DataError if it is missing."""
    shapes, table = _shapes(data), history.district_table(data.rows("districts"))
    rows, sources = data.read("districts").set_index("district_id"), data.read("sources")
    worded = [_worded(data, len(table), number, row) for number, row in enumerate(table.to_dict("records"), start=1)]
    cited = {district: sources[sources.source_id.isin(ids)] for district, ids in rows.source_ids.items()}
    return DistrictMap(shapes, table.assign(**pd.DataFrame(worded)), map_words(data, table), cited)


def map_words(data: Package, table: pd.DataFrame) -> MapWords:
    """What is said of a district_table, in the words of the case."""
    titles = {field["name"]: field["title"] for field in data.resource("districts")["schema"]["fields"]}
    count = number_word(len(table))
    return MapWords(
        title=capital(data.phrase("history.districts", count=count)),
        view=capital(data.phrase("history.districts_view", count=count)),
        order=data.phrase("history.districts_order"),
        people=data.phrase("history.people"),
        no_sum=data.phrase("history.areas", names=listed(table.name[table.held == "part"])),
        names={column: titles[column] for column in table if column.endswith("_name")},
    )


def _worded(data: Package, districts: int, number: int, row: dict) -> dict[str, str]:
    """What is said of one district, in the words of the case."""
    filled = {**row, "number": number, "day": long_day(row["date_taken"]), "held": _HELD[row["held"]]}
    return {
        "names_line": data.phrase("history.district_names", **filled),
        "taken_line": data.phrase("history.district_taken", **filled),
        "sentence": data.phrase("history.district_sentence", **filled),
        "alt": data.phrase("history.districts_alt", **{**filled, "number": districts}),
    }


def _shapes(data: Package) -> dict:
    """The map's shapes: the one resource of the descriptor in the format geojson."""
    described = next((r for r in data.descriptor["resources"] if r.get("format") == "geojson"), None)
    if described is None:
        raise DataError("datapackage.json describes no map (a resource in the format geojson); the districts need one.")
    path = data.folder / described["path"]
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(f"{path.name} is missing from the folder {data.folder.name}/.") from None
    except ValueError as error:
        raise DataError(f"{path.name} is not JSON: {error}.") from None


def areas(table: pd.DataFrame, words: MapWords) -> Table:
    """Each district's area, and what it is the area of. No sum: the sentence says why."""
    rows = table[["name", "area", "people", "note"]]
    people = words.people
    if len(counts := {said.partition(" (")[2] for said in rows.people}) == 1 and (count := counts.pop()):
        rows = rows.assign(people=rows.people.str.partition(" (")[0])  # one census for all is said once
        people = f"{people} ({count}"
    heads = ["District", "Area, and what it is the area of", people, "Note"]
    return Table(rows.set_axis(heads, axis=1), words.no_sum, "Areas that must not be added up")
