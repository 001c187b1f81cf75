"""Tables side by side."""

from __future__ import annotations

from drawn import grid_of, words_of

from extract.layout import layout_page
from extract.model import Page


def grids(text: str) -> list[list[list[str]]]:
    page = Page(1, 842.0, 595.0, tuple(words_of(text)), (), ())
    return [grid_of(table) for table in layout_page(page).tables]


def test_two_tables_whose_lines_go_their_own_way_are_two() -> None:
    found = grids(
        """
Navn               Hovedstol   Restgaranti     Personale        Normering    Forbrug
Fjernvarme             1.200         1.310     Veje og trafik       687,4      678,5
Havnens selskab       14.500        14.220     Sundhed              809,3      764,0
Lokalbanen               310           298     Miljoe               132,5      124,8
Vandvaerket            2.100         2.050     Folkeskolen          634,2      626,6
I alt                 18.110        17.878     Dagtilbud            373,4      368,5
                                               I alt              2.636,8    2.562,4
"""
    )
    assert [grid[-1] for grid in found] == [["I alt", "18.110", "17.878"], ["I alt", "2.636,8", "2.562,4"]]


def test_a_text_beside_others_is_no_second_table_where_few_figures_stand() -> None:
    found = grids(
        """
Nr.    Emne               Beskrivelse                        Status
3.1    Sundhedshus        Der er afsat 16 mio. til huset     Gennemfoert
3.2    Biodiversitet      Parker bliver vilde i 12 omraader  Foelger planen
3.3    Digital post       Borgere faar post i 3 kanaler      Afventer
3.4    Rekruttering       Ansat 45 medarbejdere i aaret      Gennemfoert
"""
    )
    assert len(found) == 1
