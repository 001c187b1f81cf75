"""The C functions of pdfium that the reader uses, bound for speed.

pypdfium2 ships the library and initialises it on import. Its own bindings convert and check every argument
of every call, which on a page with thousands of characters costs more than pdfium itself. Here each function
is taken once, without argument types: a handle or an address goes in as a ``c_void_p`` made beforehand, a
small number as an int, and nothing is converted on the way.

``PYFUNCTYPE`` keeps the interpreter lock during a call: that is faster than letting go of it for a fraction
of a microsecond, and keeps two threads from being inside pdfium at once through this module. pdfium as a
whole is not thread-safe: use processes to work in parallel.
"""

from __future__ import annotations

import ctypes
from ctypes import PYFUNCTYPE, c_double, c_float, c_int, c_ulong, c_void_p
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pypdfium2  # noqa: F401  (initialises the library, and ends it at exit)
import pypdfium2.raw as _raw

_FAR: Final = 1e6  # points, some 350 metres


class Handle(c_void_p):
    """An opaque pointer of pdfium; falsy when null, ``value`` tells handles apart.

    A subclass, because ctypes turns a plain ``c_void_p`` result into an int, which could not be passed on
    without a conversion.
    """


def _bind(result: Any, *names: str) -> Any:
    """Bind the first of ``names`` that the library has (some were renamed over the years)."""
    for name in names:
        function = getattr(_raw, name, None)
        if function is not None:
            return PYFUNCTYPE(result)(ctypes.cast(function, c_void_p).value or 0)
    raise ImportError(f"this pypdfium2 is too old: it has no {names[0]}; install pypdfium2 5 or later")


