"""What the tables of a report mean: from tables with geometry to lines, figures, and checks of one against another."""
