"""The structure tree of a tagged page: its tables, headings and captions, and what the page's text belongs to.

pdfium builds the tree from the marked contents of one page, so that what has nothing on the page (empty cells, rows
on another page) shows as a child that is not there. Types come with the file's role map applied.
"""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import byref, c_float, c_ulong, c_void_p, create_string_buffer
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from extract.model import PageTags, TaggedCell, TaggedRow, TaggedTable, Word
from extract.pdf import pdfium

Ints = npt.NDArray[np.int64]

# Bounds against hostile files. A page of text has some hundred elements, one full of small figures some thousands.
MOST_ELEMENTS: Final = 20_000  # on one page; a page with more is read without its tags
MOST_CHILDREN: Final = 20_000  # of one element, those on other pages too
DEEPEST: Final = 48  # of elements within elements; programs that tag each level of a layout reach some 20
MOST_SPAN: Final = 200  # rows or columns that a cell may span
MOST_MARKS: Final = 16  # marks around one text that are looked at

NO_PART: Final = -1
ARTIFACT: Final = -2
RUNNING: Final = -3

_HEADINGS: Final = frozenset({"H", "Title", *(f"H{n}" for n in range(1, 7))})
_ROW_GROUPS: Final = {"THead": True, "TBody": False, "TFoot": False}
# What holds text and no tables: nothing below it is asked for.
_TEXTS: Final = frozenset({"P", "Span", "Lbl", "Link", "Reference", "BibEntry", "TOCI", "Code", "Em", "Strong"})
_ARTIFACT_NAME: Final = "Artifact".encode("utf-16-le")
_LONGEST_TYPE: Final = 128  # bytes; the standard's types take up to 26


@dataclass(slots=True)
class TagTree:
    """A page's structure while it is read: ``part_of`` tells for each marked content (by id) which part it is in."""

    part_of: dict[int, int] = field(default_factory=dict)
    parts: int = 0
    tables: list[TaggedTable] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def new_part(self) -> int:
        """The number of one part more."""
        self.parts += 1
        return self.parts - 1


# A child of an element: another element with its kind, or None with the id of marked content, or with -1 where it has
# nothing on this page.
_Child = tuple[c_void_p | None, str, int]


class _TooMuchError(Exception):
    """More elements than a page can have."""


def read_tree(page: Any) -> TagTree | None:
    """The structure of an open page; None where it is not tagged, or more than ``MOST_ELEMENTS`` deep and wide."""
    root = pdfium.structure_tree(page)
    if not root:
        return None
    tree = TagTree()
    try:
        for index in range(min(pdfium.count_tree_children(root), MOST_CHILDREN)):
            handle = pdfium.tree_child(root, index)
            if handle:
                _walk(tree, handle, _kind(handle), NO_PART, 0)
    except _TooMuchError:
        return None
    finally:
        pdfium.close_structure_tree(root)
    return tree if tree.part_of or tree.seen else None


_name = create_string_buffer(_LONGEST_TYPE)
_number = c_float(0.0)
_number_at = byref(_number)
_room = c_ulong(_LONGEST_TYPE)
_size = c_ulong(0)
_size_at = byref(_size)
_names: dict[bytes, str] = {}


def _kind(handle: c_void_p) -> str:
    size = pdfium.element_type(handle, _name, _room)
    if not 2 <= size <= _LONGEST_TYPE:
        return ""
    raw = _name.raw[: size - 2]
    known = _names.get(raw)
    if known is None:
        known = raw.decode("utf-16-le", "replace")
        if len(_names) < _LONGEST_TYPE:  # a file may make up any number of types
            _names[raw] = known
    return known


def _new(tree: TagTree, address: int) -> c_void_p | None:
    """The element at an address; None where it has been met before: a tree that is none."""
    if address in tree.seen:
        return None
    tree.seen.add(address)
    if len(tree.seen) > MOST_ELEMENTS:
        raise _TooMuchError
    return c_void_p(address)


def _addresses(element: c_void_p, depth: int) -> list[int | None]:
    """The children of an element by address; None for content, and for what has nothing on this page."""
    count = pdfium.count_element_children(element)
    if count > MOST_CHILDREN:
        raise _TooMuchError
    return list(map(pdfium.element_child, repeat(element), range(count))) if depth < DEEPEST else []


def _children(tree: TagTree, element: c_void_p, depth: int) -> list[_Child]:
    """The children of an element, each element once."""
    out: list[_Child] = []
    for index, address in enumerate(_addresses(element, depth)):
        if address is None:
            content = pdfium.child_content(element, index)
            # Content of another page shows as nothing too, but its number is there.
            if content >= 0 or pdfium.content_at(element, index) < 0:
                out.append((None, "", content))
        else:
            handle = _new(tree, address)
            if handle is not None:
                out.append((handle, _kind(handle), -1))
    return out


def _walk(tree: TagTree, element: c_void_p, kind: str, part: int, depth: int) -> bool:
    """Read what is below an element, as belonging to ``part``; says whether a heading or table is in it."""
    if kind == "Table":
        _read_table(tree, element, depth)
        return True
    found = kind in _HEADINGS
    if part == NO_PART:
        if kind in _TEXTS:
            return False
        if found:
            part = tree.new_part()
            tree.headings.append(part)
    for index, address in enumerate(_addresses(element, depth)):
        if address is not None:
            handle = _new(tree, address)
            if handle is not None:
                found |= _walk(tree, handle, _kind(handle), part, depth + 1)
        elif part != NO_PART:
            content = pdfium.child_content(element, index)
            if content >= 0:
                tree.part_of[content] = part
    return found