def finite(values: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Numbers from a file as float64: what is no number, or absurdly large, comes out as a place far off any page."""
    # Of a number and what is none, fmin takes the number.
    bounded: npt.NDArray[np.float64] = np.fmax(np.fmin(values.astype(np.float64), _FAR), -_FAR)
    return bounded


# Documents and pages
load_document = _bind(Handle, "FPDF_LoadMemDocument64")
close_document = _bind(None, "FPDF_CloseDocument")
last_error = _bind(c_int, "FPDF_GetLastError")
page_count = _bind(c_int, "FPDF_GetPageCount")
meta_text = _bind(c_int, "FPDF_GetMetaText")
load_page = _bind(Handle, "FPDF_LoadPage")
close_page = _bind(None, "FPDF_ClosePage")
page_width = _bind(c_float, "FPDF_GetPageWidthF")
page_height = _bind(c_float, "FPDF_GetPageHeightF")
page_box = _bind(c_int, "FPDF_GetPageBoundingBox")
page_rotation = _bind(c_int, "FPDFPage_GetRotation")
count_annotations = _bind(c_int, "FPDFPage_GetAnnotCount")
get_annotation = _bind(Handle, "FPDFPage_GetAnnot")
close_annotation = _bind(None, "FPDFPage_CloseAnnot")
annotation_type = _bind(c_int, "FPDFAnnot_GetSubtype")
flatten_page = _bind(c_int, "FPDFPage_Flatten")

# Text
load_text = _bind(Handle, "FPDFText_LoadPage")
close_text = _bind(None, "FPDFText_ClosePage")
count_chars = _bind(c_int, "FPDFText_CountChars")
get_text = _bind(c_int, "FPDFText_GetText")
get_unicode = _bind(c_int, "FPDFText_GetUnicode")
is_generated = _bind(c_int, "FPDFText_IsGenerated")
is_hyphen = _bind(c_int, "FPDFText_IsHyphen")
loose_box = _bind(None, "FPDFText_GetLooseCharBox")
tight_box = _bind(c_int, "FPDFText_GetCharBox")
char_origin = _bind(None, "FPDFText_GetCharOrigin")
char_matrix = _bind(c_int, "FPDFText_GetMatrix")
text_object = _bind(c_void_p, "FPDFText_GetTextObject")
text_font = _bind(Handle, "FPDFTextObj_GetFont")
text_font_size = _bind(c_int, "FPDFTextObj_GetFontSize")
text_mode = _bind(c_int, "FPDFTextObj_GetTextRenderMode")

# Fonts
font_name = _bind(c_int, "FPDFFont_GetBaseFontName", "FPDFFont_GetFontName")
font_flags = _bind(c_int, "FPDFFont_GetFlags")
font_weight = _bind(c_int, "FPDFFont_GetWeight")
font_italic_angle = _bind(c_int, "FPDFFont_GetItalicAngle")
font_descent = _bind(c_int, "FPDFFont_GetDescent")  # its size as a c_float
glyph_width = _bind(c_int, "FPDFFont_GetGlyphWidth")  # its size as a c_float

# Page objects
count_objects = _bind(c_int, "FPDFPage_CountObjects")
get_object = _bind(Handle, "FPDFPage_GetObject")
count_form_objects = _bind(c_int, "FPDFFormObj_CountObjects")
get_form_object = _bind(Handle, "FPDFFormObj_GetObject")
object_type = _bind(c_int, "FPDFPageObj_GetType")
object_matrix = _bind(c_int, "FPDFPageObj_GetMatrix")
object_bounds = _bind(c_int, "FPDFPageObj_GetBounds")
fill_color = _bind(c_int, "FPDFPageObj_GetFillColor")
stroke_color = _bind(c_int, "FPDFPageObj_GetStrokeColor")
stroke_width = _bind(c_int, "FPDFPageObj_GetStrokeWidth")
draw_mode = _bind(c_int, "FPDFPath_GetDrawMode")
count_segments = _bind(c_int, "FPDFPath_CountSegments")
get_segment = _bind(Handle, "FPDFPath_GetPathSegment")
segment_point = _bind(c_int, "FPDFPathSegment_GetPoint")
clip_path = _bind(Handle, "FPDFPageObj_GetClipPath")
count_clip_paths = _bind(c_int, "FPDFClipPath_CountPaths")
count_clip_segments = _bind(c_int, "FPDFClipPath_CountPathSegments")
get_clip_segment = _bind(Handle, "FPDFClipPath_GetPathSegment")
has_transparency = _bind(c_int, "FPDFPageObj_HasTransparency")
segment_type = _bind(c_int, "FPDFPathSegment_GetType")

# Tags
structure_tree = _bind(Handle, "FPDF_StructTree_GetForPage")
close_structure_tree = _bind(None, "FPDF_StructTree_Close")
count_tree_children = _bind(c_int, "FPDF_StructTree_CountChildren")
tree_child = _bind(Handle, "FPDF_StructTree_GetChildAtIndex")
element_type = _bind(c_ulong, "FPDF_StructElement_GetType")
count_element_children = _bind(c_int, "FPDF_StructElement_CountChildren")
element_child = _bind(c_void_p, "FPDF_StructElement_GetChildAtIndex")  # most are null: an address costs less
child_content = _bind(c_int, "FPDF_StructElement_GetChildMarkedContentID")
content_at = _bind(c_int, "FPDF_StructElement_GetMarkedContentIdAtIndex")
count_attributes = _bind(c_int, "FPDF_StructElement_GetAttributeCount")
attribute_at = _bind(Handle, "FPDF_StructElement_GetAttributeAtIndex")
attribute_value = _bind(Handle, "FPDF_StructElement_Attr_GetValue")
number_value = _bind(c_int, "FPDF_StructElement_Attr_GetNumberValue")
object_content = _bind(c_int, "FPDFPageObj_GetMarkedContentID")
count_marks = _bind(c_int, "FPDFPageObj_CountMarks")
mark_at = _bind(Handle, "FPDFPageObj_GetMark")
mark_name = _bind(c_int, "FPDFPageObjMark_GetName")
mark_value_type = _bind(c_int, "FPDFPageObjMark_GetParamValueType")

# A picture of a page
create_bitmap = _bind(Handle, "FPDFBitmap_CreateEx")
fill_bitmap = _bind(None, "FPDFBitmap_FillRect")
destroy_bitmap = _bind(None, "FPDFBitmap_Destroy")
render_page = _bind(None, "FPDF_RenderPageBitmap")

BITMAP_GRAY: Final = 1
WHITE: Final = c_ulong(0xFFFFFFFF)  # opaque
ERROR_PASSWORD: Final = 4
ERROR_SECURITY: Final = 5
ANNOTATION_FREE_TEXT: Final = 3
ANNOTATION_WIDGET: Final = 20
FLATTEN_FOR_DISPLAY: Final = 0
FLATTEN_DONE: Final = 1
OBJECT_TEXT: Final = 1
OBJECT_PATH: Final = 2
OBJECT_IMAGE: Final = 3
OBJECT_SHADING: Final = 4
OBJECT_FORM: Final = 5
FILL_EVEN_ODD: Final = 1
SEGMENT_LINE: Final = 0
SEGMENT_CURVE: Final = 1
SEGMENT_MOVE: Final = 2

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Slots:
    """A buffer of ``n`` records of ``columns`` numbers for pdfium to write into.

    ``at[i]`` is the address of record ``i``; with ``split``, ``column[k][i]`` is that of its ``k``-th number.
    They are lists of ``c_void_p``, made once and used for every page. The buffer grows when a page needs more.
    """

    __slots__ = ("_columns", "_split", "_type", "array", "at", "column")

    def __init__(
        self,
        columns: int,
        kind: type[np.float32] | type[np.float64] | type[np.int32],
        *,
        split: bool = False,
        n: int = 256,
    ) -> None:
        self._columns = columns
        self._type = kind
        self._split = split
        self._allocate(n)

    def _allocate(self, n: int) -> None:
        self.array: npt.NDArray[Any] = np.zeros((n, self._columns), dtype=self._type)
        base, item = self.array.ctypes.data, self.array.itemsize
        step = item * self._columns
        starts = [base + item * k for k in range(self._columns if self._split else 1)]
        self.column = [list(map(c_void_p, range(start, start + step * n, step))) for start in starts]
        self.at = self.column[0]

    def reserve(self, n: int) -> None:
        """Make room for ``n`` records; what was written before is lost."""
        if n > len(self.at):
            self._allocate(max(n, 2 * len(self.at)))


class Numbers:
    """A few numbers of one C type for pdfium to write into: pass ``*addresses``, read ``values``."""

    __slots__ = ("addresses", "values")

    def __init__(self, kind: type[c_float] | type[c_double] | type[c_int], n: int) -> None:
        self.values = (kind * n)()
        base, item = ctypes.addressof(self.values), ctypes.sizeof(kind)
        self.addresses = [c_void_p(base + item * i) for i in range(n)]
