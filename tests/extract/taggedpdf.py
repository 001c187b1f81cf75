"""Tagged PDFs written by hand: texts at places, and a structure tree that tells the truth about them or does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pdfmaker import make_pdf, text

FIRST = 10  # the number that ``make_pdf`` gives the first object added to it


@dataclass(eq=False)
class Tag:
    """An element: its kind, its spans, and what is in it: other elements, ids of marked contents, or nothing."""

    kind: str
    children: Sequence[Tag | int] = ()
    spans: tuple[int, int] = (1, 1)
    number: int = 0


@dataclass
class Drawing:
    """The page's content while it is drawn: each text is marked content of its own."""

    content: str = ""
    used: int = field(default=0)

    def put(self, x: float, y: float, string: str) -> int:
        """Draw a text; gives the id of its marked content."""
        self.content += f"/Span << /MCID {self.used} >> BDC {text(x, y, string)} EMC\n"
        self.used += 1
        return self.used - 1

    def artifact(self, x: float, y: float, string: str, properties: str = "") -> None:
        """Draw a text that is marked as no content."""
        begin = f"/Artifact << {properties} >> BDC" if properties else "/Artifact BMC"
        self.content += f"{begin} {text(x, y, string)} EMC\n"

    def plain(self, x: float, y: float, string: str) -> None:
        """Draw a text without any mark."""
        self.content += text(x, y, string)


def tagged_pdf(drawing: Drawing, *tags: Tag, extra_kid: tuple[Tag, Tag] | None = None) -> bytes:
    """A PDF of one page with these elements below the document's. ``extra_kid`` (an element and one of its own
    forebears) makes the tree run in a circle."""
    root = Tag("Document", tags)
    order = list(_all(root))
    page = FIRST + len(order) + 2
    for number, tag in enumerate(order, FIRST + 2):
        tag.number = number
    parents: dict[int, int] = {}
    objects = []
    for tag in order:
        kids = []
        for child in tag.children:
            if isinstance(child, Tag):
                kids.append(f"{child.number} 0 R")
            else:
                kids.append(str(child))
                parents[child] = tag.number
        if extra_kid is not None and tag is extra_kid[0]:
            kids.append(f"{extra_kid[1].number} 0 R")
        above = next((other.number for other in order if tag in other.children), FIRST)
        spans = f"/A << /O /Table /RowSpan {tag.spans[0]} /ColSpan {tag.spans[1]} >>" if tag.spans != (1, 1) else ""
        objects.append(
            f"<< /Type /StructElem /S /{tag.kind} /P {above} 0 R /Pg {page} 0 R /K [{' '.join(kids)}] {spans} >>"
        )
    numbers = " ".join(f"{parents.get(k, FIRST + 2)} 0 R" for k in range(drawing.used))
    head = [
        f"<< /Type /StructTreeRoot /K [{root.number} 0 R] /ParentTree {FIRST + 1} 0 R /ParentTreeNextKey 1 >>",
        f"<< /Nums [0 [{numbers}]] >>",
    ]
    return make_pdf(
        drawing.content,
        size=(595, 842),
        page="/StructParents 0",
        objects=[*head, *objects],
        catalog=f"/MarkInfo << /Marked true >> /StructTreeRoot {FIRST} 0 R",
    )


def _all(tag: Tag) -> Iterable[Tag]:
    yield tag
    for child in tag.children:
        if isinstance(child, Tag):
            yield from _all(child)
