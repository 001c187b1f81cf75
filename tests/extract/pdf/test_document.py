from __future__ import annotations

import random
from pathlib import Path

import pytest
from pdfmaker import make_pdf, text

from extract.model import Page
from extract.pdf.document import open_document
from regnskab.errors import InputError, PageError, PasswordError, RegnskabError

HELLO = make_pdf(text(50, 250, "one"), text(50, 250, "two"), text(50, 250, "three"))


def test_pages_come_in_order_with_their_words() -> None:
    with open_document(HELLO) as document:
        assert len(document) == 3
        assert [(page.number, [word.text for word in page.words]) for page in document.pages()] == [
            (1, ["one"]),
            (2, ["two"]),
            (3, ["three"]),
        ]


def test_only_the_pages_asked_for() -> None:
    with open_document(HELLO) as document:
        assert [page.number for page in document.pages([3, 1])] == [3, 1]


def test_the_same_file_gives_the_same_pages() -> None:
    with open_document(HELLO) as first, open_document(HELLO) as second:
        assert list(first.pages()) == list(second.pages())


def test_metadata() -> None:
    data = make_pdf(text(10, 10, "x"), info="/Title (Regnskab) /Producer <FEFF00C600D800C5>")
    with open_document(data) as document:
        assert document.metadata.pages == 1
        assert document.metadata.title == "Regnskab"
        assert document.metadata.producer == "ÆØÅ"
        assert document.metadata.creator is None


def test_a_path_is_opened_and_names_the_document(tmp_path: Path) -> None:
    path = tmp_path / "årsregnskab.pdf"
    path.write_bytes(HELLO)
    with open_document(path) as document:
        assert document.source == str(path)
    with open_document(str(path), name="upload") as document:
        assert document.source == "upload"


def test_junk_before_the_header_is_skipped() -> None:
    with open_document(b"\r\nHTTP/1.1 200 OK\r\n" * 20 + HELLO) as document:
        assert len(document) == 3


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 a spreadsheet", "no PDF"),
        (b" " * 2000 + HELLO, "no PDF"),
        (b"%PDF-1.7\n" + b"\0" * 500, "damaged"),
        (HELLO[:200], "damaged"),
    ],
)
def test_what_is_no_readable_pdf_is_an_input_error(data: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as caught:
        open_document(data, name="report.pdf")
    assert str(caught.value).startswith("report.pdf: ")
    assert caught.value.remedy


def test_a_missing_file_and_a_folder_are_input_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        open_document(tmp_path / "gone.pdf")
    with pytest.raises(InputError, match="folder"):
        open_document(tmp_path)
    with pytest.raises(InputError):
        open_document("nul\0byte.pdf")


def test_a_page_that_is_not_there() -> None:
    with open_document(HELLO) as document, pytest.raises(PageError, match=r"no page 4; it has pages 1 to 3"):
        list(document.pages([4]))


def test_a_closed_document_says_so() -> None:
    document = open_document(HELLO)
    document.close()
    document.close()
    with pytest.raises(InputError, match="closed"):
        list(document.pages())


def test_an_encrypted_file_wants_its_password(encrypted: bytes) -> None:
    with pytest.raises(PasswordError, match="--password"):
        open_document(encrypted)
    with pytest.raises(PasswordError, match="wrong"):
        open_document(encrypted, password="guess")  # noqa: S106
    with open_document(encrypted, password="hemmelig") as document:  # noqa: S106
        assert [word.text for page in document.pages() for word in page.words] == ["Klar", "tekst"]


@pytest.fixture
def encrypted() -> bytes:
    return (Path(__file__).parents[1] / "data" / "encrypted.pdf").read_bytes()


def _damage(data: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.3:
        return data[: chance.randrange(len(data))]
    out = bytearray(data)
    for _ in range(chance.randrange(1, 30)):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def _outcome(data: bytes) -> list[Page] | RegnskabError:
    try:
        with open_document(data) as document:
            return list(document.pages())
    except RegnskabError as error:
        return error


@pytest.mark.parametrize("seed", range(60))
def test_damaged_files_give_pages_or_an_error_of_ours(seed: int) -> None:
    drawn = "0.5 g 20 20 200 40 re f 1 w 20 20 m 300 20 l S /X0 Do\n" + text(30, 200, "Udgifter 1.234,5")
    form = "<< /Type /XObject /Subtype /Form /BBox [0 0 90 90] /Length 19 >>\nstream\n0 0 m 50 0 l 9 9 l s\nendstream"
    data = make_pdf(drawn, page="/Rotate 90", resources="/XObject << /X0 10 0 R >>", objects=(form,))
    outcome = _outcome(_damage(data, random.Random(seed)))  # noqa: S311
    assert isinstance(outcome, RegnskabError) or all(isinstance(page, Page) for page in outcome)


def annotation(kind: str, string: str, more: str = "") -> tuple[str, str]:
    stream = f"BT /F1 10 Tf 2 5 Td ({string}) Tj ET"
    font = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    return (
        f"<< /Type /Annot /Subtype /{kind} /Rect [50 200 150 220] /AP << /N 11 0 R >> {more} >>",
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << {font} >> /Length {len(stream)} >>\n"
        f"stream\n{stream}\nendstream",
    )


@pytest.mark.parametrize("kind", ["Widget", "FreeText"])
def test_what_is_filled_into_a_form_is_read_where_it_stands(kind: str) -> None:
    data = make_pdf(
        text(50, 100, "Navn:"), page="/Annots [10 0 R]", objects=annotation(kind, "Jensen", "/FT /Tx /T (a) /F 4")
    )
    with open_document(data) as document:
        first, again = document.pages([1, 1])
    assert [(word.text, round(word.x0), round(word.baseline)) for word in first.words] == [
        ("Jensen", 52, 95),
        ("Navn:", 50, 200),
    ]
    assert again == first


def test_hidden_fields_and_popups_are_not_read() -> None:
    hidden = make_pdf(text(50, 100, "Navn:"), page="/Annots [10 0 R]", objects=annotation("Widget", "Jensen", "/F 2"))
    note = make_pdf(text(50, 100, "Navn:"), page="/Annots [10 0 R]", objects=annotation("Text", "Jensen"))
    for data in (hidden, note):
        with open_document(data) as document:
            assert [word.text for page in document.pages() for word in page.words] == ["Navn:"]


def test_a_long_file_is_opened_anew_and_reads_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from extract.pdf import document as module

    data = Path("samples/ballerup-2024.pdf").read_bytes()
    with open_document(data) as whole:
        expected = list(whole.pages())
    opened = []
    load = module.pdfium.load_document
    monkeypatch.setattr(module, "_PAGES_HELD", 5)
    monkeypatch.setattr(module.pdfium, "load_document", lambda *given: opened.append(1) or load(*given))
    with open_document(data) as document:
        assert list(document.pages()) == expected
    assert len(opened) == 10  # 49 pages: at the start, and after each five
