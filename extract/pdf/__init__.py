"""From PDF bytes to what a reader sees on a page: words, rulings and shading."""