def _read_table(tree: TagTree, element: c_void_p, depth: int) -> None:
    rows: list[TaggedRow] = []
    caption = NO_PART
    for child, kind, content in _children(tree, element, depth):
        if child is None:
            rows += [TaggedRow(())] if content < 0 else []
        elif kind == "TR":
            rows.append(_row(tree, child, head=False, depth=depth + 1))
        elif kind in _ROW_GROUPS:
            rows += _group(tree, child, head=_ROW_GROUPS[kind], depth=depth + 1)
        else:
            part = tree.new_part()
            caption = part if kind == "Caption" else caption
            _walk(tree, child, kind, part, depth + 1)
    first = next((k for k, row in enumerate(rows) if row.cells), len(rows))
    last = next((k for k in range(len(rows), 0, -1) if rows[k - 1].cells), 0)
    if first < last:
        kept = tuple(rows[first:last])
        tree.tables.append(TaggedTable(kept, caption, continued=first > 0, goes_on=last < len(rows)))


def _group(tree: TagTree, element: c_void_p, *, head: bool, depth: int) -> list[TaggedRow]:
    rows = []
    for child, kind, content in _children(tree, element, depth):
        if child is None:
            rows += [TaggedRow((), head)] if content < 0 else []
        elif kind == "TR":
            rows.append(_row(tree, child, head=head, depth=depth + 1))
        else:
            _walk(tree, child, kind, NO_PART, depth + 1)
    return rows


def _row(tree: TagTree, element: c_void_p, *, head: bool, depth: int) -> TaggedRow:
    cells: list[TaggedCell | None] = []
    for child, kind, content in _children(tree, element, depth):
        if child is None:
            cells += [None] if content < 0 else []
        elif kind in ("TH", "TD"):
            cells.append(_cell(tree, child, head=kind == "TH", depth=depth + 1))
        else:
            _walk(tree, child, kind, NO_PART, depth + 1)
    return TaggedRow(tuple(cells) if any(cells) else (), head)


def _cell(tree: TagTree, element: c_void_p, *, head: bool, depth: int) -> TaggedCell:
    part = tree.new_part()
    rows, columns = _spans(element)
    parted = _walk(tree, element, "TD", part, depth)
    return TaggedCell(part, head, rows, columns, parted)


def _spans(element: c_void_p) -> tuple[int, int]:
    rows = columns = 1
    for index in range(min(pdfium.count_attributes(element), MOST_MARKS)):
        attribute = pdfium.attribute_at(element, index)
        if attribute:
            rows = _span(attribute, b"RowSpan") or rows
            columns = _span(attribute, b"ColSpan") or columns
    return rows, columns


def _span(attribute: pdfium.Handle, name: bytes) -> int:
    value = pdfium.attribute_value(attribute, name)
    if not value or not pdfium.number_value(value, _number_at):
        return 0
    return int(_number.value) if 1 <= _number.value <= MOST_SPAN else 0


def parts_of(tree: TagTree, objects: Sequence[c_void_p], nested: frozenset[int]) -> Ints:
    """The part of each text object. ``nested`` are those (by address) that are in forms: they count their marked
    content on their own, and so belong to no part."""
    contents = list(map(pdfium.object_content, objects))
    out = [tree.part_of.get(content, NO_PART) for content in contents]
    for k, content in enumerate(contents):
        if content < 0:
            out[k] = _artifact(objects[k])
        elif nested and objects[k].value in nested:
            out[k] = NO_PART
    return np.array(out, dtype=np.int64)


def _artifact(thing: c_void_p) -> int:
    """Whether a text object is marked as no content; one that is called a header, a footer or the like is running."""
    for index in range(min(pdfium.count_marks(thing), MOST_MARKS)):
        mark = pdfium.mark_at(thing, index)
        if not mark or not pdfium.mark_name(mark, _name, _room, _size_at):
            continue
        if _name.raw[: max(_size.value - 2, 0)] == _ARTIFACT_NAME:
            # pdfium gives no value that is a name, but says whether there is one: only headers and the like have it.
            named = any(pdfium.mark_value_type(mark, key) > 0 for key in (b"Subtype", b"Attached"))
            return RUNNING if named else ARTIFACT
    return NO_PART


def page_tags(tree: TagTree, words: Sequence[Word], parts: Ints) -> PageTags:
    """What the tree says of the words, each of which is in the part that ``parts`` has for it."""
    of_part: list[list[int]] = [[] for _ in range(tree.parts)]
    running, artifacts = [], []
    for index, part in enumerate(parts.tolist()):
        if part >= 0:
            of_part[part].append(index)
        elif part == RUNNING:
            running.append(index)
        elif part == ARTIFACT:
            artifacts.append(index)
    edge, inner = _at_edge(words, running, artifacts) if running else ([], [])
    return PageTags(
        tuple(tree.tables),
        tuple(map(tuple, of_part)),
        tuple(tree.headings),
        tuple(edge),
        tuple(sorted(inner + artifacts)),
    )


def _at_edge(words: Sequence[Word], running: list[int], artifacts: list[int]) -> tuple[list[int], list[int]]:
    """Which of the words called running stand above or below all text that is content, and which do not."""
    others = {*running, *artifacts}
    content = [w for i, w in enumerate(words) if i not in others]
    if not content:
        return [], running
    top, bottom = min(w.top for w in content), max(w.bottom for w in content)
    edge = [i for i in running if words[i].bottom <= top or words[i].top >= bottom]
    return edge, [i for i in running if top < words[i].bottom and words[i].top < bottom]
